import { type InteractionRow, TaskRow } from "../contracts/rows.ts";
import { expiryInDays } from "../platform/clock.ts";
import { type Change, getRow, indexed, type Key, putNew, update, type Write } from "../platform/rows.ts";

export const taskKey = (taskId: string): Key => ({ pk: taskId, sk: "task" });

/** What If-Match is compared with: grows with every write that people make. */
export const taskEtag = (task: Pick<TaskRow, "version" | "seq" | "touched">): string =>
  `${task.version}-${task.seq}-${task.touched ?? 0}`;

export const readTask = (taskId: string): Promise<TaskRow | undefined> => getRow("tasks", taskKey(taskId), TaskRow);

const byStatus = (task: Pick<TaskRow, "status" | "dueAt">) => indexed("byStatus", { pk: task.status, sk: task.dueAt });

export const putNewTask = (task: TaskRow, retentionDays: number): Write =>
  putNew("tasks", { ...taskKey(task.taskId), ...task, ...byStatus(task), expiresAt: expiryInDays(retentionDays) });

/**
 * The write that changes an open task, unless it was decided or changed since it was read.
 * An undefined value removes the attribute.
 */
export const changeOpenTask = (task: TaskRow, set: Partial<Record<keyof TaskRow, unknown>>): Write =>
  update("tasks", taskKey(task.taskId), { set, ...unchangedSince(task) });

/** Decides an open task: it leaves the queue in the same write. `closed`: there is nothing left to carry out. */
export const decideTask = (
  task: TaskRow,
  set: Partial<Record<keyof TaskRow, unknown>>,
  status: "decided" | "closed" = "decided",
): Write =>
  update("tasks", taskKey(task.taskId), {
    set: { ...set, status, ...byStatus({ status, dueAt: task.dueAt }) },
    ...unchangedSince(task),
  });

/** The write of a change beside the decision: it voids nobody's, and is refused when another such change was first. */
export const touchTask = (task: TaskRow, set: Partial<Record<keyof TaskRow, unknown>>): Write =>
  update("tasks", taskKey(task.taskId), {
    set: { ...set, touched: (task.touched ?? 0) + 1 },
    condition: `#status = :open AND #version = :version AND #seq = :seq AND ${
      task.touched === undefined ? "attribute_not_exists(#touched)" : "#touched = :touched"
    }`,
    where: {
      ...{ open: "open", version: task.version, seq: task.seq },
      ...(task.touched !== undefined && { touched: task.touched }),
    },
  });

/** Puts a decided task back into the queue. */
export const reopenTask = (task: TaskRow, set: Partial<Record<keyof TaskRow, unknown>>): Write =>
  update("tasks", taskKey(task.taskId), {
    set: { ...set, status: "open", ...byStatus({ status: "open", dueAt: task.dueAt }) },
    condition: "#status = :decided AND #version = :version",
    where: { decided: "decided", version: task.version },
  });

const unchangedSince = (task: TaskRow): Required<Pick<Change, "condition" | "where">> => ({
  condition: "#status = :open AND #version = :version AND #seq = :seq",
  where: { open: "open", version: task.version, seq: task.seq },
});

/** The change of an interaction that now waits for a person; refused when the interaction has ended. */
export const interactionWaits = (row: InteractionRow, set: Partial<Record<keyof InteractionRow, unknown>>): Write =>
  update(
    "interactions",
    { pk: row.interactionId, sk: "interaction" },
    {
      set: { ...set, outcome: "waiting", ...indexed("byOutcome", { pk: "waiting", sk: row.openedAt }) },
      condition: "attribute_not_exists(#endedAt)",
    },
  );
