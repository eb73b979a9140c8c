import type { TaskRow } from "../contracts/rows.ts";
import type { SupportInput } from "../contracts/steps.ts";
import { executionRuns } from "../platform/executions.ts";
import { interactionKey, readInteraction } from "../platform/interactions.ts";
import { ConditionFailed, transact, update } from "../platform/rows.ts";
import { ring, startRun } from "../platform/workflow.ts";
import { ringOf } from "./ring-of.ts";
import { readTask, taskKey } from "./task-row.ts";

/**
 * Tells the run of a decided task what was decided: through its token; else, when the run is over, by a new run that
 * begins at the decision. While the run is between two waits nothing is done: its own wake-up, or the sweep, finds the
 * row. Safe to repeat. Reads the row afresh, for the token may have been replaced while the decision was written.
 */
export async function tellRun(taskId: string): Promise<void> {
  const task = await readTask(taskId);
  const asksAgain = task?.status === "open" && task.redrafting !== undefined;
  if (task === undefined || (task.decision === undefined && !asksAgain) || task.rung) return;
  const told = task.token !== undefined && (await ring(task.token, ringOf(task)));
  if (!told && !(await beginAnew(task))) return;
  // Another draft leaves the task open: it is asked about again when the draft is there.
  if (!asksAgain) await markRung(task);
}

/** Whether the decision is in a new run's hands. */
async function beginAnew(task: TaskRow): Promise<boolean> {
  const interaction = await readInteraction(task.interactionId);
  if (interaction.executionArn !== undefined && (await executionRuns(interaction.executionArn))) return false;
  const input: SupportInput = {
    interactionId: task.interactionId,
    conversationId: task.conversationId,
    seq: task.seq,
    mailbox: task.mailbox,
    debounceSeconds: 0,
    ring: ringOf(task),
  };
  const run = await startRun("supportWorkflow", `${task.interactionId}-${task.version}`, input);
  // The name belongs to this decision alone, so a run that exists has it already.
  if (run === "exists") return true;
  await transact(
    update("interactions", interactionKey(task.interactionId), { set: { executionArn: run.executionArn } }),
  );
  return true;
}

/** The token stays with the row: by it, a repeated *Ask a person* is told from one that asks anew. */
export async function markRung(task: TaskRow, token: string | undefined = task.token): Promise<void> {
  try {
    await transact(
      update("tasks", taskKey(task.taskId), {
        set: { rung: true, token },
        condition: "#version = :version",
        where: { version: task.version },
      }),
    );
  } catch (error) {
    // The reply went out and closed the task first.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
