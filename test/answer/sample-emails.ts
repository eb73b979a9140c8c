import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import EmailReplyParser from "email-reply-parser";
import { convert } from "html-to-text";
import PostalMime from "postal-mime";
import type { Email } from "../../functions/contracts/email.ts";

const inbox = fileURLToPath(new URL("../../samples/inbox/", import.meta.url));

export const sampleNames = (): string[] =>
  readdirSync(inbox)
    .filter((name) => name.endsWith(".eml"))
    .sort();

/** An email with everything in order; a test changes what it is about. */
export function email(changes: Partial<Email> = {}): Email {
  const sender = { address: "ann.example@mail.example", name: "Ann Example" };
  return {
    emailId: `eml_${"0".repeat(40)}`,
    conversationId: `con_${"0".repeat(40)}`,
    interactionId: `int_${"0".repeat(40)}`,
    seq: 1,
    channel: "email",
    mailbox: "support@fernwood.example",
    from: sender,
    replyTo: sender,
    subject: "A question",
    words: "Hello, how long does delivery to Germany take?",
    text: "",
    hidden: [],
    attachments: [],
    inReplyTo: [],
    references: [],
    senderClass: "person",
    classReason: "",
    proof: { spf: "PASS", dkim: "GRAY", dmarc: "PASS", spam: "PASS", virus: "PASS" },
    warnings: [],
    receivedAt: "2026-11-20T10:00:00.000Z",
    ...changes,
  };
}

/** A sample read plainly, as far as understand and answer need it; intake's own reading is tested in its room. */
export async function sampleEmail(name: string): Promise<Email> {
  const mail = await PostalMime.parse(readFileSync(inbox + name));
  const text =
    mail.text ?? convert(mail.html ?? "", { wordwrap: false, selectors: [{ selector: "img", format: "skip" }] });
  const sender = { address: mail.from?.address ?? "", name: mail.from?.name ?? "" };
  const reply = mail.replyTo?.[0];
  const words = new EmailReplyParser()
    .read(text)
    .getVisibleText()
    .replace(/\n-- ?\n[\s\S]*$/, "");
  return email({
    from: sender,
    replyTo: reply?.address === undefined ? sender : { address: reply.address, name: reply.name ?? "" },
    subject: mail.subject ?? "",
    words: words.trim(),
    text,
    attachments: mail.attachments.map((attachment) => ({
      name: attachment.filename ?? "",
      type: attachment.mimeType,
      size: typeof attachment.content === "string" ? attachment.content.length : attachment.content.byteLength,
      ...(attachment.contentId !== undefined && { contentId: attachment.contentId }),
      dangers: [],
    })),
    ...(sender.address.endsWith("@lowmoor.example") && {
      proof: { spf: "GRAY", dkim: "GRAY", dmarc: "GRAY", spam: "PASS", virus: "PASS" } as const,
    }),
    ...(sender.address.endsWith("@ardenbank.example") && {
      proof: { spf: "FAIL", dkim: "GRAY", dmarc: "FAIL", dmarcPolicy: "reject", spam: "PASS", virus: "PASS" } as const,
    }),
  });
}
