import type { Email } from "../../functions/contracts/email.ts";
import type { FoundPassage } from "../../functions/contracts/knowledge.ts";
import type { Policy } from "../../functions/contracts/policy.ts";
import { type AccountState, worstOf } from "../../functions/contracts/tools.ts";
import type { Sorting } from "../../functions/contracts/understanding.ts";
import { askAgent } from "../../functions/tools/ask-agent.ts";
import { agentsFor, knownOf } from "../../functions/tools/plan-agents.ts";
import { proofOf } from "../../functions/tools/sender-proof.ts";
import type { Service } from "../../functions/tools/tool.ts";

/** What *Look it up* finds, without tables: every agent that the questions concern is asked. */
export async function askedAgents(
  emails: readonly Email[],
  { questions, language, suspicious }: Sorting,
  { tools }: Policy,
  service: Service | undefined,
): Promise<{ passages: FoundPassage[]; account: AccountState }> {
  const passages: FoundPassage[] = [];
  let account: AccountState = "none";
  if (tools === undefined || suspicious) return { passages, account };
  for (const name of agentsFor(questions, emails, tools)) {
    const agent = tools.agents.find((one) => one.agent === name);
    if (agent === undefined) continue;
    const result = await askAgent({
      ...{ interactionId: `int_${"0".repeat(40)}`, agent, questions: knownOf(questions, emails, tools), language },
      ...{ proof: proofOf(emails, false), service, mayAskForCode: tools.oneTimeCode !== undefined, nowMs: Date.now },
      left: { calls: tools.limits.calls, tokens: tools.limits.tokens, untilMs: Number.POSITIVE_INFINITY },
    });
    passages.push(...result.passages);
    account = worstOf(account, result.account);
  }
  return { passages, account };
}
