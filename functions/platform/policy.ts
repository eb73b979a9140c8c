import { isDeepStrictEqual } from "node:util";
import { type MailboxPolicy, type Mode, Policy } from "../contracts/policy.ts";
import { readItem } from "./batched-reads.ts";
import { nowMs } from "./clock.ts";

export const currentPolicyKey = { pk: "policy", sk: "current" } as const;

/** Every version ever in force is kept; `current` holds the newest, and its number at top level for conditions. */
export const policyVersionKey = (version: number) => ({ pk: "policy", sk: `version#${version}` });

// Five seconds old is good enough to write a draft by; what decides about sending reads afresh.
const staleAfterMs = 5_000;
let cached: { readonly stored: unknown; readonly policy: Policy; readonly atMs: number } | undefined;

/** The policy in force, at most five seconds old. */
export async function readPolicy(): Promise<Policy> {
  if (cached && nowMs() - cached.atMs < staleAfterMs) return cached.policy;
  return readPolicyNow();
}

/** The policy in force this instant: for the stop button and everything else checked right before a send. */
export async function readPolicyNow(): Promise<Policy> {
  const item = await readItem("policy", currentPolicyKey);
  if (item === undefined)
    throw new Error("There is no policy yet: the deployment seeds it (functions/record/seed-policy.lambda.ts).");
  const stored = item["policy"];
  // A policy is long and changes rarely: it is checked when it is another one than before, however it got there.
  const policy = isDeepStrictEqual(stored, cached?.stored) && cached ? cached.policy : Policy.parse(stored);
  cached = { stored, policy, atMs: nowMs() };
  return policy;
}

/** How a mailbox may act on a topic; unknown mailboxes only draft. */
export function modeFor(policy: Policy, mailbox: string, topic: string | undefined): Mode {
  const box = policy.mailboxes[mailbox];
  if (!box) return "draft";
  return (topic === undefined ? undefined : box.topicModes[topic]) ?? box.mode;
}

export function mailboxPolicy(policy: Policy, mailbox: string): MailboxPolicy {
  const box = policy.mailboxes[mailbox] ?? Object.values(policy.mailboxes)[0];
  if (!box) throw new Error("The policy names no mailbox.");
  return box;
}
