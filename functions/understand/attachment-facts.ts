import type { Attachment, Email } from "../contracts/email.ts";
import type { AttachmentFacts } from "../contracts/understanding.ts";

// Logos and decoration are small; a photograph or a screenshot that says something is not.
const decoration = 100_000;
/** Types that programs add by themselves and that say nothing of the customer's matter. */
const byPrograms =
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|ms-tnef|pgp-keys)|text\/(?:x-)?vcard|text\/directory)$/i;
const pointsAtIt =
  /\b(?:attach(?:ed|ment|ing)|enclosed|screenshots?|see (?:the )?(?:photos?|pictures?|images?|pdf|file)|anbei|angehängt|anhang|beigefügt|bildschirmfoto|siehe (?:foto|bild)|auf dem (?:foto|bild))\b/i;

/** Whether somebody must look: code can count attachments and knows their dangers, it does not know what they show. */
export function attachmentFacts(emails: readonly Pick<Email, "attachments" | "words">[]): AttachmentFacts {
  const attachments = emails.flatMap((email) => email.attachments);
  return {
    count: attachments.length,
    dangers: [...new Set(attachments.flatMap(({ dangers }) => dangers))],
    needEyes: emails.some(
      ({ attachments: own, words }) =>
        own.some((attachment) => saysSomething(attachment)) || (own.length > 0 && pointsAtIt.test(words)),
    ),
  };
}

function saysSomething({ type, size, contentId, dangers }: Attachment): boolean {
  if (dangers.length > 0) return true;
  if (byPrograms.test(type)) return false;
  const inline = contentId !== undefined && type.toLowerCase().startsWith("image/");
  return !(inline && size <= decoration);
}
