import type { Attachment, Email } from "../contracts/email.ts";
import type { AttachmentFacts } from "../contracts/understanding.ts";

// Logos and decoration are small; a photograph or a screenshot that says something is not.
const decoration = 100_000;
/** Types that programs add by themselves and that say nothing of the customer's matter. */
const byPrograms =
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|ms-tnef|pgp-keys)|text\/(?:x-)?vcard|text\/directory)$/i;
const pointsAtIt =
  /\b(?:attach(?:ed|ment|ing)|enclosed|screenshots?|see (?:the )?(?:photos?|pictures?|images?|pdf|file)|anbei|angehängt|anhang|beigefügt|bildschirmfoto|siehe (?:foto|bild)|auf dem (?:foto|bild))\b/i;

/** Whether somebody must look: a model may say what a file shows, but no reply is sent on that alone. */
export function attachmentFacts(emails: readonly Pick<Email, "attachments" | "words">[]): AttachmentFacts {
  const attachments = emails.flatMap((email) => email.attachments);
  return {
    count: attachments.length,
    dangers: [...new Set(attachments.flatMap(({ dangers }) => dangers))],
    needEyes: emails.some(({ attachments: own, words }) => own.some((attachment) => saysSomething(attachment, words))),
  };
}

/** Whether a file is more than decoration, by what it is and by what the email says of it. */
export function saysSomething({ type, size, contentId, dangers }: Attachment, words: string): boolean {
  if (dangers.length > 0 || pointsAtIt.test(words)) return true;
  if (byPrograms.test(type)) return false;
  const inline = contentId !== undefined && type.toLowerCase().startsWith("image/");
  return !(inline && size <= decoration);
}
