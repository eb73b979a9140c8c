import type { Reason } from "../contracts/outcome.ts";
import { type ReplyRow, TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { interactionKey, readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { getRow, indexed, type Key, transact, update, type Write } from "../platform/rows.ts";
import { ring } from "../platform/workflow.ts";

// While it was uncertain whether a reply went out, a person may have been asked to find out. The proof answers that
// question: the repair is closed by code, and its interaction is answered.

const because = "The mail service has told since that it took the reply";

const taskKey = (taskId: string): Key => ({ pk: taskId, sk: "task" });

/** The repair that is open for this reply's interaction, if one is. */
export async function openRepair({ interactionId }: ReplyRow): Promise<TaskRow | undefined> {
  const task = await getRow("tasks", taskKey(idFrom("tsk", interactionId, "repair")), TaskRow);
  return task?.status === "open" ? task : undefined;
}

/** The writes that close a repair, for the transaction that marks its reply as sent. */
export async function repairWrites(task: TaskRow, reply: ReplyRow, retentionDays: number): Promise<Write[]> {
  const at = nowIso();
  const { taskId, version, dueAt } = task;
  const { interactionId, conversationId, replyId } = reply;
  return [
    update("tasks", taskKey(taskId), {
      set: {
        ...{ status: "decided", version: version + 1, decision: { kind: "close", by: "code", at, reason: because } },
        ...indexed("byStatus", { pk: "decided", sk: dueAt }),
      },
      condition: "#status = :open AND #version = :version",
      where: { open: "open", version },
    }),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "task-decided", by: "code", summary: `${because}.` },
        details: { taskId, version: version + 1, decision: "close", replyId },
      },
      retentionDays,
    ),
    ...(await answeredAfterAll(reply, at, retentionDays)),
  ];
}

async function answeredAfterAll(reply: ReplyRow, at: string, retentionDays: number): Promise<Write[]> {
  const { interactionId, conversationId, automatic } = reply;
  const row = await readInteraction(interactionId);
  if (row.endedAt !== undefined) return [];
  const gate = row.gate?.reasons ?? [];
  const answered: Reason[] = gate.length > 0 ? gate : ["answered-from-knowledge"];
  const reasons: Reason[] = automatic ? answered : ["answered-by-person"];
  return [
    update("interactions", interactionKey(interactionId), {
      set: {
        ...{ outcome: "answered", reasons, note: undefined, endedAt: at },
        ...indexed("byOutcome", { pk: "answered", sk: row.openedAt }),
      },
      condition: "attribute_not_exists(#endedAt)",
    }),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "interaction-ended", by: "code", summary: `Answered: ${because}.` },
        details: { outcome: "answered", reasons, tookMs: Date.parse(at) - Date.parse(row.openedAt) },
      },
      retentionDays,
      interactionId,
    ),
  ];
}

/** Tells the run that waits for a repair which the proof has closed. Should it fail, the desk's sweep rings again. */
export async function ringRepair({ interactionId }: ReplyRow): Promise<void> {
  const key = taskKey(idFrom("tsk", interactionId, "repair"));
  const task = await getRow("tasks", key, TaskRow);
  if (task?.status !== "decided" || task.rung || task.decision?.by !== "code" || task.token === undefined) return;
  if (!(await ring(task.token, { kind: "close", reason: because }))) return;
  await transact(update("tasks", key, { set: { rung: true }, condition: "attribute_exists(pk)" }));
}
