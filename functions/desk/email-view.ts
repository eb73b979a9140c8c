import type { EmailView } from "../contracts/desk/task-view.ts";
import { type Reason, reasons } from "../contracts/outcome.ts";
import { readEmail } from "../platform/documents.ts";
import type { FrameAddress } from "./email-frame.ts";

/**
 * An email as people see it: the customer's words, what was hidden, what to be careful about. Never raw HTML. Undefined
 * when the email's reading is gone (expired, erased): the desk shows the rest.
 */
export async function emailView(emailId: string, frameOf: FrameAddress): Promise<EmailView | undefined> {
  const email = await readEmail(emailId).catch((error: unknown) => {
    if (error instanceof Error && error.name === "EmailUnreadable") return undefined;
    throw error;
  });
  if (email === undefined) return undefined;
  const { seq, interactionId, from, replyTo, subject, words, text, hidden, receivedAt, proof } = email;
  return {
    ...{ emailId, seq, interactionId, from, replyTo, subject, words, text, hidden, receivedAt, proof },
    warnings: email.warnings.map(inWords),
    attachments: email.attachments.map(({ name, type, size, dangers, key }, place) => ({
      ...{ place, name, type, size, dangers },
      downloadable: key !== undefined && proof.virus !== "FAIL",
    })),
    ...(email.html !== undefined &&
      email.html.trim() !== "" && {
        frame: frameOf(emailId),
        ...(remotePicture.test(email.html) && { frameWithPictures: frameOf(emailId, true) }),
      }),
  };
}

/** Whether there is a picture to fetch; the frame itself decides which. */
const remotePicture = /<img\b[^>]{0,2000}?\bsrc\s*=\s*["']?\s*https?:/i;

const inWords = (code: string): string => (isReason(code) ? reasons[code] : code);
const isReason = (code: string): code is Reason => Object.hasOwn(reasons, code);
