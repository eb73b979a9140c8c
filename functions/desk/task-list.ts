import type { TaskView } from "../contracts/desk/task-view.ts";
import { reasons } from "../contracts/outcome.ts";
import { TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { queryRows } from "../platform/rows.ts";
import { taskEtag } from "./task-row.ts";

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

/** One page of tasks, oldest promise first. */
export async function listTasks(status: TaskRow["status"], limit: number, after: string | undefined) {
  const page = await queryRows(
    { table: "tasks", index: "byStatus", pk: status, limit, ...(after !== undefined && { after }) },
    TaskRow,
  );
  return { tasks: page.rows.map(visible), ...(page.next !== undefined && { next: page.next }) };
}
