import { rawPrefix } from "../contracts/email.ts";
import type { MailReceipt } from "../contracts/mail-receipt.ts";
import { ownMailboxes } from "../platform/addresses.ts";
import { readBytes } from "../platform/documents.ts";
import { readPolicy } from "../platform/policy.ts";
import { accept } from "./accept.ts";
import { identityOfEmail } from "./identity.ts";
import { ownWords } from "./own-words.ts";
import { parseMail } from "./parse-mail.ts";
import type { Reading } from "./reading.ts";
import { classify } from "./sender-class.ts";
import { startSupport } from "./start-support.ts";

/** One email from receipt to started run. Safe to repeat at every point. */
export async function receiveMail(notice: MailReceipt): Promise<void> {
  const { bucketName, objectKey } = notice.receipt.action;
  if (!objectKey.startsWith(rawPrefix)) return;
  const raw = await readBytes({ bucket: bucketName, key: objectKey });
  const policy = await readPolicy();
  const mail = await parseMail(raw);
  const from = mail.from[0] ?? { name: "", address: "" };
  const id = identityOfEmail(raw, mail.messageId, from.address);
  const { senderClass, reason } = classify(mail, notice.mail.source);
  const text = mail.text ?? "";
  const { receipt } = notice;
  const reading: Reading = {
    emailId: id.emailId,
    interactionId: id.interactionId,
    channel: "email",
    mailbox: ownMailboxes()[0],
    from,
    replyTo: from,
    subject: mail.subject,
    words: ownWords(text),
    text,
    ...(mail.html !== undefined && { html: mail.html }),
    hidden: [],
    attachments: [],
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    inReplyTo: [...mail.inReplyTo],
    references: [...mail.references],
    senderClass,
    classReason: reason,
    proof: {
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
      ...(receipt.dmarcPolicy !== undefined && { dmarcPolicy: receipt.dmarcPolicy }),
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
    },
    warnings: [...mail.problems],
    rawBucket: bucketName,
    rawKey: objectKey,
    receivedAt: receipt.timestamp,
  };
  const ending = senderClass === "person" ? undefined : ({ outcome: "closed", reason: senderClass } as const);
  const { row } = await accept(
    { identity: id.hash, newConversationId: id.newConversationId, reading, conversationId: undefined, ending },
    policy,
  );
  if (ending === undefined) await startSupport(row.interactionId);
}
