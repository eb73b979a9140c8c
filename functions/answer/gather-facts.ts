import type * as z from "zod";
import type { Email } from "../contracts/email.ts";
import type { Verdict } from "../contracts/mail-receipt.ts";
import { Reason } from "../contracts/outcome.ts";
import type { Mode, Policy } from "../contracts/policy.ts";
import type { Gate } from "../contracts/steps.ts";
import { mailboxPolicy, modeFor } from "../platform/policy.ts";
import type { GateFacts } from "./gate-facts.ts";

export interface Gathered {
  readonly input: z.infer<typeof Gate.input>;
  readonly emails: readonly Email[];
  readonly policy: Policy;
  /** The conversation has an open task that another run opened. */
  readonly openTask: boolean;
}

/** Turns what our records say into the gate's facts; of several emails the worst counts. */
export function factsFrom({ input, emails, policy, openTask }: Gathered): GateFacts {
  const { sorting, found, mood } = input;
  const mailbox = emails.at(-1)?.mailbox ?? "";
  const topics = sorting.topics.map(({ topic }) => topic);
  const warnings = emails.flatMap((email) => email.warnings).map((warning) => Reason.safeParse(warning));
  return {
    mode: strictest(topics.map((topic) => modeFor(policy, mailbox, topic))),
    stopped: policy.stopped,
    acknowledge: false,
    openTask,
    alwaysAskTopic: policy.topics.some(({ topic, alwaysAsk }) => alwaysAsk && topics.includes(topic)),
    mood: mood.mood,
    agreement: mood.agreement,
    risks: sorting.risks,
    suspicious: sorting.suspicious,
    hiddenText: emails.some(({ hidden }) => hidden.length > 0),
    warnings: warnings.flatMap(({ data }) => (data === undefined ? [] : [data])),
    unknownWarning: warnings.some(({ success }) => !success),
    proof: worstProof(emails),
    attachmentNeedsEyes: input.attachments.needEyes || input.attachments.dangers.length > 0,
    languageCovered: mailboxPolicy(policy, mailbox).languages.includes(sorting.language),
    questions: sorting.questionCount,
    answered: found?.answered ?? 0,
    weakestScore: found?.weakestScore ?? 0,
    hasDraft: input.draftId !== null,
    coverage: input.coverage ?? 0,
    check: input.check ?? undefined,
    account: input.account ?? "none",
    sendAt: Math.max(...topics.map((topic) => policy.topicSendAt[topic] ?? policy.sendAt)),
  };
}

const strictness: readonly Mode[] = ["shadow", "draft", "auto"];

const strictest = (modes: readonly Mode[]): Mode => strictness.find((mode) => modes.includes(mode)) ?? "draft";

// The less a verdict proves, the later it stands.
const byProof: readonly Verdict[] = ["PASS", "DISABLED", "GRAY", "PROCESSING_FAILED", "FAIL"];
const policyOrder = ["none", undefined, "quarantine", "reject"] as const;

/** The worst verdict of each check over all emails. No email at all proves nothing. */
function worstProof(emails: readonly Email[]): Email["proof"] {
  const worst = (pick: (proof: Email["proof"]) => Verdict): Verdict =>
    emails
      .map(({ proof }) => pick(proof))
      .reduce((a, b) => (byProof.indexOf(b) > byProof.indexOf(a) ? b : a), emails.length === 0 ? "FAIL" : "PASS");
  const policies = emails.filter(({ proof }) => proof.dmarc === "FAIL").map(({ proof }) => proof.dmarcPolicy);
  const dmarcPolicy = policies.reduce(
    (a, b) => (policyOrder.indexOf(b) > policyOrder.indexOf(a) ? b : a),
    policies.length === 0 ? undefined : "none",
  );
  return {
    spf: worst(({ spf }) => spf),
    dkim: worst(({ dkim }) => dkim),
    dmarc: worst(({ dmarc }) => dmarc),
    ...(dmarcPolicy !== undefined && { dmarcPolicy }),
    spam: worst(({ spam }) => spam),
    virus: worst(({ virus }) => virus),
  };
}
