import { signal } from "@preact/signals";
import { get, query, Refusal } from "../api/client.ts";
import { isSignedIn } from "../api/session.ts";
import type { Change, Changes } from "../api/shapes.ts";

/** How the page hears of changes: every two seconds while somebody looks; an HTTP API does not push. */
const everyMs = 2000;

type Listener = (changes: readonly Change[]) => void;
const listeners = new Set<Listener>();
const known = new Set<string>();
// The same change may come twice within seconds; a thousand ids are minutes of a busy desk.
const remembered = 1000;

let cursor: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** False while the desk cannot be reached. */
export const isOnline = signal(true);

/** Calls `listener` with what changed, until the returned function is called. */
export function onChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts to listen, and stops while nobody looks or nobody is signed in. */
export function followChanges(): void {
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void poll();
  });
  void poll();
}

async function poll(): Promise<void> {
  clearTimeout(timer);
  if (document.hidden || !isSignedIn.value) return;
  let more = false;
  try {
    const answer = await get<Changes>(`/changes${query({ after: cursor, limit: 200 })}`);
    isOnline.value = true;
    cursor = answer.cursor;
    more = answer.more;
    tell(answer.changes);
  } catch (error) {
    if (error instanceof Refusal && error.code === "bad-request") cursor = undefined;
    isOnline.value = error instanceof Refusal;
  }
  timer = setTimeout(() => void poll(), more ? 0 : everyMs);
}

function tell(changes: readonly Change[]): void {
  const fresh = changes.filter(({ id }) => !known.has(id));
  for (const { id } of fresh) known.add(id);
  for (const id of known) {
    if (known.size <= remembered) break;
    known.delete(id);
  }
  if (fresh.length > 0) for (const listener of listeners) listener(fresh);
}
