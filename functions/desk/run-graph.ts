import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type * as z from "zod";
import type { ExecutionGraph, GraphNode } from "../contracts/desk/record.ts";
import { ModelCall } from "../contracts/model-call.ts";
import type { InteractionRow } from "../contracts/rows.ts";
import { executionHistory } from "../platform/execution-history.ts";
import { definitionOf } from "../platform/execution-list.ts";
import { describeExecution } from "../platform/executions.ts";
import { logOfInteraction } from "./log-entries.ts";
import { type DrawnState, drawMachine } from "./machine-drawing.ts";
import { withoutTokens } from "./without-tokens.ts";

type Node = z.infer<typeof GraphNode>;
type Mutable = { -readonly [Name in keyof Node]: Node[Name] };

// A run of the support flow has a few hundred events; ten pages are enough for one that a person sent round and round.
const mostPages = 10;

/** The latest run of an interaction as it now stands; undefined when Step Functions no longer knows it. */
export async function runGraph(row: InteractionRow & { executionArn: string }): Promise<ExecutionGraph | undefined> {
  const { executionArn, interactionId } = row;
  const [definition, execution, events, log] = await Promise.all([
    definitionOf(executionArn),
    describeExecution(executionArn),
    allEvents(executionArn),
    logOfInteraction(interactionId),
  ]);
  if (definition === undefined || execution === undefined) return undefined;
  const { states, edges } = drawMachine(definition);
  const last = events.at(-1)?.timestamp;
  const over = execution.status !== "RUNNING" && last !== undefined;
  return {
    execution: {
      ...{ name: executionArn.split(":").at(-1) ?? "", interactionId, status: execution.status },
      startedAt: (events[0]?.timestamp ?? new Date(row.openedAt)).toISOString(),
      ...(over && { stoppedAt: last.toISOString() }),
    },
    nodes: nodesOf(states, events, execution.status),
    edges,
    modelCalls: log.flatMap(({ kind, details, at }) => {
      const call = kind === "model-called" ? ModelCall.safeParse(details) : undefined;
      return call?.success ? [{ ...call.data, at }] : [];
    }),
    ...(execution.error !== undefined && { cause: `${execution.error}: ${execution.cause ?? ""}`.slice(0, 2000) }),
  };
}

async function allEvents(executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await executionHistory(executionArn, 1000, after);
    events.push(...(page?.events ?? []));
    after = page?.next;
    if (after === undefined) break;
  }
  return events;
}

/** What each state has been through, from the run's history. */
function nodesOf(states: readonly DrawnState[], events: readonly HistoryEvent[], status: string): Node[] {
  const nodes = new Map<string, Mutable>(
    states.map((state) => [state.id, { ...state, status: "not-reached", visits: 0, retries: 0 }]),
  );
  const stateAt = statesOfEvents(events);
  for (const event of events) {
    const node = nodes.get(stateAt.get(event.id ?? 0) ?? "");
    if (node !== undefined) heed(node, event);
  }
  const stopped = status !== "RUNNING";
  return [...nodes.values()].map((node) =>
    node.status === "running" && stopped ? { ...node, status: "failed" } : node,
  );
}

/** Which state each event belongs to: an event names the one before it, back to where its state was entered. */
function statesOfEvents(events: readonly HistoryEvent[]): ReadonlyMap<number, string> {
  const stateAt = new Map<number, string>();
  for (const { id = 0, previousEventId = 0, stateEnteredEventDetails, stateExitedEventDetails } of events) {
    const name = stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name ?? stateAt.get(previousEventId);
    if (name !== undefined) stateAt.set(id, name);
  }
  return stateAt;
}

function heed(node: Mutable, event: HistoryEvent): void {
  const at = event.timestamp;
  const type = event.type ?? "";
  if (type.endsWith("StateEntered")) {
    node.visits++;
    node.status = "running";
    node.enteredAt = at?.toISOString();
    node.leftAt = undefined;
    node.input = shown(event.stateEnteredEventDetails?.input);
  } else if (type.endsWith("StateExited")) {
    node.status = node.status === "failed" ? "caught" : "succeeded";
    node.leftAt = at?.toISOString();
    node.tookMs = (node.tookMs ?? 0) + Math.max(0, Date.parse(node.leftAt ?? "") - Date.parse(node.enteredAt ?? ""));
    node.output = shown(event.stateExitedEventDetails?.output);
  } else if (/(Failed|TimedOut)$/.test(type)) {
    node.status = "failed";
    node.error = errorOf(event);
  } else if (/^(Task|LambdaFunction)Scheduled$/.test(type) && node.status === "failed") {
    node.status = "running";
    node.retries++;
  }
}

const longest = 20_000;
/** S7: tokens are taken out before anything is cut, for a cut-off text can no longer be read. */
function shown(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const clean = withoutTokens(json);
  return typeof clean === "string" ? clean.slice(0, longest) : undefined;
}

function errorOf(event: HistoryEvent): string | undefined {
  const told =
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails;
  return told === undefined ? undefined : `${told.error ?? ""}: ${shown(told.cause) ?? ""}`.slice(0, 2000);
}
