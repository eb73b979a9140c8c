import type { Attachment, Email } from "../contracts/email.ts";
import { type Reason, reasons } from "../contracts/outcome.ts";
import { readEmail } from "../platform/documents.ts";

/** An email as people see it: the customer's words, what was hidden, what to be careful about. Never raw HTML. */
export interface EmailView {
  readonly emailId: string;
  readonly seq: number;
  readonly interactionId: string;
  readonly from: Email["from"];
  readonly replyTo: Email["replyTo"];
  readonly subject: string;
  readonly words: string;
  readonly text: string;
  readonly hidden: readonly string[];
  /** In words. */
  readonly warnings: readonly string[];
  readonly attachments: readonly Pick<Attachment, "name" | "type" | "size" | "dangers">[];
  readonly receivedAt: string;
  readonly proof: Email["proof"];
  /** Address of the sanitised HTML, for a sandboxed frame; absent when the email is plain text. */
  readonly frame?: string;
}

/** Undefined when the email's reading is gone (expired, erased): the desk shows the rest. */
export async function emailView(emailId: string, frameOf: (emailId: string) => string): Promise<EmailView | undefined> {
  const email = await readEmail(emailId).catch((error: unknown) => {
    if (error instanceof Error && error.name === "EmailUnreadable") return undefined;
    throw error;
  });
  if (email === undefined) return undefined;
  const { seq, interactionId, from, replyTo, subject, words, text, hidden, receivedAt, proof } = email;
  return {
    ...{ emailId, seq, interactionId, from, replyTo, subject, words, text, hidden, receivedAt, proof },
    warnings: email.warnings.map(inWords),
    attachments: email.attachments.map(({ name, type, size, dangers }) => ({ name, type, size, dangers })),
    ...(email.html !== undefined && email.html.trim() !== "" && { frame: frameOf(emailId) }),
  };
}

const inWords = (code: string): string => (isReason(code) ? reasons[code] : code);
const isReason = (code: string): code is Reason => Object.hasOwn(reasons, code);
