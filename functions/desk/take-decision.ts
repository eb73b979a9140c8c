import type { DecisionRequest } from "../contracts/decision.ts";
import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ConversationRow, type TaskRow } from "../contracts/rows.ts";
import { readEmail } from "../platform/documents.ts";
import { conversationEmails, conversationKey } from "../platform/interactions.ts";
import { logger } from "../platform/logger.ts";
import { ConditionFailed, getRow, transact, type Write } from "../platform/rows.ts";
import { decisionWrites } from "./decide.ts";
import { type Conflict, changedMeanwhile, claimedByOther, conflict, decidedAlready } from "./task-conflict.ts";
import { readTask } from "./task-row.ts";
import { tellRun } from "./tell-run.ts";

export type Taken =
  | { readonly kind: "taken"; readonly task: TaskRow }
  | { readonly kind: "unknown" }
  | { readonly kind: "busy" }
  | Conflict;

/**
 * Takes a person's decision, once. The transaction is the decision; telling the run comes after, and its failure undoes
 * nothing, since the sweep rings again. `together` holds or fails with it. Throws CannotDecide for what no state of the task would allow.
 */
export async function takeDecision(
  taskId: string,
  request: DecisionRequest,
  by: PersonRef,
  together: readonly Write[] = [],
): Promise<Taken> {
  // Each lost race means that someone else's write went through; five of them in a row is a storm.
  for (let tries = 1; tries <= 5; tries++) {
    const task = await readTask(taskId);
    if (task === undefined) return { kind: "unknown" };
    const refused = await conflictWith(task, request, by);
    if (refused !== undefined) return refused;
    if (await written(task, request, by, together)) {
      await tellRunOrLeaveIt(taskId);
      return { kind: "taken", task: (await readTask(taskId)) ?? task };
    }
  }
  return { kind: "busy" };
}

/** False when the task, its conversation or its interaction moved meanwhile. */
async function written(
  task: TaskRow,
  request: DecisionRequest,
  by: PersonRef,
  together: readonly Write[],
): Promise<boolean> {
  try {
    await transact(...(await decisionWrites(task, request, by)), ...together);
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

async function conflictWith(task: TaskRow, request: DecisionRequest, by: PersonRef): Promise<Conflict | undefined> {
  const decided = decidedAlready(task);
  if (decided !== undefined) return decided;
  if (task.seq > request.seq) {
    const message = `The customer wrote again (email #${task.seq}) after the one you saw. Read the new email; the old draft no longer counts.`;
    return { ...conflict(task, "superseded", message), newer: await newerThan(task, request.seq) };
  }
  if (task.seq < request.seq) {
    const message = `This task is about email #${task.seq}, and your decision names #${request.seq}. Open the task again, then decide.`;
    return conflict(task, "changed", message);
  }
  if (task.version !== request.version) return changedMeanwhile(task);
  return claimedByOther(task, by.id) ?? newerEmail(task);
}

/** A newer email voids what the person saw even before its own run has taken the task over (F20). */
async function newerEmail(task: TaskRow): Promise<Conflict | undefined> {
  if (task.kind === "repair" || task.seq === 0) return undefined;
  const conversation = await getRow("conversations", conversationKey(task.conversationId), ConversationRow);
  if (conversation === undefined || conversation.lastSeq <= task.seq) return undefined;
  const message = `The customer has just written again (email #${conversation.lastSeq}). It is being read; this task shows it in a moment.`;
  return { ...conflict(task, "superseded", message), newer: await newerThan(task, task.seq) };
}

// Enough to see what is new; the whole conversation is one click away.
const mostNewer = 5;
const mostWords = 4_000;

/** The words that the person has not seen. An email that cannot be read shows as an empty one. */
async function newerThan(task: TaskRow, seq: number) {
  const rows = (await conversationEmails(task.conversationId)).filter((row) => row.seq > seq).slice(-mostNewer);
  return Promise.all(
    rows.map(async (row) => {
      const email = await readEmail(row.emailId).catch(() => undefined);
      return { seq: row.seq, words: (email?.words ?? "").slice(0, mostWords), receivedAt: row.receivedAt };
    }),
  );
}
