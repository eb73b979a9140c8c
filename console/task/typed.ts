import { signal } from "@preact/signals";

/** How a reply is being written: looking at the draft, changing it, or writing one's own. */
type Mode = "draft" | "edit" | "own";

export interface Typed {
  readonly mode: Mode;
  readonly text: string;
  readonly cc: string;
  readonly attachments: readonly { readonly uploadId: string; readonly name: string }[];
  /** Proposed effects that shall happen before the reply goes out. */
  readonly effects: readonly string[];
}

const untouched: Typed = { mode: "draft", text: "", cc: "", attachments: [], effects: [] };

/** What was typed, by task: nobody loses a reply to a refresh, another page, or a colleague who was faster. */
const typed = signal<ReadonlyMap<string, Typed>>(new Map());

export const typedFor = (taskId: string): Typed => typed.value.get(taskId) ?? untouched;

export function type(taskId: string, part: Partial<Typed>): void {
  const next = new Map(typed.peek());
  next.set(taskId, { ...(next.get(taskId) ?? untouched), ...part });
  typed.value = next;
}

export function forget(taskId: string): void {
  const next = new Map(typed.peek());
  next.delete(taskId);
  typed.value = next;
}
