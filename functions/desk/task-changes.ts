import type * as z from "zod";
import type { AssignRequest, ClaimRequest, SnoozeRequest } from "../contracts/desk/tasks.ts";
import { type Caller, isLead } from "../platform/caller.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { readPolicy } from "../platform/policy.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { readPerson } from "./people-store.ts";
import { claimedByOther, conflict } from "./task-conflict.ts";
import type { Operation } from "./task-operations.ts";

const inMinutes = (minutes: number): string => new Date(nowMs() + minutes * 60_000).toISOString();
const refOf = ({ id, name }: Caller) => ({ id, name });

/** I am working on it. Refused while somebody else is, unless a lead takes it. */
export async function claiming(caller: Caller, { minutes, take }: z.infer<typeof ClaimRequest>): Promise<Operation> {
  if (take && !isLead(caller)) {
    throw new CannotDecide("Only a lead may take a task from somebody who works on it. Ask them to release it.");
  }
  const { desk } = await readPolicy();
  const until = inMinutes(minutes ?? desk?.claimMinutes ?? 10);
  return {
    ...{ kind: "task-claimed", summary: take ? "A lead took the task." : "Somebody works on the task." },
    set: (task) =>
      (take ? undefined : claimedByOther(task, caller.id)) ?? {
        claim: { by: refOf(caller), at: nowIso(), until },
        // Whoever works on it has it, until somebody says otherwise.
        ...(task.assignee === undefined && { assignee: caller.id, assigneeName: caller.name }),
      },
  };
}

/** I am still there. A claim that ran out may be renewed as long as nobody else has it. */
export async function renewing(caller: Caller, { minutes }: z.infer<typeof ClaimRequest>): Promise<Operation> {
  const { desk } = await readPolicy();
  const until = inMinutes(minutes ?? desk?.claimMinutes ?? 10);
  return {
    ...{ kind: "task-claimed", summary: "The claim was renewed.", logged: false },
    set: (task) =>
      claimedByOther(task, caller.id) ??
      (task.claim?.by.id === caller.id
        ? { claim: { ...task.claim, until } }
        : conflict(task, "changed", "You have not claimed this task, or the claim is gone. Claim it first.")),
  };
}

export const releasing = (caller: Caller): Operation => ({
  ...{ kind: "task-released", summary: "Nobody works on the task any more." },
  set: (task) =>
    (isLead(caller) ? undefined : claimedByOther(task, caller.id)) ?? {
      claim: undefined,
      ...(task.assignee === task.claim?.by.id && { assignee: undefined, assigneeName: undefined }),
    },
});

/** Gives it to somebody, to nobody (null), or to another tier. Throws CannotDecide for people nobody knows. */
export async function assigning(caller: Caller, { to, tier, note }: z.infer<typeof AssignRequest>): Promise<Operation> {
  const person = to === null ? undefined : to === caller.id ? caller : await readPerson(to);
  if (to !== null && person === undefined) {
    throw new CannotDecide("Nobody of that id has ever signed in here. Choose somebody of GET /api/people.");
  }
  return {
    kind: "task-assigned",
    summary: to === null ? "The task belongs to nobody." : "The task was given to somebody.",
    set: (task) =>
      (isLead(caller) ? undefined : claimedByOther(task, caller.id)) ?? {
        ...{ assignee: person?.id, assigneeName: person?.name },
        ...(tier !== undefined && { tier }),
        ...(task.claim?.by.id !== person?.id && { claim: undefined }),
        ...(note !== undefined && note !== "" && { changes: noted(task, caller, note) }),
      },
  };
}

const longestSnoozeMs = 90 * 86_400_000;

/** Out of the queue until then; null wakes it. */
export function snoozing(caller: Caller, { until, note }: z.infer<typeof SnoozeRequest>): Operation {
  const ms = until === null ? nowMs() + 1 : Date.parse(until);
  if (ms <= nowMs() || ms > nowMs() + longestSnoozeMs) {
    throw new CannotDecide("A task can sleep until a time to come, 90 days from now at most.");
  }
  return {
    kind: "task-snoozed",
    summary: until === null ? "The task was woken." : "The task sleeps.",
    set: (task) =>
      claimedByOther(task, caller.id) ?? {
        ...{ snoozedUntil: until ?? undefined, claim: undefined },
        ...(note !== undefined && note !== "" && { changes: noted(task, caller, note) }),
      },
  };
}

export const tagging = (tags: readonly string[]): Operation => ({
  ...{ kind: "task-tagged", summary: "The task's tags were changed." },
  set: () => ({ tags: [...new Set(tags)] }),
});

const noted = (task: { readonly changes?: readonly object[] | undefined }, caller: Caller, text: string) => [
  ...(task.changes ?? []),
  { at: nowIso(), by: caller.name, kind: "hand-over", text },
];
