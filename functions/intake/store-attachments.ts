import { createHmac } from "node:crypto";
import type { Attachment } from "../contracts/email.ts";
import { nowMs } from "../platform/clock.ts";
import { writeBytes } from "../platform/documents.ts";
import { setting } from "../platform/settings.ts";
import type { SigningKeys } from "../platform/signing.ts";
import { attachmentText } from "./attachment-text.ts";
import { lookAt } from "./attachments.ts";
import type { Part } from "./parsed-mail.ts";

// More parts than that are listed without their bytes; the raw email has them.
const mostStored = 50;
/** Files whose text is read; one after the other, so that memory holds one. */
const mostRead = 8;
/** No further file is opened after that. */
const longestMs = 5000;

interface Storing {
  readonly emailId: string;
  readonly keys: SigningKeys;
  /** Whether the files are opened to read what they say. */
  readonly read: boolean;
}

/**
 * Puts the files of an email into the mail bucket, under keys that nobody without our signing key can guess and that are
 * the same when the email is read again, so that a repeated delivery leaves no orphans (I7).
 */
export async function storeAttachments(
  parts: readonly Part[],
  { emailId, keys, read }: Storing,
): Promise<Attachment[]> {
  const bucket = setting("mailBucket");
  const texts = read ? await textsOf(parts.slice(0, mostStored)) : [];
  return Promise.all(
    parts.map(async (part, index): Promise<Attachment> => {
      const { name, type, dangers } = lookAt(part);
      const text = texts[index];
      const about = {
        ...{ name, type, size: part.bytes.byteLength, dangers: [...dangers] },
        ...(part.contentId !== undefined && { contentId: part.contentId }),
        ...(text !== undefined && { text }),
      };
      if (index >= mostStored) return about;
      const key = `attachments/${createHmac("sha256", keys[0]).update(`attachment:${emailId}:${index}`).digest("hex")}`;
      await writeBytes({ bucket, key }, part.bytes, "application/octet-stream");
      return { ...about, key };
    }),
  );
}

async function textsOf(parts: readonly Part[]): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  const until = nowMs() + longestMs;
  for (const part of parts) {
    const enough = texts.filter((text) => text !== undefined).length >= mostRead || nowMs() > until;
    texts.push(enough ? undefined : await attachmentText(part, lookAt(part).type));
  }
  return texts;
}
