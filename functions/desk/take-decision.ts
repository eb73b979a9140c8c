import type { DecisionRequest } from "../contracts/decision.ts";
import { ConversationRow, type TaskRow } from "../contracts/rows.ts";
import { conversationKey } from "../platform/interactions.ts";
import { logger } from "../platform/logger.ts";
import { ConditionFailed, getRow, transact } from "../platform/rows.ts";
import { decisionWrites } from "./decide.ts";
import { readTask } from "./task-row.ts";
import { tellRun } from "./tell-run.ts";

/** Why a decision was not taken, in words for the person whose decision it was. */
interface Conflict {
  readonly kind: "conflict";
  readonly error: "decided" | "changed" | "superseded";
  readonly message: string;
  readonly task: TaskRow;
}
export type Taken =
  | { readonly kind: "taken"; readonly task: TaskRow }
  | { readonly kind: "unknown" }
  | { readonly kind: "busy" }
  | Conflict;

/**
 * Takes a person's decision, once. The transaction is the decision; telling the run comes after, and its failure undoes
 * nothing, since the sweep rings again. Throws CannotDecide for what no state of the task would allow.
 */
export async function takeDecision(taskId: string, request: DecisionRequest, by: string): Promise<Taken> {
  // Each lost race means that someone else's write went through; five of them in a row is a storm.
  for (let tries = 1; tries <= 5; tries++) {
    const task = await readTask(taskId);
    if (task === undefined) return { kind: "unknown" };
    const conflict = conflictWith(task, request) ?? (await newerEmail(task));
    if (conflict !== undefined) return conflict;
    if (await written(task, request, by)) {
      await tellRunOrLeaveIt(taskId);
      return { kind: "taken", task: (await readTask(taskId)) ?? task };
    }
  }
  return { kind: "busy" };
}

/** False when the task, its conversation or its interaction moved meanwhile. */
async function written(task: TaskRow, request: DecisionRequest, by: string): Promise<boolean> {
  try {
    await transact(...(await decisionWrites(task, request, by)));
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed || (error instanceof Error && error.name === "Busy")) return false;
    throw error;
  }
}

async function tellRunOrLeaveIt(taskId: string): Promise<void> {
  try {
    await tellRun(taskId);
  } catch (error) {
    logger.warn("A decided task's run could not be told; the sweep rings again", {
      taskId,
      failure: error instanceof Error ? error.name : "unknown",
    });
  }
}

function conflictWith(task: TaskRow, request: DecisionRequest): Conflict | undefined {
  if (task.status !== "open") {
    const { decision } = task;
    const what =
      decision === undefined ? "It is closed" : `${decision.by} ${pastTense[decision.kind]} at ${clock(decision.at)}`;
    return { kind: "conflict", error: "decided", message: `This task is decided already: ${what}.`, task };
  }
  if (task.seq !== request.seq) {
    const message = `The customer wrote again (email #${task.seq}) after the one you saw. Read the new email; the old draft no longer counts.`;
    return { kind: "conflict", error: "superseded", message, task };
  }
  if (task.version !== request.version) {
    const last = task.changes?.at(-1);
    const what =
      last === undefined ? "Something about it changed" : `${last.by} ${pastTense[last.kind]} at ${clock(last.at)}`;
    const message = `This task changed while you had it open: ${what}. Look at it again, then decide.`;
    return { kind: "conflict", error: "changed", message, task };
  }
  return undefined;
}

/** A newer email voids what the person saw even before its own run has taken the task over (F20). */
async function newerEmail(task: TaskRow): Promise<Conflict | undefined> {
  if (task.kind === "repair" || task.seq === 0) return undefined;
  const conversation = await getRow("conversations", conversationKey(task.conversationId), ConversationRow);
  if (conversation === undefined || conversation.lastSeq <= task.seq) return undefined;
  const message = `The customer has just written again (email #${conversation.lastSeq}). It is being read; this task shows it in a moment.`;
  return { kind: "conflict", error: "superseded", message, task };
}

/** `14:05 UTC`: exact enough to know who was first, and it is in the task to the millisecond. */
const clock = (iso: string): string => `${iso.slice(11, 16)} UTC`;

const pastTense = {
  approve: "approved the draft",
  edit: "edited and sent the draft",
  rewrite: "wrote the reply",
  reject: "rejected the draft",
  "hand-over": "handed it over",
  close: "closed it without a reply",
  redraft: "asked the AI for another draft",
  block: "closed it and blocked the sender",
} as const;
