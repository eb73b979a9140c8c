import type { Reason } from "../contracts/outcome.ts";
import { InteractionRow, type TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import type { Execution } from "../platform/executions.ts";
import { interactionKey } from "../platform/interactions.ts";
import { logWrite, type NewLogEntry } from "../platform/log.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, transact, update } from "../platform/rows.ts";
import { openTask } from "./open-task.ts";
import { stopUnsent } from "./stop-unsent.ts";
import { tellRun } from "./tell-run.ts";

/** A run that is over without having written down how its interaction ended. */
export interface LostRun {
  readonly interactionId: string;
  /** Names the run in the log, once; absent when there was none. */
  readonly executionArn?: string;
  readonly execution: Execution;
}

/**
 * Opens a task, with the cause, for an interaction whose run cannot go on. What is already settled stays as it is, and
 * repeating it changes nothing. A reply that had not begun to be sent is stopped first, so that it cannot leave beside
 * the person's own.
 */
export async function rescue(lost: LostRun): Promise<void> {
  const row = await getRow("interactions", interactionKey(lost.interactionId), InteractionRow);
  await logFailure(lost, row);
  if (row === undefined || row.endedAt !== undefined) return;
  const kind = (await stopUnsent(row)) === "began" ? "repair" : "reply";
  const opened = await openTask({
    interactionId: row.interactionId,
    conversationId: row.conversationId,
    seq: row.seq,
    kind,
    reasons: whatToSay[kind],
    note: causeOf(lost.execution),
    mood: row.mood ?? null,
    sorting: row.sorting ?? null,
    draftId: row.draftId ?? null,
  });
  if (opened.kind === "decided") await tellRun(opened.task.taskId);
  if (opened.kind === "superseded") await endSuperseded(row, opened.by);
}

const whatToSay: Record<TaskRow["kind"], readonly Reason[]> = {
  reply: ["run-failed"],
  repair: ["run-failed", "sending-unknown"],
};

const causeOf = ({ status, error, cause }: Execution): string =>
  [`The run ended as ${status}`, error, cause]
    .filter((part) => part !== undefined && part !== "")
    .join(": ")
    .slice(0, 600);

/** One entry per failed run, however often we are told. Causes may quote a customer, so only the error's name is logged. */
async function logFailure(lost: LostRun, row: InteractionRow | undefined): Promise<void> {
  const { status, error } = lost.execution;
  if (row === undefined) logger.error("A run failed whose interaction is unknown", { executionArn: lost.executionArn });
  const entry: NewLogEntry = {
    interactionId: row?.interactionId ?? "system",
    ...(row !== undefined && { conversationId: row.conversationId }),
    kind: "run-failed",
    by: "code",
    summary: `The run ended as ${status}.`,
    details: { status, ...(error !== undefined && { error }), executionArn: lost.executionArn ?? null },
  };
  const { retentionDays } = await readPolicy();
  try {
    await transact(logWrite(entry, retentionDays, lost.executionArn ?? `${lost.interactionId}-none`));
  } catch (failure) {
    if (!(failure instanceof ConditionFailed)) throw failure;
  }
}

async function endSuperseded(row: InteractionRow, by: string): Promise<void> {
  try {
    await transact(
      update("interactions", interactionKey(row.interactionId), {
        set: {
          outcome: "superseded",
          reasons: ["superseded"],
          note: by,
          endedAt: nowIso(),
          ...indexed("byOutcome", { pk: "superseded", sk: row.openedAt }),
        },
        condition: "attribute_not_exists(#endedAt)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
