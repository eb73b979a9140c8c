import type { Email } from "../contracts/email.ts";
import { comparable } from "../platform/addresses.ts";

/** Who the sender is, as far as our own receiver or a one-time code proves it. Display names never enter (D4). */
export interface SenderProof {
  /** The one address that all emails of the run come from and are answered to; undefined when there is not one. */
  readonly address: string | undefined;
  readonly by: "dmarc" | "code" | undefined;
  /** A one-time code may be sent there: not proven, but nothing says forged either. */
  readonly mayAsk: boolean;
}

type Sent = Pick<Email, "from" | "replyTo" | "proof" | "warnings" | "channel">;

/** Words of intake that make the sender doubtful, however the checks came out. */
const doubts = new Set([
  "sender-failed",
  "sender-not-proven",
  "sender-unclear",
  "sender-disguised",
  "reply-to-differs",
  "receipt-lost",
]);

/** Of several emails the worst counts: one that is not proven makes the run unproven. */
export function proofOf(emails: readonly Sent[], codeGiven: boolean): SenderProof {
  const addresses = new Set(
    emails.flatMap(({ from, replyTo }) => [comparable(from.address), comparable(replyTo.address)]),
  );
  const [address] = addresses;
  const clean = emails.every(
    ({ warnings, proof }) =>
      !warnings.some((warning) => doubts.has(warning)) && proof.spam !== "FAIL" && proof.virus !== "FAIL",
  );
  if (addresses.size !== 1 || address === undefined || !clean)
    return { address: undefined, by: undefined, mayAsk: false };
  const byDmarc = emails.every(({ channel, proof }) => channel === "email" && proof.dmarc === "PASS");
  const forged = emails.some(({ proof }) => proof.dmarc === "FAIL");
  if (byDmarc) return { address, by: "dmarc", mayAsk: false };
  return { address, by: codeGiven && !forged ? "code" : undefined, mayAsk: !forged };
}
