import * as z from "zod";
import { DecisionRequest } from "../decision.ts";
import { TaskId } from "../ids.ts";
import { Reason } from "../outcome.ts";
import { ConversationDetail } from "./conversations.ts";
import { Cursor, deciders, type Endpoint, Instant, PageSize, PersonId, readers, Tags } from "./endpoint.ts";
import { MoodFilter, Suggestion, TaskView } from "./task-view.ts";

const Note = z.string().trim().max(1000);

export const TaskQuery = z.strictObject({
  status: z.enum(["open", "decided", "closed"]).default("open"),
  mailbox: z.string().max(320).optional(),
  /** `me`, `nobody`, or a person's id. */
  assignee: z.string().max(128).optional(),
  /** Who has it open just now: `me`, `nobody`, `others`. */
  claimed: z.enum(["me", "nobody", "others"]).optional(),
  mood: MoodFilter.optional(),
  topic: z.string().max(60).optional(),
  language: z.string().length(2).optional(),
  reason: Reason.optional(),
  tag: z.string().max(40).optional(),
  kind: z.enum(["reply", "repair"]).optional(),
  tier: z.coerce.number().int().min(0).max(20).optional(),
  /** `hide` leaves snoozed ones out until their time comes. */
  snoozed: z.enum(["hide", "only", "show"]).default("hide"),
  overdue: z.enum(["true", "false"]).optional(),
  /** In subject, customer's name or address. */
  text: z.string().trim().min(2).max(100).optional(),
  /** `promise`: oldest promise first. `latest`: the other way round. */
  order: z.enum(["promise", "latest"]).default("promise"),
  limit: PageSize,
  after: Cursor.optional(),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

const TaskPage = z.object({ tasks: z.array(TaskView), next: z.string().optional() });

/** How many open tasks wait, at most two seconds old. `more`: there are over 2,000, and these are the oldest. */
export const TaskCounts = z.object({
  open: z.int(),
  mine: z.int(),
  unassigned: z.int(),
  overdue: z.int(),
  snoozed: z.int(),
  more: z.boolean(),
});

/** A task with everything needed to decide it. */
const TaskDetail = z.object({
  task: TaskView,
  ...ConversationDetail.partial().shape,
  ...Suggestion.shape,
});

const OneTask = z.object({ task: TaskView });
/** Minutes a claim holds without renewal; policy's own (10) when absent. Renew at half time while the person is there. */
export const ClaimRequest = z.strictObject({
  minutes: z.int().min(1).max(120).optional(),
  /** Takes it from whoever has it; leads and admins only. */
  take: z.boolean().default(false),
});
export const AssignRequest = z.strictObject({
  /** A person's id; null for nobody; `auto` lets policy choose. */
  to: PersonId.nullable(),
  tier: z.int().min(0).max(20).optional(),
  note: Note.optional(),
});
/** `until` null wakes it at once. */
export const SnoozeRequest = z.strictObject({ until: Instant.nullable(), note: Note.optional() });
const TaskTagsRequest = z.strictObject({ tags: Tags });
const Nothing = z.strictObject({});

const Target = z.strictObject({ taskId: TaskId, etag: z.string() });
/** Only what sends nothing: approving is looked at one by one. */
export const BulkRequest = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("assign"), tasks: z.array(Target).min(1).max(100), ...AssignRequest.shape }),
  z.strictObject({ action: z.literal("snooze"), tasks: z.array(Target).min(1).max(100), ...SnoozeRequest.shape }),
  z.strictObject({ action: z.literal("release"), tasks: z.array(Target).min(1).max(100) }),
  z.strictObject({ action: z.literal("tag"), tasks: z.array(Target).min(1).max(100), tags: Tags }),
  z.strictObject({
    action: z.literal("close"),
    tasks: z.array(Target).min(1).max(100),
    reason: z.string().trim().min(1).max(1000),
  }),
]);
export type BulkRequest = z.infer<typeof BulkRequest>;
export const BulkResult = z.object({
  results: z.array(
    z.object({
      taskId: z.string(),
      ok: z.boolean(),
      error: z.string().optional(),
      message: z.string().optional(),
      task: TaskView.optional(),
    }),
  ),
});

const about = { tag: "tasks", roles: deciders, etag: "needs", response: OneTask } as const;

export const taskEndpoints = {
  listTasks: {
    ...{ method: "GET", path: "/api/tasks", tag: "tasks", roles: readers },
    ...{ summary: "Tasks, oldest promise first", query: TaskQuery, response: TaskPage },
  },
  countTasks: {
    ...{ method: "GET", path: "/api/tasks/counts", tag: "tasks", roles: readers },
    ...{ summary: "How many wait, and how", response: TaskCounts },
  },
  bulkTasks: {
    ...{ method: "POST", path: "/api/tasks/bulk", tag: "tasks", roles: deciders },
    ...{ summary: "The same for several tasks; each succeeds or fails alone", body: BulkRequest, response: BulkResult },
  },
  readTask: {
    ...{ method: "GET", path: "/api/tasks/{taskId}", tag: "tasks", roles: readers, etag: "gives" },
    ...{ summary: "A task with all that is needed to decide it", response: TaskDetail },
  },
  claimTask: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/claim", body: ClaimRequest },
    summary: "Says that I am working on it. 409 `claimed` while somebody else is",
  },
  renewClaim: {
    ...{ tag: "tasks", roles: deciders, response: OneTask, body: ClaimRequest },
    ...{ method: "POST", path: "/api/tasks/{taskId}/renew" },
    summary: "I am still working on it; the version stays as it is",
  },
  releaseTask: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/release", body: Nothing },
    summary: "Gives a claim back",
  },
  assignTask: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/assign", body: AssignRequest },
    summary: "Gives it to a person, to nobody, or to another tier",
  },
  snoozeTask: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/snooze", body: SnoozeRequest },
    summary: "Out of the queue until a time; the promise stays",
  },
  tagTask: {
    ...about,
    ...{ method: "PUT", path: "/api/tasks/{taskId}/tags", body: TaskTagsRequest },
    summary: "Replaces the task's tags",
  },
  decideTask: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/decision", body: DecisionRequest, etag: "either" },
    summary: "Decides. 409 when somebody was first, when it changed, or when the customer wrote again",
  },
  undoDecision: {
    ...about,
    ...{ method: "POST", path: "/api/tasks/{taskId}/undo", body: Nothing },
    summary: "Takes a decision to send back while the reply has not left (`undoUntil`)",
  },
} as const satisfies Record<string, Endpoint>;
