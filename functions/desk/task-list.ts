import { reasons } from "../contracts/outcome.ts";
import { TaskRow } from "../contracts/rows.ts";
import { queryRows } from "../platform/rows.ts";

/** A task as people see it: the token stays on the server (S7), reasons also come in words. */
export type VisibleTask = Omit<TaskRow, "token"> & { readonly why: readonly string[] };

export function visible({ token: _secret, ...task }: TaskRow): VisibleTask {
  return { ...task, why: task.reasons.map((code) => reasons[code]) };
}

/** One page of tasks, oldest promise first. */
export async function listTasks(status: TaskRow["status"], limit: number, after: string | undefined) {
  const page = await queryRows(
    { table: "tasks", index: "byStatus", pk: status, limit, ...(after !== undefined && { after }) },
    TaskRow,
  );
  return { tasks: page.rows.map(visible), ...(page.next !== undefined && { next: page.next }) };
}
