import type * as z from "zod";
import type { TaskView } from "../contracts/desk/task-view.ts";
import type { TaskQuery } from "../contracts/desk/tasks.ts";
import { reasons } from "../contracts/outcome.ts";
import { TaskRow } from "../contracts/rows.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { indexed, queryRows } from "../platform/rows.ts";
import { cursorOf, KeysCursor, placeIn } from "./cursor.ts";
import { taskEtag, taskKey } from "./task-row.ts";

/** A task as people see it: the token stays on the server (S7), reasons also come in words. */
export function visible({ token: _secret, ...task }: TaskRow): TaskView {
  const now = nowIso();
  const undoUntil = task.decision?.undoUntil;
  return {
    ...task,
    etag: `"${taskEtag(task)}"`,
    why: task.reasons.map((code) => reasons[code]),
    overdue: task.status === "open" && task.dueAt < now,
    ...(undoUntil !== undefined && undoUntil > now && { undoUntil }),
  };
}

// A filter that fits few tasks reads at most this many for one answer; the page is then short and has a `next`.
const mostRead = 2_000;
const readAtOnce = 200;

/** One page of tasks in the order of their promises. The index holds that order; the filters are applied to what it gives. */
export async function listTasks(query: TaskQuery, me: string): Promise<{ tasks: TaskView[]; next?: string }> {
  const fits = filterOf(query, me);
  const found: TaskRow[] = [];
  let after = query.after === undefined ? undefined : cursorOf(placeIn(query.after, KeysCursor) ?? {});
  for (let read = 0; read < mostRead; read += readAtOnce) {
    const page = await queryRows(
      {
        ...{ table: "tasks", index: "byStatus", pk: query.status, newestFirst: query.order === "latest" },
        limit: filtered(query) ? readAtOnce : query.limit + 1,
        ...(after !== undefined && { after }),
      },
      TaskRow,
    );
    found.push(...page.rows.filter(fits));
    after = page.next;
    if (after === undefined || found.length > query.limit) break;
  }
  const tasks = found.slice(0, query.limit);
  const last = tasks.at(-1);
  const next = found.length > query.limit && last !== undefined ? cursorAt(last) : after;
  return { tasks: tasks.map(visible), ...(next !== undefined && { next }) };
}

const cursorAt = (task: TaskRow): string => {
  const { byStatusPk = "", byStatusSk = "" } = indexed("byStatus", { pk: task.status, sk: task.dueAt });
  return cursorOf({ ...taskKey(task.taskId), byStatusPk, byStatusSk });
};

const plain = new Set(["status", "order", "limit", "after"]);
/** Snoozed tasks are hidden by default and few, so that alone is no reason to read ahead. */
const filtered = (query: TaskQuery): boolean =>
  Object.entries(query).some(([name, value]) => !plain.has(name) && !(name === "snoozed" && value === "hide"));

function filterOf(query: TaskQuery, me: string): (task: TaskRow) => boolean {
  const now = nowIso();
  const text = query.text?.toLowerCase();
  const claimedBy = (task: TaskRow) =>
    task.claim !== undefined && task.claim.until > now ? task.claim.by.id : undefined;
  const snoozed = (task: TaskRow) => task.snoozedUntil !== undefined && task.snoozedUntil > now;
  const tests: ((task: TaskRow) => boolean)[] = [
    (task) => query.snoozed === "show" || task.status !== "open" || snoozed(task) === (query.snoozed === "only"),
  ];
  const when = <T>(wanted: T | undefined, test: (task: TaskRow, wanted: T) => boolean) => {
    if (wanted !== undefined) tests.push((task) => test(task, wanted));
  };
  when(query.mailbox, (task, mailbox) => task.mailbox === mailbox);
  when(query.assignee, (task, who) =>
    who === "nobody" ? task.assignee === undefined : task.assignee === (who === "me" ? me : who),
  );
  when(
    query.claimed,
    (task, who) => (claimedBy(task) === undefined ? "nobody" : claimedBy(task) === me ? "me" : "others") === who,
  );
  when(query.mood, (task, mood) => task.mood?.mood === mood);
  when(query.topic, (task, topic) => task.sorting?.topics.some((each) => each.topic === topic) === true);
  when(query.language, (task, language) => task.sorting?.language === language);
  when(query.reason, (task, reason) => task.reasons.includes(reason));
  when(query.tag, (task, tag) => task.tags?.includes(tag) === true);
  when(query.kind, (task, kind) => task.kind === kind);
  when(query.tier, (task, tier) => task.tier === tier);
  when(query.overdue, (task, overdue) => String(task.dueAt < now) === overdue);
  when(text, (task, wanted) =>
    [task.subject, task.customer.name, task.customer.address].some((field) => field.toLowerCase().includes(wanted)),
  );
  return (task) => tests.every((test) => test(task));
}

const Counted = TaskRow.pick({ assignee: true, dueAt: true, snoozedUntil: true });
type Counted = z.infer<typeof Counted>;

// Everybody's page asks for the counts every few seconds; all are answered from the same two.
const keepMs = 2_000;
let kept: { readonly rows: readonly Counted[]; readonly more: boolean; readonly atMs: number } | undefined;

async function counted() {
  if (kept === undefined || nowMs() - kept.atMs > keepMs) kept = { ...(await openNow()), atMs: nowMs() };
  return kept;
}

/** How many open tasks each person has. */
export async function openByAssignee(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { assignee } of (await counted()).rows) {
    if (assignee !== undefined) counts.set(assignee, (counts.get(assignee) ?? 0) + 1);
  }
  return counts;
}

export async function countTasks(me: string) {
  const { rows, more } = await counted();
  const now = nowIso();
  const awake = rows.filter(({ snoozedUntil }) => snoozedUntil === undefined || snoozedUntil <= now);
  return {
    open: awake.length,
    mine: awake.filter(({ assignee }) => assignee === me).length,
    unassigned: awake.filter(({ assignee }) => assignee === undefined).length,
    overdue: awake.filter(({ dueAt }) => dueAt < now).length,
    snoozed: rows.length - awake.length,
    more,
  };
}

async function openNow() {
  const rows: Counted[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows(
      { table: "tasks", index: "byStatus", pk: "open", limit: 500, ...(after !== undefined && { after }) },
      Counted,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined && rows.length < mostRead);
  return { rows, more: after !== undefined };
}
