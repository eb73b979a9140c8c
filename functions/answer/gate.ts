import type { GateOutcome, Reason } from "../contracts/outcome.ts";
import type { AccountState } from "../contracts/tools.ts";
import { negativeMoods } from "../contracts/understanding.ts";
import { confidenceOf, type Factors, factorsOf } from "./confidence.ts";
import type { GateFacts } from "./gate-facts.ts";

// The gate: what may happen to an email, from facts alone.
//
//   G1. Pure and total: the same facts give the same outcome, and every combination has one.
//   G2. A rule can only hold back. Sending is what remains when no rule speaks, so more risk is never more willing.
//   G3. The order of the rows is the order in which reasons are shown, not the order of power.

export interface Gated {
  readonly outcome: GateOutcome;
  readonly reasons: readonly [Reason, ...Reason[]];
  readonly confidence: number;
  readonly factors: Factors;
}

interface Rule {
  readonly reason: Reason;
  readonly holds: (facts: GateFacts, confidence: number) => boolean;
  /** What is missing is knowledge, not trust: a first word to the customer does no harm. */
  readonly mayAcknowledge?: true;
}

const warned = (reason: Reason) => (facts: GateFacts) => facts.warnings.includes(reason);
const warningsWithRows = new Set<Reason>([
  "sender-failed",
  "sender-not-proven",
  "sender-unclear",
  "sender-disguised",
  "reply-to-differs",
  "no-automatic-reply",
  "receipt-lost",
  "suspicious-text",
  "hidden-text",
  "unreadable-part",
  "cut-words",
]);
const asked = (facts: GateFacts): boolean => facts.questions > 0;

/** Who writes, and whether they are who they say. */
const senderRules: readonly Rule[] = [
  { reason: "virus", holds: ({ proof }) => proof.virus === "FAIL" },
  { reason: "spam", holds: ({ proof }) => proof.spam === "FAIL" },
  {
    reason: "sender-failed",
    // D2. Without a stated policy the strictest one is assumed.
    holds: (facts) =>
      warned("sender-failed")(facts) || (facts.proof.dmarc === "FAIL" && facts.proof.dmarcPolicy !== "none"),
  },
  {
    reason: "sender-not-proven",
    // A domain that asks for nothing on failure, but neither SPF nor DKIM speaks for this email either.
    holds: (facts) =>
      warned("sender-not-proven")(facts) ||
      facts.unknownWarning ||
      (facts.proof.dmarc === "FAIL" && facts.proof.spf !== "PASS" && facts.proof.dkim !== "PASS"),
  },
  { reason: "sender-unclear", holds: warned("sender-unclear") },
  { reason: "sender-disguised", holds: warned("sender-disguised") },
  { reason: "reply-to-differs", holds: warned("reply-to-differs") },
  { reason: "no-automatic-reply", holds: warned("no-automatic-reply") },
  { reason: "receipt-lost", holds: warned("receipt-lost") },
  // Whatever else intake may come to warn of: a warning without a row of its own holds, too.
  { reason: "sender-not-proven", holds: ({ warnings }) => warnings.some((warning) => !warningsWithRows.has(warning)) },
];

/** What the email is, beyond its question. */
const contentRules: readonly Rule[] = [
  { reason: "suspicious-text", holds: (facts) => facts.suspicious || warned("suspicious-text")(facts) },
  { reason: "hidden-text", holds: (facts) => facts.hiddenText || warned("hidden-text")(facts) },
  { reason: "negative-mood", holds: ({ mood }) => negativeMoods.includes(mood) },
  { reason: "risk-safety", holds: ({ risks }) => risks.includes("safety") },
  { reason: "risk-legal", holds: ({ risks }) => risks.includes("legal") },
  { reason: "risk-payment", holds: ({ risks }) => risks.includes("payment") },
  { reason: "risk-cancellation", holds: ({ risks }) => risks.includes("cancellation") },
  { reason: "risk-privacy", holds: ({ risks }) => risks.includes("privacy") },
  { reason: "unreadable-part", holds: warned("unreadable-part") },
  { reason: "cut-words", holds: warned("cut-words") },
  { reason: "attachment-needs-eyes", holds: ({ attachmentNeedsEyes }) => attachmentNeedsEyes },
];

