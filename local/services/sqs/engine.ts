import type { Clock } from "../../clock.ts";
import type { Store } from "../../store.ts";
import type { Message } from "./message.ts";
import { take, type Wanted } from "./receive.ts";
import { queueNamed } from "./schema.ts";
import type { Wakeups } from "./wakeups.ts";

/** What every queue operation works with. */
export interface QueueEngine {
  readonly store: Store;
  readonly clock: Clock;
  readonly wakeups: Wakeups;
  readonly urlBase: () => string;
}

export interface Wait {
  readonly waitMs?: number | undefined;
  readonly visibilityMs?: number | undefined;
  readonly max: number;
  /** Ends the wait early: the caller has gone. */
  readonly signal?: AbortSignal | undefined;
}

/** Receives up to `max` messages, waiting for the first up to `waitMs` without polling. */
export async function receive(engine: QueueEngine, address: string, wanted: Wait): Promise<Message[]> {
  const queue = await engine.store.read((tx) => queueNamed(tx, address));
  const want: Wanted = { max: wanted.max, visibilityMs: wanted.visibilityMs ?? queue.settings.visibilityMs };
  const untilMs = engine.clock.now() + (wanted.waitMs ?? queue.settings.waitMs);
  for (;;) {
    // Waiting starts before looking, so that nothing sent in between is missed.
    const stopWaiting = new AbortController();
    const signal = wanted.signal ? AbortSignal.any([wanted.signal, stopWaiting.signal]) : stopWaiting.signal;
    const woken = engine.wakeups.wait(queue.name, untilMs, signal);
    const messages = await engine.store.transact((tx) => {
      // Attributes may have changed during the wait.
      return take(tx, engine.wakeups, queueNamed(tx, queue.name), want, engine.clock.now());
    });
    const over = engine.clock.now() >= untilMs || wanted.signal?.aborted === true || engine.wakeups.stopped();
    if (messages.length > 0 || over) {
      stopWaiting.abort();
      return messages;
    }
    await woken;
  }
}
