import { signal } from "@preact/signals";

// Relative times are read in minutes; ten seconds keep them right without waking the page often.
const tickMs = 10_000;

/** Epoch milliseconds, fresh enough for `3 min ago`. */
export const now = signal(Date.now());

/** Keeps `now` running while somebody looks. */
export function runClock(): void {
  const tick = (): void => {
    if (!document.hidden) now.value = Date.now();
  };
  setInterval(tick, tickMs);
  document.addEventListener("visibilitychange", tick);
}
