import { type ConversationRow, type InteractionRow, TaskRow } from "../contracts/rows.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { conversationKey, interactionKey, readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { indexed, update, type Write } from "../platform/rows.ts";
import { assignByPolicy } from "./assign-by-policy.ts";
import { afterOfficeMinutes } from "./office-hours.ts";
import { asked, inWords, type Question, why } from "./question.ts";
import { changeOpenTask, interactionWaits, putNewTask, reopenTask } from "./task-row.ts";

export interface Scene {
  readonly question: Question;
  readonly interaction: InteractionRow;
  /** Absent for interactions without a thread (events). */
  readonly conversation: ConversationRow | undefined;
  /** The task this question is (or would be) asked in. */
  readonly own: { readonly taskId: string; readonly row: TaskRow | undefined };
}

/** A new task in the queue. */
export async function openingWrites({ question, interaction, conversation, own }: Scene): Promise<Write[]> {
  const policy = await readPolicy();
  const dueMs = afterOfficeMinutes(nowMs(), policy.tiersMinutes[0] ?? 0, policy.desk?.hours);
  const given = await assignByPolicy({ language: question.sorting?.language, tier: 0 });
  const task = TaskRow.parse({
    ...asked(question),
    ...given.set,
    taskId: own.taskId,
    kind: question.kind,
    conversationId: question.conversationId,
    mailbox: interaction.mailbox,
    customer: interaction.customer,
    subject: interaction.subject,
    status: "open",
    version: 1,
    tier: 0,
    openedAt: nowIso(),
    dueAt: new Date(dueMs).toISOString(),
    rung: false,
  });
  return [
    putNewTask(task, policy.retentionDays),
    ...pointTo(own.taskId, question, conversation),
    interactionWaits(interaction, { taskId: own.taskId, ...why(question) }),
    opened(question, own.taskId, `A person is asked: ${inWords(question.reasons)}.`, policy.retentionDays),
    ...given.writes,
  ];
}

/** A decision that could not be carried out comes back to the people, with the reason it could not. */
export async function reopeningWrites({ question, interaction, conversation }: Scene, task: TaskRow): Promise<Write[]> {
  const { retentionDays } = await readPolicy();
  const { decision } = task;
  const done = decision && {
    at: decision.at,
    by: decision.by,
    kind: decision.kind,
    ...(decision.reason !== undefined && { text: decision.reason }),
  };
  return [
    reopenTask(task, {
      ...why(question),
      token: question.token,
      version: task.version + 1,
      decision: undefined,
      rung: false,
      changes: [...(task.changes ?? []), ...(done ? [done] : [])],
    }),
    ...pointTo(task.taskId, question, conversation),
    interactionWaits(interaction, { taskId: task.taskId, ...why(question) }),
    opened(
      question,
      task.taskId,
      `The decision could not be carried out: ${inWords(question.reasons)}.`,
      retentionDays,
    ),
  ];
}

/** The newest email's run takes the open task of its conversation over; who waits keeps the promise made to the first. */
export async function takeOverWrites({ question, interaction }: Scene, open: TaskRow): Promise<Write[]> {
  const { retentionDays } = await readPolicy();
  const { interactionId, conversationId, seq } = question;
  return [
    changeOpenTask(open, {
      ...asked(question),
      subject: interaction.subject,
      customer: interaction.customer,
      version: open.version + 1,
    }),
    interactionWaits(interaction, { taskId: open.taskId, ...why(question) }),
    ...(open.token === undefined ? await formerEnds(open, seq) : []),
    logWrite(
      {
        interactionId,
        conversationId,
        kind: "task-taken-over",
        by: "code",
        summary: `The customer wrote again: the waiting task now asks about email #${seq}.`,
        details: { taskId: open.taskId, from: open.interactionId, seq, reasons: question.reasons },
      },
      retentionDays,
    ),
  ];
}

/** Where no run waits that would write the older interaction's end down, the take-over does. */
async function formerEnds(open: TaskRow, seq: number): Promise<Write[]> {
  const former = await readInteraction(open.interactionId);
  if (former.endedAt !== undefined) return [];
  const set = {
    outcome: "superseded",
    reasons: ["superseded"],
    endedAt: nowIso(),
    note: `#${seq} is handled instead`,
    ...indexed("byOutcome", { pk: "superseded", sk: former.openedAt }),
  };
  return [update("interactions", interactionKey(former.interactionId), { set })];
}

/** The pointer is the lock: a second opener in the same conversation finds it moved and looks again. */
function pointTo(taskId: string, question: Question, conversation: ConversationRow | undefined): Write[] {
  if (conversation === undefined) return [];
  const seen = conversation.openTaskId;
  // A repair leaves the pointer to a question that is open beside it.
  if (question.kind === "repair" && seen !== undefined) return [];
  const still =
    seen === undefined
      ? { condition: "attribute_not_exists(#openTaskId)" }
      : { condition: "#openTaskId = :seen", where: { seen } };
  return [
    update("conversations", conversationKey(conversation.conversationId), { set: { openTaskId: taskId }, ...still }),
  ];
}

const opened = (question: Question, taskId: string, summary: string, retentionDays: number): Write =>
  logWrite(
    {
      interactionId: question.interactionId,
      conversationId: question.conversationId,
      kind: "task-opened",
      by: "code",
      summary,
      details: { taskId, kind: question.kind, reasons: question.reasons },
    },
    retentionDays,
  );
