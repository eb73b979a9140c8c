import { lookAt } from "../../functions/intake/attachments.ts";
import { dissect } from "../../functions/intake/dissect.ts";
import { feedbackTypeOf } from "../../functions/intake/feedback-report.ts";

interface ConformanceEmail {
  from: string;
  fromName: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  attachments: { name: string; type: string; size: number }[];
  kind: string;
  replyText: string;
  bounce?: {
    hard: boolean;
    status: string | undefined;
    action: string | undefined;
    recipients: { address: string | undefined; action: string; status: string | undefined; hard: boolean }[];
    feedbackType?: string;
  };
}

/** Reads an email as intake does, without an envelope, keys or addresses of our own. */
export default async function readEmail(raw: Uint8Array): Promise<ConformanceEmail> {
  const { mail, read, classified, report } = await dissect(raw, {
    envelopeSender: undefined,
    isOwn: () => false,
    keys: ["no key signed anything here"],
  });
  const feedbackType = feedbackTypeOf(mail, classified.senderClass);
  const first = report?.recipients[0];
  return {
    from: mail.from[0]?.address ?? "",
    fromName: mail.from[0]?.name ?? "",
    to: mail.to.map(({ address }) => address),
    subject: mail.subject,
    text: read.text,
    html: mail.html ?? "",
    attachments: mail.parts.map((part) => ({ ...pick(part.name, lookAt(part)), size: part.bytes.byteLength })),
    kind: classified.senderClass,
    replyText: read.words,
    ...((report !== undefined || feedbackType !== undefined) && {
      bounce: {
        hard: report?.recipients.some(({ hard }) => hard) ?? false,
        status: first?.status,
        action: first?.action,
        recipients: [...(report?.recipients ?? [])],
        ...(feedbackType !== undefined && { feedbackType }),
      },
    }),
  };
}

const pick = (given: string, { name, type }: { name: string; type: string }) => ({
  name: given === "" ? "" : name,
  type,
});
