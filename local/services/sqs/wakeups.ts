import type { Clock } from "../../clock.ts";
import type { Store } from "../../store.ts";

/** Tells those who wait for messages of a queue when one may have become visible: nobody polls. */
export interface Wakeups {
  /** A message of `queue` becomes visible at `atMs` (now, or when its delay or invisibility ends). */
  expect(queue: string, atMs: number): void;
  /** Calls `wake` whenever a message may be there, and once at first. */
  listen(queue: string, wake: () => void): void;
  /** Settles when a message may be there, at `untilMs`, when `signal` aborts, or when everything stops. */
  wait(queue: string, untilMs: number, signal?: AbortSignal): Promise<void>;
  /** Sets the timers that the rows ask for. */
  start(): Promise<void>;
  stop(): void;
  stopped(): boolean;
}

export function openWakeups(store: Store, clock: Clock): Wakeups {
  const timers = new Map<string, { atMs: number; cancel: () => void }>();
  const listeners = new Map<string, (() => void)[]>();
  const waiters = new Map<string, Set<() => void>>();
  let stopped = false;

  const wake = (queue: string): void => {
    for (const waiter of [...(waiters.get(queue) ?? [])]) waiter();
    for (const listener of listeners.get(queue) ?? []) listener();
  };

  const arm = (queue: string, atMs: number): void => {
    const armed = timers.get(queue);
    if (stopped || (armed && armed.atMs <= atMs)) return;
    armed?.cancel();
    const cancel = clock.at(atMs, () => {
      timers.delete(queue);
      wake(queue);
      // The next one due; a failing disk has told its own listeners.
      void armNext(queue).catch(() => undefined);
    });
    timers.set(queue, { atMs, cancel });
  };

  const armNext = async (queue: string): Promise<void> => {
    const row = await store.read((tx) =>
      tx.get("SELECT min(visible_ms) AS next FROM sqs_message WHERE queue = ? AND visible_ms > ?", queue, clock.now()),
    );
    if (typeof row?.["next"] === "number") arm(queue, row["next"]);
  };

  return {
    expect: (queue, atMs) => {
      if (atMs <= clock.now()) wake(queue);
      else arm(queue, atMs);
    },
    listen: (queue, listener) => {
      listeners.set(queue, [...(listeners.get(queue) ?? []), listener]);
      setImmediate(listener);
    },
    wait: (queue, untilMs, signal) =>
      new Promise((resolve) => {
        const here = waiters.get(queue) ?? new Set();
        waiters.set(queue, here);
        const done = (): void => {
          here.delete(done);
          cancel();
          signal?.removeEventListener("abort", done);
          resolve();
        };
        const cancel = clock.at(untilMs, done);
        if (stopped || signal?.aborted) {
          done();
          return;
        }
        here.add(done);
        signal?.addEventListener("abort", done);
      }),
    start: async () => {
      stopped = false;
      const queues = await store.read((tx) => tx.all("SELECT name FROM sqs_queue"));
      for (const row of queues) {
        wake(String(row["name"]));
        await armNext(String(row["name"]));
      }
    },
    stop: () => {
      stopped = true;
      for (const { cancel } of timers.values()) cancel();
      timers.clear();
      for (const here of waiters.values()) for (const waiter of [...here]) waiter();
    },
    stopped: () => stopped,
  };
}
