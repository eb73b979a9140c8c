import { createHash } from "node:crypto";
import type { FoundPassage } from "../contracts/knowledge.ts";
import { type AccountState, type ProposedEffect, type ToolCall, type ToolPolicy, worstOf } from "../contracts/tools.ts";
import { idFrom } from "../platform/ids.ts";
import { allTools, toolsNamed } from "./registry.ts";
import type { SenderProof } from "./sender-proof.ts";
import type { EffectTool, Known, Service, Told, Tool } from "./tool.ts";
import { accountAfter, type Use, type Used, useTool } from "./use-tool.ts";

export interface AgentWork {
  readonly interactionId: string;
  readonly agent: ToolPolicy["agents"][number];
  readonly questions: readonly Known[];
  readonly language: string;
  readonly proof: SenderProof;
  readonly service: Service | undefined;
  readonly mayAskForCode: boolean;
  /** What is left of the run's limits (P12). */
  readonly left: { readonly calls: number; readonly tokens: number; readonly untilMs: number };
  readonly nowMs: () => number;
  /** What agents before it have asked already, for every question: the state is how they know of each other. */
  readonly asked?: readonly ToolCall[];
  readonly tools?: readonly Tool[];
}

export interface AgentResult {
  readonly calls: readonly ToolCall[];
  /** What the tools said, one passage for each question it answers. */
  readonly passages: readonly FoundPassage[];
  readonly effects: readonly ProposedEffect[];
  readonly account: AccountState;
  readonly tokens: number;
}

// A token is about four characters of English; the limit need not be exact, only hold.
const tokensOf = ({ text }: Told): number => Math.ceil(text.length / 4);

/**
 * One agent's turn: it asks each of its own tools what each question wants of it, and uses them. The rights are the
 * agent's row in the policy; what it may not use is not there for it. The same call is made once for several questions.
 */
export async function askAgent(work: AgentWork): Promise<AgentResult> {
  const calls: ToolCall[] = [];
  const passages: FoundPassage[] = [];
  const effects: ProposedEffect[] = [];
  const done = new Map<string, Used>();
  let account: AccountState = "none";
  let tokens = 0;
  for (const { question, tool, input } of wanted(work)) {
    const startedMs = work.nowMs();
    const same = JSON.stringify([tool.name, input]);
    const before = done.get(same);
    const used = before ?? (await withinLimits(work, { tool, input, calls: done.size, tokens }));
    done.set(same, used);
    account = worstOf(account, accountAfter(tool, used.outcome));
    const about = tool.about(input);
    const { outcome, failure, told } = used;
    if (before === undefined) {
      tokens += told === undefined ? 0 : tokensOf(told);
      const call = { tool: tool.name, agent: work.agent.agent, question, outcome, latencyMs: work.nowMs() - startedMs };
      calls.push({ ...call, ...(about !== undefined && { about }), ...(failure !== undefined && { failure }) });
      if (outcome === "proposed" && tool.does === "effect") effects.push(proposal(work, tool, input));
    }
    if (told !== undefined) passages.push(passageOf(told, { tool, about, question, language: work.language }));
  }
  return { calls, passages, effects, account, tokens };
}

function wanted({ agent, questions, asked = [], tools = allTools }: AgentWork) {
  const isAsked = (tool: Tool, input: unknown): boolean =>
    asked.some((call) => call.tool === tool.name && call.about === tool.about(input));
  return questions.flatMap((known, question) =>
    toolsNamed(agent.tools, tools).flatMap((tool) =>
      tool.plan(known).flatMap((input) => (isAsked(tool, input) ? [] : [{ question, tool, input }])),
    ),
  );
}

async function withinLimits(
  work: AgentWork,
  next: Pick<Use, "tool" | "input"> & { readonly calls: number; readonly tokens: number },
): Promise<Used> {
  const { left, proof, service, mayAskForCode, language, nowMs } = work;
  if (next.calls >= left.calls || nowMs() >= left.untilMs) return { outcome: "over-limit" };
  const reader = { language, today: new Date(nowMs()).toISOString().slice(0, 10) };
  const used = await useTool({ tool: next.tool, input: next.input, proof, service, mayAskForCode, reader });
  const over = used.told !== undefined && next.tokens + tokensOf(used.told) > left.tokens;
  return over ? { outcome: "over-limit" } : used;
}

function proposal({ interactionId, agent }: AgentWork, tool: EffectTool, input: unknown): ProposedEffect {
  const checked = input as Record<string, unknown>;
  return {
    // The same wish of the same interaction is the same effect, however often the step is repeated.
    effectId: idFrom("eff", interactionId, tool.name, JSON.stringify(input)),
    tool: tool.name,
    agent: agent.agent,
    input: checked,
    summary: tool.summary(input),
    byGate: agent.effectsByGate.includes(tool.name),
  };
}

/** What a tool said, as a passage: quoted, verified and shown with its source as an article's is (P11). */
function passageOf(
  { title, heading, text }: Told,
  from: {
    readonly tool: Tool;
    readonly about: string | undefined;
    readonly question: number;
    readonly language: string;
  },
): FoundPassage {
  const articleId = `tool:${from.tool.name}`;
  return {
    passageId: `${articleId}#${from.about ?? "1"}`,
    articleId,
    title,
    heading,
    version: createHash("sha256").update(text).digest("hex").slice(0, 16),
    language: from.language,
    topics: [],
    text,
    score: 1,
    question: from.question,
  };
}
