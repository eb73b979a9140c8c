import { type Signal, signal } from "@preact/signals";
import type { Task, TaskDetail } from "../api/shapes.ts";
import { policy } from "../frame/automation.ts";
import { mayDecide } from "../frame/person.ts";
import { claimOf } from "../queue/holder.ts";
import { w } from "../words/words.ts";
import { type Conflict, claim, conflictIn, type Decision, decide, tellDecided } from "./acts.ts";
import { addressesIn } from "./additions.tsx";
import { forget, type, typedFor } from "./typed.ts";

/** What is asked in a dialog before it is done. */
export type Question =
  | "send"
  | "reject"
  | "hand-over"
  | "close"
  | "redraft"
  | "block"
  | "snooze"
  | "split"
  | "merge"
  | "tags";

/** What a person can do with the open task; the same from buttons, menus and keys. */
export interface Deciding {
  readonly question: Signal<Question | undefined>;
  readonly conflict: Signal<Conflict | undefined>;
  readonly ask: (question: Question) => void;
  /** Sends what is on the screen: the draft, the edited draft, or the person's own words. */
  readonly send: () => void;
  readonly edit: () => void;
  readonly writeOwn: () => void;
  readonly backToDraft: () => void;
  /** Claims the task, when nobody has it, because somebody began to work on it. */
  readonly startWork: () => void;
  /** Decides. Rejects when it cannot be done; a conflict is shown in the page instead. */
  readonly take: (decision: Decision, saying: string) => Promise<void>;
}

interface Hooks {
  readonly detail: () => TaskDetail | undefined;
  readonly reload: () => Promise<void>;
  /** Leaves the task after it was decided. */
  readonly done: (task: Task) => void;
}

export function openDeciding({ detail, reload, done }: Hooks): Deciding {
  const question = signal<Question | undefined>(undefined);
  const conflict = signal<Conflict | undefined>(undefined);
  const mine = (): TaskDetail | undefined => {
    const now = detail();
    return now?.task.status === "open" && mayDecide.peek() ? now : undefined;
  };
  let claiming = false;

  const startWork = (): void => {
    const now = mine();
    if (now === undefined || claiming || claimOf(now.task) !== undefined) return;
    claiming = true;
    void claim(now.task).then(async () => {
      await reload();
      claiming = false;
    });
  };
  const write = (mode: "edit" | "own", text: string): void => {
    const now = mine();
    if (now === undefined || now.task.kind === "repair") return;
    type(now.task.taskId, { mode, text });
    startWork();
    requestAnimationFrame(() => document.getElementById("reply-text")?.focus());
  };
  const take = async (decision: Decision, saying: string): Promise<void> => {
    const now = mine();
    if (now === undefined) return;
    try {
      const task = await decide(now.task, decision);
      forget(task.taskId);
      question.value = undefined;
      conflict.value = undefined;
      tellDecided(task, saying, () => void reload());
      if (task.status === "open") await reload();
      else done(task);
    } catch (error) {
      const found = conflictIn(error);
      if (found === undefined) throw error;
      question.value = undefined;
      conflict.value = found;
      await reload();
    }
  };
  const ask = (next: Question): void => {
    if (mine() !== undefined) question.value = next;
  };
  return {
    ...{ question, conflict, ask, startWork, take },
    send: () => {
      const now = mine();
      if (now === undefined || decisionOf(now) === undefined) return;
      // With time to take it back one press is enough; without, the person looks once more.
      if ((policy.peek()?.desk?.undoSeconds ?? 0) === 0) ask("send");
      else void take(decisionOf(now) ?? { kind: "approve" }, w.peek().decide.sent).catch(() => ask("send"));
    },
    edit: () => {
      const now = mine();
      if (now === undefined) return;
      const { mode, text } = typedFor(now.task.taskId);
      if (now.draft === undefined) write("own", text);
      else write("edit", mode === "edit" ? text : now.draft.text);
    },
    writeOwn: () => write("own", ""),
    backToDraft: () => {
      const now = mine();
      if (now !== undefined) type(now.task.taskId, { mode: "draft", text: "" });
    },
  };
}

/** The decision that sends what is on the screen; undefined while there is nothing to send. */
export function decisionOf({ task, draft }: TaskDetail): Decision | undefined {
  const { mode, text, cc, attachments, effects } = typedFor(task.taskId);
  const copies = addressesIn(cc).map(({ address }) => ({ address, name: "" }));
  const additions = {
    ...(copies.length > 0 && { cc: copies }),
    ...(attachments.length > 0 && { attachments: attachments.map(({ uploadId }) => uploadId) }),
    ...(effects.length > 0 && { effects: [...effects] }),
  };
  if (task.kind === "repair") return undefined;
  if (mode === "draft") return draft === undefined ? undefined : { kind: "approve", ...additions };
  if (text.trim() === "") return undefined;
  if (mode === "edit" && draft !== undefined) {
    return text.trim() === draft.text.trim() ? { kind: "approve", ...additions } : { kind: "edit", text, ...additions };
  }
  return { kind: "rewrite", text, ...additions };
}
