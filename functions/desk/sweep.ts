import type * as z from "zod";
import { InteractionRow, TaskRow } from "../contracts/rows.ts";
import { nowMs } from "../platform/clock.ts";
import { describeExecution } from "../platform/executions.ts";
import { logger } from "../platform/logger.ts";
import { ConditionFailed, type Query, queryRows } from "../platform/rows.ts";
import { rescue } from "./rescue.ts";
import { tellRun } from "./tell-run.ts";
import { tendTask } from "./tend-tasks.ts";

// Longer than a run takes with every retry and the default debounce; a running execution is left alone however old.
const lostAfterMs = 30 * 60_000;

export interface Swept {
  readonly rung: number;
  readonly rescued: number;
  /** Reminded or escalated. */
  readonly tended: number;
  readonly failed: number;
}

/** Finds decisions whose run was not told, and interactions that nobody works on any more. One bad row stops no other. */
export async function sweep(): Promise<Swept> {
  const counts = { rung: 0, rescued: 0, tended: 0, failed: 0 };
  const tend = async (task: TaskRow) => {
    try {
      if (await tendTask(task)) counts.tended++;
    } catch (error) {
      // Somebody decided or changed it meanwhile: it needs nothing any more, or the next sweep looks again.
      if (!(error instanceof ConditionFailed)) counts.failed++;
    }
  };
  const each = async (count: "rung" | "rescued", id: string, work: () => Promise<void>) => {
    try {
      await work();
      counts[count]++;
    } catch (error) {
      counts.failed++;
      logger.error("The sweep could not mend a row", { id, failure: error instanceof Error ? error.name : "unknown" });
    }
  };
  for await (const task of rows({ table: "tasks", index: "byStatus", pk: "decided" }, TaskRow)) {
    if (!task.rung) await each("rung", task.taskId, () => tellRun(task.taskId));
  }
  for await (const task of rows({ table: "tasks", index: "byStatus", pk: "open" }, TaskRow)) {
    if (task.redrafting !== undefined && task.token !== undefined)
      await each("rung", task.taskId, () => tellRun(task.taskId));
    await tend(task);
  }
  const before = new Date(nowMs() - lostAfterMs).toISOString();
  const old: Query = { table: "interactions", index: "byOutcome", pk: "open", sk: { condition: "<=", value: before } };
  for await (const row of rows(old, InteractionRow)) {
    const lost = await lostRun(row);
    if (lost !== undefined) await each("rescued", row.interactionId, () => rescue(lost));
  }
  return counts;
}

async function lostRun({ interactionId, executionArn }: InteractionRow) {
  if (executionArn === undefined) return { interactionId, execution: { status: "never started" } };
  const execution = await describeExecution(executionArn);
  if (execution?.status === "RUNNING" || execution?.status === "PENDING_REDRIVE") return undefined;
  return { interactionId, executionArn, execution: execution ?? { status: "unknown to Step Functions" } };
}

async function* rows<T extends z.ZodType>(query: Query, schema: T): AsyncGenerator<z.infer<T>> {
  let after: string | undefined;
  do {
    const page = await queryRows({ ...query, ...(after !== undefined && { after }) }, schema);
    yield* page.rows;
    after = page.next;
  } while (after !== undefined);
}
