import type { SenderClass } from "../contracts/email.ts";
import { comparable } from "../platform/addresses.ts";
import type { ParsedMail } from "./parsed-mail.ts";

/** RFC 5965's word for what a complaint is about; `abuse` for those that come without its part. Undefined for other emails. */
export function feedbackTypeOf(mail: Pick<ParsedMail, "parts">, senderClass: SenderClass): string | undefined {
  const text = reportIn(mail.parts);
  if (text === undefined) return senderClass === "complaint" ? "abuse" : undefined;
  return /^feedback-type[ \t]*:[ \t]*([\w-]{1,40})/im.exec(text)?.[1]?.toLowerCase() ?? "abuse";
}

/** What a complaint's kind says about writing to that address again (B4). */
export const asksForSilence = (feedbackType: string): boolean => !["auth-failure", "not-spam"].includes(feedbackType);

/** Who complains, as far as the report says (RFC 5965 section 3.2): each recipient it names, else one of whom nothing is known. */
export function complainantsIn(parts: ParsedMail["parts"]): readonly (string | undefined)[] {
  const found = [
    ...(reportIn(parts) ?? "").matchAll(/^(?:original-rcpt-to|removal-recipient)[ \t]*:[ \t]*(.{3,320})$/gim),
  ];
  const named = new Set(found.flatMap(([, text]) => comparable((text ?? "").trim().replace(/^<|>$/g, "")) ?? []));
  return named.size === 0 ? [undefined] : [...named].slice(0, mostComplainants);
}

const mostComplainants = 10;

function reportIn(parts: ParsedMail["parts"]): string | undefined {
  const part = parts.find(({ type }) => type === "message/feedback-report");
  return part === undefined ? undefined : Buffer.from(part.bytes.subarray(0, 20_000)).toString();
}
