import type { DecisionRequest } from "../../functions/contracts/decision.ts";
import { call, Refusal } from "../api/client.ts";
import type { Task } from "../api/shapes.ts";
import { say } from "../frame/toasts.ts";
import { messageOf } from "../parts/states.tsx";
import { load } from "../queue/tasks.ts";
import { w } from "../words/words.ts";

interface OneTask {
  readonly task: Task;
}
type Without<T> = T extends unknown ? Omit<T, "version" | "seq"> : never;
/** A decision before it names the task's version and seq. */
export type Decision = Without<DecisionRequest>;

/** A change of a task that is conditional on what the person saw. Rejects with a Refusal when it has moved on. */
const change = async (task: Task, what: string, body: object, method: "POST" | "PUT" = "POST"): Promise<Task> =>
  (await call<OneTask>(`/tasks/${task.taskId}/${what}`, { method, body, headers: { "If-Match": task.etag } })).task;

/** Decides a task as it was seen; a refusal says who was first, or what the customer wrote since. */
export const decide = async (task: Task, decision: Decision): Promise<Task> => {
  const body = { ...decision, version: task.version, seq: task.seq };
  return (await call<OneTask>(`/tasks/${task.taskId}/decision`, { method: "POST", body })).task;
};

export const undo = (task: Task): Promise<Task> => change(task, "undo", {});
export const snooze = (task: Task, until: string | null): Promise<Task> => change(task, "snooze", { until });
export const tag = (task: Task, tags: readonly string[]): Promise<Task> => change(task, "tags", { tags }, "PUT");

/** Claims a task and says so; undefined (and told why) when somebody else has it. */
export async function claim(task: Task, take = false): Promise<Task | undefined> {
  return told(async () => {
    const claimed = await change(task, "claim", { take });
    void load();
    return claimed;
  });
}

export const release = (task: Task): Promise<Task | undefined> => told(() => change(task, "release", {}));

/** Keeps a claim while the person is there. A lost claim shows in the task itself, so a failure is not told. */
export async function renew(taskId: string): Promise<void> {
  await call(`/tasks/${taskId}/renew`, { method: "POST", body: {} }).catch(() => undefined);
}

/** Does it, or says why not. */
export async function told<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    say(messageOf(error), { tone: "bad", forMs: 10_000 });
    return undefined;
  }
}

/** Tells what was done, with a way back for as long as there is one. */
export function tellDecided(task: Task, text: string, onUndone: (task: Task) => void): void {
  const until = task.undoUntil === undefined ? 0 : Date.parse(task.undoUntil) - Date.now();
  if (until <= 0) {
    say(text, { tone: "good" });
    return;
  }
  const takeBack = (): void =>
    void told(async () => {
      onUndone(await undo(task));
      say(w.value.decide.undone, { tone: "good" });
    });
  say(text, { tone: "good", forMs: until, action: { label: w.value.decide.undo, run: takeBack } });
}

/** What a refused decision shows: how the task stands now, and the words that the draft does not answer. */
export interface Conflict {
  readonly message: string;
  readonly newer: readonly { readonly seq: number; readonly words: string; readonly receivedAt: string }[];
}

/** The conflict in a refusal; undefined for any other failure. */
export function conflictIn(error: unknown): Conflict | undefined {
  if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 412)) return undefined;
  return { message: error.message, newer: error.body.newer ?? [] };
}
