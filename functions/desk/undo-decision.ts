import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ReplyRow, type TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { interactionKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, type Key, transact, update } from "../platform/rows.ts";
import { conflict } from "./task-conflict.ts";
import { type Operated, staleSince } from "./task-operations.ts";
import { readTask, reopenTask } from "./task-row.ts";

/**
 * Takes a decision to send back: the reply is cancelled and the task open again, in one write that is refused once a
 * sender has taken the reply. The run, which waits, finds the reply cancelled and asks again.
 */
export async function undoDecision(taskId: string, ifMatch: string | undefined, by: PersonRef): Promise<Operated> {
  const task = await readTask(taskId);
  if (task === undefined) return { kind: "unknown" };
  const replyId = task.decision?.replyId;
  if (task.status === "open" || task.decision === undefined || replyId === undefined) {
    return conflict(task, "not-decided", "There is no decision to send that could be taken back.");
  }
  const { undoUntil } = task.decision;
  if (task.status !== "decided" || undoUntil === undefined || undoUntil <= nowIso()) {
    return conflict(task, "too-late", "It is too late: the reply has left or is leaving.");
  }
  const stale = staleSince(task, ifMatch);
  if (stale !== undefined) return stale;
  try {
    await transact(...(await writes(task, task.decision, replyId, by)));
    return { kind: "done", task: (await readTask(taskId)) ?? task };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return conflict((await readTask(taskId)) ?? task, "too-late", "It is too late: the reply has left or is leaving.");
  }
}

async function writes(task: TaskRow, decision: NonNullable<TaskRow["decision"]>, replyId: string, by: PersonRef) {
  const { retentionDays } = await readPolicy();
  const outbox: Key = { pk: replyId, sk: "reply" };
  const reply = await getRow("outbox", outbox, ReplyRow);
  const done = { at: decision.at, by: decision.by, kind: decision.kind, text: `taken back by ${by.name}` };
  return [
    update("outbox", outbox, {
      set: { status: "cancelled", note: "taken back before it was sent", ...indexed("byStatus", undefined) },
      condition: "#status = :pending AND #attempt = :seen",
      where: { pending: "pending", seen: reply?.attempt ?? 0 },
    }),
    // The doorbell was rung already: the run brings a new one when it asks again.
    reopenTask(task, {
      ...{ version: task.version + 1, decision: undefined, token: undefined, rung: false },
      changes: [...(task.changes ?? []), done],
    }),
    update("interactions", interactionKey(task.interactionId), {
      set: { replyId: undefined },
      condition: "attribute_not_exists(#endedAt)",
    }),
    logWrite(
      {
        ...{ interactionId: task.interactionId, conversationId: task.conversationId, kind: "decision-undone" },
        ...{ by: `person:${by.name}`, summary: "A decision to send was taken back before the reply left." },
        details: { taskId: task.taskId, replyId, before: decision.kind, after: "open" },
      },
      retentionDays,
    ),
  ];
}
