import type { Reason } from "../contracts/outcome.ts";
import type { Mode, Policy } from "../contracts/policy.ts";
import type { InteractionRow, ReplyRow } from "../contracts/rows.ts";
import { modeFor } from "../platform/policy.ts";

const heldByMode: Record<Mode, Reason | undefined> = {
  auto: undefined,
  draft: "mode-draft",
  shadow: "mode-shadow",
};

/** Why policy, as it stands this instant, does not let an automatic reply go; undefined when it does. */
export function policyHolds(
  policy: Policy,
  interaction: Pick<InteractionRow, "mailbox" | "sorting">,
): Reason | undefined {
  if (policy.stopped) return "stopped";
  return heldByMode[modeFor(policy, interaction.mailbox, interaction.sorting?.topics[0]?.topic)];
}

/** An acknowledgement answers nothing, so it is not an answer to count or to close a task by. */
export const isAnswer = (reply: Pick<ReplyRow, "kind">): boolean => reply.kind !== "acknowledge";
