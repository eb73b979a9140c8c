import type * as z from "zod";
import type { DecisionKind } from "../contracts/decision.ts";
import type { NewerEmail } from "../contracts/desk/task-view.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";

/** Why something was not done to a task, in words for the person who wanted it. */
export interface Conflict {
  readonly kind: "conflict";
  readonly error: "decided" | "changed" | "superseded" | "claimed" | "not-decided" | "too-late";
  readonly message: string;
  readonly task: TaskRow;
  /** What the customer wrote since. */
  readonly newer?: readonly z.infer<typeof NewerEmail>[];
}

export const conflict = (task: TaskRow, error: Conflict["error"], message: string): Conflict => ({
  ...{ kind: "conflict", error, message, task },
});

export function decidedAlready(task: TaskRow): Conflict | undefined {
  if (task.status === "open") return undefined;
  const { decision } = task;
  const what =
    decision === undefined ? "It is closed" : `${decision.by} ${pastTense[decision.kind]} at ${clock(decision.at)}`;
  return conflict(task, "decided", `This task is decided already: ${what}.`);
}

/** Somebody else works on it just now. */
export function claimedByOther(task: TaskRow, me: string): Conflict | undefined {
  const { claim } = task;
  if (claim === undefined || claim.by.id === me || claim.until <= nowIso()) return undefined;
  const message = `${claim.by.name} is working on this task since ${clock(claim.at)}, until ${clock(claim.until)} at least. Ask them, or take another one.`;
  return conflict(task, "claimed", message);
}

export function changedMeanwhile(task: TaskRow): Conflict {
  const last = task.changes?.at(-1);
  const what =
    last === undefined ? "Something about it changed" : `${last.by} ${pastTense[last.kind]} at ${clock(last.at)}`;
  return conflict(task, "changed", `This task changed while you had it open: ${what}. Look at it again, then decide.`);
}

/** `14:05 UTC`: exact enough to know who was first, and it is in the task to the millisecond. */
const clock = (iso: string): string => `${iso.slice(11, 16)} UTC`;

const pastTense: Record<DecisionKind, string> = {
  approve: "approved the draft",
  edit: "edited and sent the draft",
  rewrite: "wrote the reply",
  reject: "rejected the draft",
  "hand-over": "handed it over",
  close: "closed it without a reply",
  redraft: "asked the AI for another draft",
  block: "closed it and blocked the sender",
};
