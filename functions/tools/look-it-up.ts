import * as z from "zod";
import type { Email } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Subject } from "../contracts/ids.ts";
import { FoundPassage } from "../contracts/knowledge.ts";
import type { LookItUp } from "../contracts/steps.ts";
import { type Look, ToolPaper, type ToolPolicy, worstOf } from "../contracts/tools.ts";
import { Sorting, type SortingFacts } from "../contracts/understanding.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { readInteraction, unansweredEmails } from "../platform/interactions.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { type AgentResult, askAgent } from "./ask-agent.ts";
import { grantOf, tryCode } from "./code-rows.ts";
import { entriesOf } from "./log-calls.ts";
import { agentsFor, knownOf } from "./plan-agents.ts";
import { resumeAsking } from "./resume-asking.ts";
import { proofOf } from "./sender-proof.ts";
import { orderService } from "./service-access.ts";

type Input = z.infer<typeof LookItUp.input>;
type Output = z.infer<typeof LookItUp.output>;

/**
 * One round of the agents' loop: the first agent that is left is asked, and what it found lies in the working papers for
 * the next one and for the writer. Rounds, calls, tokens and seconds are counted over the whole loop, which the state
 * carries (P12); when any of them is used up the loop ends and a person is asked.
 */
export async function lookItUp({ agents, look, ...subject }: Input): Promise<Output> {
  const [policy, emails, start] = await Promise.all([readPolicy(), unansweredEmails(subject), startOf(subject)]);
  const { tools } = policy;
  const fresh = look ?? begun(agents);
  // A text that tries to steer a machine gets none: a person sees it anyway.
  if (tools === undefined || start.sorting.suspicious) return { look: ended(fresh), sorting: factsOf(start.sorting) };
  const round = await taken({ subject, emails, tools, look, fresh, ...start });
  const agent = tools.agents.find((one) => one.agent === round.look.agents[0]);
  const untilMs = Date.parse(round.look.since) + tools.limits.seconds * 1000;
  if (agent === undefined || round.look.rounds >= tools.limits.rounds || nowMs() >= untilMs) {
    const state = agent === undefined ? round.look.account : worstOf(round.look.account, "failed");
    return { look: { ...ended(round.look), account: state }, sorting: factsOf(round.sorting) };
  }
  const result = await askAgent({
    ...{ interactionId: subject.interactionId, agent, nowMs, proof: round.proof },
    language: round.sorting.language,
    questions: knownOf(round.sorting.questions, round.emails, tools),
    service: await orderService(untilMs),
    asked: round.paper.calls,
    mayAskForCode: tools.oneTimeCode !== undefined,
    left: {
      calls: tools.limits.calls - round.look.calls,
      tokens: tools.limits.tokens - round.look.tokens,
      untilMs,
    },
  });
  await record(subject, round, result);
  return { look: after(round.look, result), sorting: factsOf(round.sorting) };
}

interface Start {
  readonly sorting: Sorting;
  readonly passages: readonly FoundPassage[];
  readonly paper: ToolPaper;
}

async function startOf(subject: Subject): Promise<Start> {
  const [sorting, passages, paper] = await Promise.all([
    readPaper(subject.interactionId, papers.sorting, Sorting),
    readPaper(subject.interactionId, papers.passages, z.array(FoundPassage)),
    readPaper(subject.interactionId, papers.tools, ToolPaper),
  ]);
  if (sorting === undefined)
    throw new StepFailure(Failure.BadInput, "There is no sorting to look anything up by: Sort by topic has not run");
  return { sorting, passages: passages ?? [], paper: paper ?? { calls: [], effects: [] } };
}

/** Who is proven, and in the first round whether a one-time code has come and takes up what was asked before. */
async function taken(
  before: Start & {
    readonly subject: Subject;
    readonly emails: readonly Email[];
    readonly tools: ToolPolicy;
    readonly look: Look | null;
    readonly fresh: Look;
  },
) {
  const { subject, tools, look, fresh } = before;
  const address = proofOf(before.emails, false).address;
  const code = look === null ? await tryCode(subject, before.emails, address) : await grantOf(subject);
  const granted = code === "wrong" ? undefined : code;
  const proof = proofOf(before.emails, granted !== undefined);
  // The first round's papers are a repeated step's own when they hold calls already: they are made anew.
  const paper = look === null ? { calls: [], effects: [] } : before.paper;
  const own = look === null ? withoutTools(before) : before;
  const resumed = look === null && granted !== undefined && granted.asking !== subject.interactionId;
  const { sorting, passages } = resumed ? await resumeAsking(granted.asking, own) : own;
  const emails =
    granted === undefined ? before.emails : [...(await emailsOf(granted.asking, subject)), ...before.emails];
  const asked: Look = {
    ...fresh,
    ...(resumed && { agents: agentsFor(sorting.questions, emails, tools) }),
    ...(code === "wrong" && { account: "not-proven" }),
  };
  return { subject, sorting, passages, paper, emails, proof, resumed, look: asked };
}

/** The email whose question waited for the code: it may name the order that the question only calls `my order`. */
async function emailsOf(asking: string, { interactionId, conversationId }: Subject): Promise<Email[]> {
  if (asking === interactionId) return [];
  const { seq } = await readInteraction(asking);
  return unansweredEmails({ interactionId: asking, conversationId, seq });
}

const withoutTools = ({ sorting, passages }: Pick<Start, "sorting" | "passages">) => ({
  sorting,
  passages: passages.filter(({ articleId }) => !articleId.startsWith("tool:")),
});

async function record(
  subject: Subject,
  round: Pick<Start, "sorting" | "passages" | "paper"> & { readonly resumed: boolean },
  result: AgentResult,
): Promise<void> {
  const paper: ToolPaper = {
    calls: [...round.paper.calls, ...result.calls],
    effects: [...round.paper.effects, ...result.effects],
  };
  await recordStep(subject, {
    ...(round.resumed && { set: { sorting: factsOf(round.sorting) } }),
    papers: {
      [papers.passages]: [...round.passages, ...result.passages],
      [papers.tools]: paper,
      ...(round.resumed && { [papers.sorting]: round.sorting }),
    },
    entries: entriesOf(result),
  });
}

const begun = (agents: readonly string[]): Look => ({
  ...{ agents: [...agents], rounds: 0, calls: 0, tokens: 0 },
  ...{ since: nowIso(), account: "none", effectsByGate: 0 },
});

const ended = (look: Look): Look => ({ ...look, agents: [] });

const after = (look: Look, { calls, tokens, account, effects }: AgentResult): Look => ({
  agents: look.agents.slice(1),
  rounds: look.rounds + 1,
  calls: look.calls + calls.length,
  tokens: look.tokens + tokens,
  since: look.since,
  account: worstOf(look.account, account),
  effectsByGate: look.effectsByGate + effects.filter(({ byGate }) => byGate).length,
});

const factsOf = ({ questions, ...facts }: Sorting): SortingFacts => ({ ...facts, questionCount: questions.length });
