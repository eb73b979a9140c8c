import type * as z from "zod";
import type { Download } from "../contracts/desk/conversations.ts";
import { type Email, emailKey } from "../contracts/email.ts";
import { nowMs } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { presignedGet } from "../platform/presign.ts";
import { transact } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";
import { attachmentHeader, safeFileName } from "./safe-file-name.ts";

const linkSeconds = 300;

/** A link to the whole reading of an email: its text and parts as intake read them. */
export const bodyLink = (emailId: string) => link(emailKey(emailId), `${emailId}.json`);

/** Why an attachment may not be opened, in words; undefined when it may. */
export function notDownloadable(email: Email, place: number, accepted: boolean): string | undefined {
  const attachment = email.attachments[place];
  if (attachment?.key === undefined)
    return "The bytes of this attachment could not be read, so there is nothing to open.";
  // S5: what the virus scanner failed is opened by nobody.
  if (email.proof.virus === "FAIL")
    return "The virus scanner found something in this email, so its attachments stay closed.";
  if (attachment.dangers.length > 0 && !accepted) {
    return `This file may be dangerous (${attachment.dangers.join(", ")}). Ask the sender another way first; open it only if you must.`;
  }
  return undefined;
}

/** A link to an attachment that `notDownloadable` allows; who opened it is logged. */
export async function attachmentLink(email: Email, place: number, by: string) {
  const { key = "", name, dangers } = email.attachments[place] ?? { name: "file", dangers: [] };
  const { retentionDays } = await readPolicy();
  await transact(
    logWrite(
      {
        interactionId: email.interactionId,
        conversationId: email.conversationId,
        ...{ kind: "file-opened", by: `person:${by}`, summary: "An attachment was opened." },
        details: { emailId: email.emailId, place, dangers },
      },
      retentionDays,
    ),
  );
  return link(key, name);
}

async function link(key: string, name: string): Promise<z.infer<typeof Download>> {
  const url = await presignedGet(
    { bucket: setting("mailBucket"), key },
    { disposition: attachmentHeader(name), seconds: linkSeconds },
  );
  return { url, name: safeFileName(name), expiresAt: new Date(nowMs() + linkSeconds * 1000).toISOString() };
}
