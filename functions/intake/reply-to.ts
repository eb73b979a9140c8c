import type { Mailbox, SenderProof } from "../contracts/email.ts";
import type { Reason } from "../contracts/outcome.ts";
import type { Policy } from "../contracts/policy.ts";
import { comparable } from "../platform/addresses.ts";
import type { ParsedMail } from "./parsed-mail.ts";

export interface ReplyAddress {
  readonly replyTo: Mailbox;
  readonly warnings: readonly Reason[];
  /** A form of ours wrote it for the customer (L13): general information only. */
  readonly throughForm: boolean;
}

/**
 * Whom a reply goes to (L12): the sender. Another address in Reply-To is followed only for a form that policy trusts and
 * DMARC proves (L13); otherwise the reply still goes to the sender, and a person looks first.
 */
export function replyAddressOf(
  mail: ParsedMail,
  proof: SenderProof,
  policy: Pick<Policy, "trustedForms">,
): ReplyAddress {
  const from = mail.from[0] ?? { name: "", address: "" };
  const others = mail.replyTo.filter(({ address }) => comparable(address) !== comparable(from.address));
  const [other] = others;
  if (other === undefined) return { replyTo: from, warnings: [], throughForm: false };
  const one =
    !mail.foldedFrom && others.length === 1 && mail.replyTo.length === 1 && comparable(other.address) !== undefined;
  if (one && isTrustedForm(from, proof, policy)) return { replyTo: other, warnings: [], throughForm: true };
  return { replyTo: from, warnings: ["reply-to-differs"], throughForm: false };
}

const isTrustedForm = (
  { address }: Mailbox,
  { dmarc }: SenderProof,
  { trustedForms }: Pick<Policy, "trustedForms">,
): boolean => dmarc === "PASS" && trustedForms.some((form) => comparable(form) === comparable(address));
