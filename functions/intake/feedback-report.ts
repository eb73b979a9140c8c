import type { SenderClass } from "../contracts/email.ts";
import type { ParsedMail } from "./parsed-mail.ts";

/** RFC 5965's word for what a complaint is about; `abuse` for those that come without its part. Undefined for other emails. */
export function feedbackTypeOf(mail: Pick<ParsedMail, "parts">, senderClass: SenderClass): string | undefined {
  const part = mail.parts.find(({ type }) => type === "message/feedback-report");
  if (part === undefined) return senderClass === "complaint" ? "abuse" : undefined;
  const text = Buffer.from(part.bytes.subarray(0, 20_000)).toString();
  return /^feedback-type[ \t]*:[ \t]*([\w-]{1,40})/im.exec(text)?.[1]?.toLowerCase() ?? "abuse";
}

/** What a complaint's kind says about writing to that address again (B4). */
export const asksForSilence = (feedbackType: string): boolean => !["auth-failure", "not-spam"].includes(feedbackType);
