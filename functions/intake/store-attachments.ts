import { createHmac } from "node:crypto";
import type { Attachment } from "../contracts/email.ts";
import { writeBytes } from "../platform/documents.ts";
import { setting } from "../platform/settings.ts";
import type { SigningKeys } from "../platform/signing.ts";
import { lookAt } from "./attachments.ts";
import type { Part } from "./parsed-mail.ts";

// More parts than that are listed without their bytes; the raw email has them.
const mostStored = 50;

/**
 * Puts the files of an email into the mail bucket, under keys that nobody without our signing key can guess and that are
 * the same when the email is read again, so that a repeated delivery leaves no orphans (I7).
 */
export async function storeAttachments(
  emailId: string,
  parts: readonly Part[],
  keys: SigningKeys,
): Promise<Attachment[]> {
  const bucket = setting("mailBucket");
  return Promise.all(
    parts.map(async (part, index): Promise<Attachment> => {
      const { name, type, dangers } = lookAt(part);
      const about = {
        ...{ name, type, size: part.bytes.byteLength, dangers: [...dangers] },
        ...(part.contentId !== undefined && { contentId: part.contentId }),
      };
      if (index >= mostStored) return about;
      const key = `attachments/${createHmac("sha256", keys[0]).update(`attachment:${emailId}:${index}`).digest("hex")}`;
      await writeBytes({ bucket, key }, part.bytes, "application/octet-stream");
      return { ...about, key };
    }),
  );
}
