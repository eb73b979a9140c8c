/** Time as a port: everything in `local` that waits or stamps asks here, so tests can turn years in milliseconds. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once `atMs` (epoch milliseconds) is reached; returns a function that cancels. */
  at(atMs: number, wake: () => void): () => void;
}

// setTimeout takes at most 2^31-1 ms (24.8 days); longer waits are re-armed in steps of a day.
const longestTimerMs = 86_400_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  at: (atMs, wake) => {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const left = atMs - Date.now();
      timer = setTimeout(left > longestTimerMs ? arm : wake, Math.max(0, Math.min(left, longestTimerMs)));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};

export interface VirtualClock extends Clock {
  /** Moves time to the next waiter (or by `ms`), calling back everyone who is due, in order. */
  advance(ms: number): Promise<void>;
  /** Epoch milliseconds of the next waiter, if anyone waits. */
  next(): number | undefined;
}

/** A clock that moves only when told to. `startMs` is epoch milliseconds. */
export function virtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  let order = 0;
  const waiters = new Map<number, { atMs: number; wake: () => void }>();
  const first = (): [number, { atMs: number; wake: () => void }] | undefined =>
    [...waiters].sort((a, b) => a[1].atMs - b[1].atMs || a[0] - b[0])[0];
  return {
    now: () => nowMs,
    at: (atMs, wake) => {
      const id = order++;
      waiters.set(id, { atMs, wake });
      return () => void waiters.delete(id);
    },
    next: () => first()?.[1].atMs,
    advance: async (ms) => {
      const until = nowMs + ms;
      for (let due = first(); due && due[1].atMs <= until; due = first()) {
        waiters.delete(due[0]);
        nowMs = Math.max(nowMs, due[1].atMs);
        due[1].wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      nowMs = until;
    },
  };
}
