import type { PersonRef } from "../contracts/desk/endpoint.ts";
import type { LogKind } from "../contracts/log-entry.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, transact, type Write } from "../platform/rows.ts";
import { type Conflict, conflict, decidedAlready } from "./task-conflict.ts";
import { readTask, taskEtag, touchTask } from "./task-row.ts";

/** A change of an open task beside its decision. */
export interface Operation {
  readonly kind: LogKind;
  readonly summary: string;
  /** The attributes to set; undefined removes one. A conflict when the task as it stands does not allow it. */
  readonly set: (task: TaskRow) => Partial<Record<keyof TaskRow, unknown>> | Conflict;
  /** False when nobody needs to read of it in the log, such as a claim that is renewed. */
  readonly logged?: boolean;
}

export type Operated =
  | { readonly kind: "done"; readonly task: TaskRow }
  | { readonly kind: "unknown" }
  | { readonly kind: "busy" }
  | (Conflict & { readonly stale?: true });

/**
 * Does it, once, unless the task is decided, has changed since the person saw it (`ifMatch`; `stale`), or does not allow it.
 * The log entry with what was before and after is part of the write.
 */
export async function operate(
  taskId: string,
  ifMatch: string | undefined,
  by: PersonRef,
  operation: Operation,
): Promise<Operated> {
  for (let tries = 1; tries <= 5; tries++) {
    const task = await readTask(taskId);
    if (task === undefined) return { kind: "unknown" };
    const set = decidedAlready(task) ?? operation.set(task);
    if (isConflict(set)) return set;
    const stale = staleSince(task, ifMatch);
    if (stale !== undefined) return stale;
    if (await written(await writes(task, set, by, operation))) {
      return { kind: "done", task: (await readTask(taskId)) ?? task };
    }
  }
  return { kind: "busy" };
}

/** What the person saw is not what there is. */
export function staleSince(
  task: TaskRow,
  ifMatch: string | undefined,
): (Conflict & { readonly stale: true }) | undefined {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === taskEtag(task)) return undefined;
  const message = "This task changed after you saw it. Look at it again; it is in this answer.";
  return { ...conflict(task, "changed", message), stale: true };
}

/** False when somebody else's write was first. */
async function written(all: readonly Write[]): Promise<boolean> {
  try {
    await transact(...all);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed || (error instanceof Error && error.name === "Busy")) return false;
    throw error;
  }
}

const isConflict = (set: Partial<Record<keyof TaskRow, unknown>> | Conflict): set is Conflict =>
  "kind" in set && set.kind === "conflict";

async function writes(
  task: TaskRow,
  set: Partial<Record<keyof TaskRow, unknown>>,
  by: PersonRef,
  { kind, summary, logged }: Operation,
) {
  if (logged === false) return [touchTask(task, set)];
  const was: Readonly<Record<string, unknown>> = task;
  const { retentionDays } = await readPolicy();
  const before = Object.fromEntries(Object.keys(set).map((name) => [name, was[name] ?? null]));
  const after = Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? null]));
  return [
    touchTask(task, set),
    logWrite(
      {
        interactionId: task.interactionId,
        conversationId: task.conversationId,
        ...{ kind, by: `person:${by.name}`, summary },
        details: { taskId: task.taskId, before, after },
      },
      retentionDays,
    ),
  ];
}
