import type { SenderClass } from "../contracts/email.ts";
import { headerValue, type ParsedMail, token } from "./parsed-mail.ts";

export interface Classified {
  readonly senderClass: SenderClass;
  readonly reason: string;
}

/** Who or what wrote this email. */
export function classify(mail: ParsedMail, envelopeSender: string): Classified {
  const auto = headerValue(mail, "auto-submitted");
  if (auto !== undefined && token(auto) !== "no")
    return { senderClass: "auto-reply", reason: `Auto-Submitted: ${token(auto)}` };
  if (headerValue(mail, "list-id") !== undefined) return { senderClass: "list", reason: "List-Id" };
  if (envelopeSender === "" || envelopeSender === "<>")
    return { senderClass: "bounce", reason: "empty envelope sender" };
  return { senderClass: "person", reason: "no sign of a machine" };
}
