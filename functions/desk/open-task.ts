import type { Ring } from "../contracts/decision.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { sameDigits } from "../contracts/ids.ts";
import { ConversationRow, type InteractionRow, type TaskRow } from "../contracts/rows.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationKey, readInteraction } from "../platform/interactions.ts";
import { ConditionFailed, getRow, transact } from "../platform/rows.ts";
import { ring } from "../platform/workflow.ts";
import type { Question } from "./question.ts";
import { ringOf } from "./ring-of.ts";
import { changeOpenTask, readTask } from "./task-row.ts";
import { openingWrites, reopeningWrites, type Scene, takeOverWrites } from "./task-writes.ts";

/**
 * `waits`: a person must decide. `decided`: one has, and the run may be told of it. `superseded`: a newer email's run
 * asks instead; `by` is in words.
 */
export type Opened =
  | { readonly kind: "waits"; readonly taskId: string }
  | { readonly kind: "decided"; readonly task: TaskRow; readonly ring: Ring }
  | { readonly kind: "superseded"; readonly by: string };

/**
 * Puts the question before people. One task per conversation: the newest email's run takes an open one over, and the
 * run that waited on it is told so. Repeating the call changes nothing but the token. A repair has a task of its own,
 * since what went wrong with sending must not disappear under a newer question.
 */
export async function openTask(question: Question): Promise<Opened> {
  for (let tries = 1; ; tries++) {
    try {
      const scene = await look(question);
      return settled(scene) ?? (await ask(scene));
    } catch (error) {
      // Someone decided, took over or wrote in between: look again and decide afresh.
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries === 8) throw new StepFailure(Failure.Busy, "The conversation's task keeps changing", { cause: error });
    }
  }
}

interface Seen extends Scene {
  /** The conversation's open task when another question opened it. */
  readonly open: TaskRow | undefined;
}

async function look(asking: Question): Promise<Seen> {
  const interaction = await readInteraction(asking.interactionId);
  // A person may have split the conversation while the run was under way: the row knows the email's place, the run does not.
  const { conversationId, seq } = interaction;
  const question = { ...asking, conversationId, seq };
  const conversation = await getRow("conversations", conversationKey(conversationId), ConversationRow);
  const own = await ownTask(question, interaction);
  const open = question.kind === "reply" ? await openTaskOf(conversation, own.taskId) : undefined;
  return { question, interaction, conversation, own, open };
}

/** What was decided about this very question, or that a newer run asks it. */
function settled({ question, interaction, own, open }: Seen): Opened | undefined {
  const mine = own.row?.interactionId === question.interactionId ? own.row : undefined;
  if (mine?.decision !== undefined && !couldNotBeCarriedOut(mine, question)) {
    return { kind: "decided", task: mine, ring: ringOf(mine) };
  }
  const newest = Math.max(open?.seq ?? 0, own.row?.seq ?? 0);
  if (newest > question.seq) return { kind: "superseded", by: `#${newest} is handled instead` };
  if (interaction.endedAt !== undefined) return { kind: "superseded", by: interaction.note ?? interaction.outcome };
  return undefined;
}

/**
 * The run heard the decision and asks again under another token: what was decided failed (the address is suppressed,
 * say). Under the same token it is only the step repeated.
 */
const couldNotBeCarriedOut = (task: TaskRow, question: Question): boolean =>
  task.status === "decided" && task.rung && task.token !== question.token;

async function ask(scene: Seen): Promise<Opened> {
  const { question, own, open } = scene;
  if (own.row?.status === "decided") {
    await transact(...(await reopeningWrites(scene, own.row)));
    return { kind: "waits", taskId: own.taskId };
  }
  const present = own.row?.status === "open" ? own.row : open;
  if (present === undefined) {
    await transact(...(await openingWrites(scene)));
    return { kind: "waits", taskId: own.taskId };
  }
  if (present.interactionId === question.interactionId) {
    // The run asks again after a wake-up, or its step was repeated: people keep what they see, the doorbell is new.
    // When they had asked for another draft, it is there now.
    const draft = present.token === question.token ? {} : newDraft(present, question);
    await transact(changeOpenTask(present, { ...draft, token: question.token }));
    return { kind: "waits", taskId: present.taskId };
  }
  await transact(...(await takeOverWrites(scene, present)));
  if (present.token !== undefined && present.token !== question.token) {
    await ring(present.token, { kind: "superseded", by: `#${question.seq} is handled instead` });
  }
  return { kind: "waits", taskId: present.taskId };
}

const newDraft = (task: TaskRow, { draftId }: Question): Partial<Record<keyof TaskRow, unknown>> =>
  task.redrafting === undefined
    ? {}
    : { redrafting: undefined, version: task.version + 1, ...(draftId !== null && { draftId }) };

async function ownTask(question: Question, interaction: InteractionRow): Promise<Scene["own"]> {
  if (question.kind === "repair") {
    const taskId = idFrom("tsk", question.interactionId, "repair");
    return { taskId, row: await readTask(taskId) };
  }
  if (interaction.taskId !== undefined) {
    const row = await readTask(interaction.taskId);
    if (row?.kind === "reply") return { taskId: row.taskId, row };
  }
  const taskId = sameDigits("tsk", question.interactionId);
  return { taskId, row: await readTask(taskId) };
}

async function openTaskOf(conversation: ConversationRow | undefined, ownId: string): Promise<TaskRow | undefined> {
  const openTaskId = conversation?.openTaskId;
  if (openTaskId === undefined || openTaskId === ownId) return undefined;
  const task = await readTask(openTaskId);
  return task?.status === "open" && task.kind === "reply" ? task : undefined;
}
