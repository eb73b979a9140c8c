import type { ToolCall } from "../contracts/tools.ts";
import type { StepEntry } from "../platform/record-step.ts";
import type { AgentResult } from "./ask-agent.ts";

const said: Readonly<Record<ToolCall["outcome"], string>> = {
  told: "found it",
  proposed: "proposed it",
  delicate: "found it; a person says so",
  "not-found": "found nothing",
  "not-theirs": "found that it belongs to another address, and read nothing",
  "not-proven": "was not allowed: the sender is not proven",
  code: "was not allowed yet: the sender is asked for a one-time code",
  "no-right": "was not allowed: the agent has no right to it",
  off: "could not: no service is connected",
  "over-limit": "was stopped by a limit",
  failed: "failed",
};

/** Nobody was asked anything then. */
const neverCalled: ReadonlySet<ToolCall["outcome"]> = new Set(["off", "no-right", "over-limit"]);

/** One log entry for each tool call and each proposal: names, numbers and outcomes, never what the tool answered. */
export const entriesOf = ({ calls, effects }: AgentResult): StepEntry[] => [
  ...calls.map((call) => ({
    kind: neverCalled.has(call.outcome) ? ("tool-refused" as const) : ("tool-called" as const),
    by: `code:${call.agent}`,
    summary: `${call.tool}${call.about === undefined ? "" : ` ${call.about}`}: ${said[call.outcome]}`,
    details: { ...call },
  })),
  ...effects.map(({ effectId, tool, agent, summary, byGate }) => ({
    kind: "effect-proposed" as const,
    by: `code:${agent}`,
    summary: `Proposed: ${summary}`,
    details: { effectId, tool, byGate },
  })),
];
