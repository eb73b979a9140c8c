import type { Clock } from "../clock.ts";

/** Waits for `ms`, or until `signal` is aborted. Leaves nothing with the signal, which may outlive a million pauses. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.at(clock.now() + ms, end);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}
