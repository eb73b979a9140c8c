import * as z from "zod";
import { LogEntry, LogKind } from "../log-entry.ts";
import { Outcome } from "../outcome.ts";
import { MoodLevel } from "../understanding.ts";
import { InteractionView } from "./conversations.ts";
import { Cursor, type Endpoint, Instant, PageSize, readers } from "./endpoint.ts";

export const InteractionQuery = z.strictObject({
  outcome: Outcome.optional(),
  mailbox: z.string().max(320).optional(),
  mood: MoodLevel.optional(),
  topic: z.string().max(60).optional(),
  reason: z.string().max(60).optional(),
  /** In subject, customer's name or address. */
  text: z.string().trim().min(2).max(100).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  limit: PageSize,
  after: Cursor.optional(),
});
export const InteractionPage = z.object({ interactions: z.array(InteractionView), next: z.string().optional() });
const InteractionDetail = z.object({
  interaction: InteractionView,
  log: z.array(LogEntry),
  /** Status of its run in Step Functions' words; absent when there is none any more. */
  execution: z.string().optional(),
});

export const LogQuery = z.strictObject({
  /** Newest first from here back. */
  to: Instant.optional(),
  from: Instant.optional(),
  kind: LogKind.optional(),
  /** `person`, `model`, `code`, `policy`, or one in full (`person:Anna`). */
  by: z.string().max(200).optional(),
  /** In the summary and the details. */
  text: z.string().trim().min(2).max(100).optional(),
  limit: PageSize,
  after: Cursor.optional(),
});
export const LogPage = z.object({ entries: z.array(LogEntry), next: z.string().optional() });

const ExecutionQuery = z.strictObject({
  status: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]).optional(),
  limit: PageSize,
  after: Cursor.optional(),
});
const ExecutionView = z.object({
  name: z.string(),
  /** Whose run it is; for the other addresses. */
  interactionId: z.string().optional(),
  status: z.string(),
  startedAt: Instant,
  stoppedAt: Instant.optional(),
});
const ExecutionPage = z.object({ executions: z.array(ExecutionView), next: z.string().optional() });
const HistoryQuery = z.strictObject({ limit: PageSize, after: z.string().max(4096).optional() });
/** Step Functions' own events, oldest first, with every token redacted (S7). */
const HistoryPage = z.object({ events: z.array(z.looseObject({})), next: z.string().optional() });

/** One state of the drawn machine. `input` and `output` are JSON as text, tokens redacted, at most 20,000 characters. */
export const GraphNode = z.object({
  id: z.string(),
  type: z.string(),
  /** The state it lies in: a Map's or Parallel's. */
  parent: z.string().optional(),
  start: z.boolean(),
  end: z.boolean(),
  status: z.enum(["not-reached", "running", "succeeded", "caught", "failed"]),
  visits: z.int(),
  retries: z.int(),
  enteredAt: Instant.optional(),
  leftAt: Instant.optional(),
  /** Over all visits, in ms. */
  tookMs: z.number().optional(),
  input: z.string().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
});
export const GraphEdge = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.enum(["next", "choice", "default", "catch", "branch"]),
  /** The condition or the errors. */
  label: z.string().optional(),
});
const ModelCallView = z.looseObject({
  task: z.string(),
  provider: z.string(),
  model: z.string(),
  prompt: z.string(),
  ok: z.boolean(),
  costUsd: z.number(),
  latencyMs: z.number(),
  at: Instant,
});
/** A run drawn: live when asked for again. */
export const ExecutionGraph = z.object({
  execution: ExecutionView,
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
  modelCalls: z.array(ModelCallView),
  /** How the run ended, in words, when it failed. */
  cause: z.string().optional(),
});
export type ExecutionGraph = z.infer<typeof ExecutionGraph>;

const ChangesQuery = z.strictObject({ after: Cursor.optional(), limit: PageSize });
/** A log entry's facts without its details: enough to know what to fetch again. */
export const Change = z.object({
  /** The same change may come twice, in this order: leave out what you know. */
  id: z.string(),
  at: Instant,
  kind: LogKind,
  by: z.string(),
  summary: z.string(),
  interactionId: z.string().optional(),
  conversationId: z.string().optional(),
  taskId: z.string().optional(),
});
/** Without `after`: nothing, and the cursor of now. `more`: ask again at once. */
export const Changes = z.object({ changes: z.array(Change), cursor: z.string(), more: z.boolean() });

const read = { method: "GET", tag: "record", roles: readers } as const;

export const recordEndpoints = {
  listInteractions: {
    ...{ ...read, path: "/api/interactions", query: InteractionQuery, response: InteractionPage },
    summary: "Everything that came in, newest first",
  },
  exportInteractions: {
    ...{ ...read, path: "/api/interactions/export", query: InteractionQuery.omit({ limit: true, after: true }) },
    summary: "The newest 5,000 of them as CSV",
  },
  readInteraction: {
    ...{ ...read, path: "/api/interactions/{interactionId}", response: InteractionDetail },
    summary: "One interaction with its log",
  },
  searchLog: {
    ...{ ...read, path: "/api/log", query: LogQuery, response: LogPage },
    summary: "The log of everything, newest first; with by=person it is the audit log",
  },
  listExecutions: {
    ...{ ...read, path: "/api/executions", query: ExecutionQuery, response: ExecutionPage },
    summary: "Runs of the support workflow, newest first",
  },
  readHistory: {
    ...{ ...read, path: "/api/executions/{interactionId}/history", query: HistoryQuery, response: HistoryPage },
    summary: "The latest run of an interaction, event by event",
  },
  readGraph: {
    ...{ ...read, path: "/api/executions/{interactionId}/graph", response: ExecutionGraph },
    summary: "The latest run of an interaction, drawn",
  },
  readChanges: {
    ...{ ...read, path: "/api/changes", query: ChangesQuery, response: Changes },
    summary: "What changed since; poll every two seconds while the page is visible",
  },
} as const satisfies Record<string, Endpoint>;
