import * as z from "zod";
import { comparable } from "../platform/addresses.ts";
import type { ReportedRecipient } from "./delivery-report.ts";
import { isGone, statusIn } from "./delivery-status.ts";

// Who has SES tell a topic about bounces, and the topic send email, gets SES's notice as the text of an email.
// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html

const Recipient = z.object({
  emailAddress: z.string(),
  action: z.string().optional(),
  status: z.string().optional(),
  diagnosticCode: z.string().optional(),
});
const Notice = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  bounce: z.object({ bounceType: z.string().optional(), bouncedRecipients: z.array(Recipient).max(50) }).optional(),
  complaint: z.object({ complainedRecipients: z.array(Recipient).max(50) }).optional(),
  delivery: z.object({ recipients: z.array(z.string()).max(50), smtpResponse: z.string().optional() }).optional(),
});

/** What SES's own notice in a text says; empty when there is none. */
export function sesNotice(text: string): ReportedRecipient[] {
  const notice = noticeIn(text);
  if (notice?.bounce !== undefined) return notice.bounce.bouncedRecipients.map(bounced);
  const { recipients = [], smtpResponse } = notice?.delivery ?? {};
  return recipients.map((address) => ({
    ...{ address: comparable(address), action: "delivered", status: statusIn(smtpResponse), hard: false },
  }));
}

function bounced({ emailAddress, action, status, diagnosticCode }: z.infer<typeof Recipient>): ReportedRecipient {
  const code = statusIn(status, diagnosticCode);
  const failed = action ?? (code?.startsWith("4") === true ? "delayed" : "failed");
  const hard = failed === "failed" && isGone(code, diagnosticCode ?? "");
  return { address: comparable(emailAddress), action: failed, status: code, hard };
}

function noticeIn(text: string): z.infer<typeof Notice> | undefined {
  const line = text.split(/\r?\n/).find((each) => /^\s*\{"(?:notificationType|eventType)":/.test(each));
  if (line === undefined) return undefined;
  try {
    return Notice.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