const reasonOf: Readonly<Partial<Record<AccountState, Reason>>> = {
  code: "account-not-proven",
  "not-proven": "account-not-proven",
  delicate: "order-delicate",
  "not-found": "order-not-found",
  "not-theirs": "order-not-theirs",
  off: "tools-off",
  failed: "tool-failed",
};

/** Whose account it is about, and whether they may see it (D4). */
const accountRules: readonly Rule[] = Object.entries(reasonOf).map(([state, reason]) => ({
  reason,
  holds: ({ account }) => account === state,
}));

/** What an email that only asks for a one-time code need not have: it states nothing and needs no article. */
const settledByProof = new Set<Reason>([
  "account-not-proven",
  "no-knowledge",
  "unanswered-question",
  "draft-not-grounded",
  "check-failed",
  "low-confidence",
]);

/** Whether nothing but proof is missing: then the sender may be asked for it. */
const onlyProofIsMissing = (facts: GateFacts, speaking: readonly Rule[]): boolean =>
  facts.account === "code" &&
  facts.hasDraft &&
  !facts.alwaysAskTopic &&
  facts.agreement >= 0.5 &&
  speaking.every(({ reason }) => settledByProof.has(reason));

/** What we know and what was written. They speak only where something is asked. */
const answerRules: readonly Rule[] = [
  { reason: "language-not-covered", holds: (facts) => asked(facts) && !facts.languageCovered, mayAcknowledge: true },
  {
    reason: "no-knowledge",
    holds: (facts) => asked(facts) && facts.languageCovered && (facts.answered <= 0 || !facts.hasDraft),
    mayAcknowledge: true,
  },
  {
    reason: "unanswered-question",
    holds: (facts) =>
      asked(facts) && facts.answered > 0 && (facts.answered < facts.questions || !(facts.coverage >= 1)),
    mayAcknowledge: true,
  },
  {
    reason: "draft-not-grounded",
    holds: ({ check, hasDraft }) => hasDraft && check !== undefined && !(check.grounded && check.noPromises),
  },
  {
    reason: "check-failed",
    holds: ({ check, hasDraft }) =>
      hasDraft && (check === undefined || !check.complete || !check.toneFits || check.problems > 0),
  },
  {
    reason: "low-confidence",
    holds: (facts, confidence) =>
      (asked(facts) && facts.answered > 0 && !(confidence >= facts.sendAt)) ||
      facts.alwaysAskTopic ||
      !(facts.agreement >= 0.5),
    mayAcknowledge: true,
  },
];

/** What people have decided about automation. */
const policyRules: readonly Rule[] = [
  { reason: "person-is-on-it", holds: ({ openTask }) => openTask },
  { reason: "stopped", holds: ({ stopped }) => stopped, mayAcknowledge: true },
  { reason: "mode-draft", holds: ({ mode }) => mode === "draft", mayAcknowledge: true },
];

const rules: readonly Rule[] = [...senderRules, ...contentRules, ...accountRules, ...answerRules, ...policyRules];

// Nothing can be sent where nothing is asked, so these cannot keep a thank-you from being closed.
const aboutSendingOnly = new Set<Reason>(["stopped", "mode-draft"]);

/** Decides. `ask-a-person` names every reason there is, the first being the one to show. */
export function gate(facts: GateFacts): Gated {
  const factors = factorsOf(facts);
  const confidence = confidenceOf(factors);
  const decided = (outcome: GateOutcome, ...reasons: [Reason, ...Reason[]]): Gated => ({
    outcome,
    reasons,
    confidence,
    factors,
  });
  // A mailbox that only watches has people of its own who answer.
  if (facts.mode === "shadow") return decided("no-reply", "mode-shadow");
  const speaking = rules.filter((rule) => rule.holds(facts, confidence));
  if (!asked(facts) && speaking.every(({ reason }) => aboutSendingOnly.has(reason)))
    return decided("no-reply", "nothing-asked");
  const [first, ...others] = speaking;
  if (first === undefined)
    return decided("send", facts.account === "shown" ? "answered-from-records" : "answered-from-knowledge");
  if (onlyProofIsMissing(facts, speaking)) return decided("clarify", "code-asked");
  const mayAcknowledge =
    facts.acknowledge &&
    !facts.stopped &&
    facts.mode === "auto" &&
    speaking.every((rule) => rule.mayAcknowledge === true);
  return decided(mayAcknowledge ? "acknowledge" : "ask-a-person", first.reason, ...others.map(({ reason }) => reason));
}
