import type { FailureKind } from "../providers/provider.ts";

// A service that throttles without saying for how long is asked again once, within three quarters of a second: long
// enough for a burst to pass, short enough that the next candidate would hardly have been quicker.
const shortestMs = 250;
const jitterMs = 500;

/**
 * How long to wait before the same place is asked again after `failure`; undefined: do not. `Retry-After` is honoured,
 * and a little is added so that those who were turned away together do not come back together.
 */
export function waitBeforeAgain(
  failure: FailureKind,
  retryAfterMs: number | undefined,
  random: () => number,
): number | undefined {
  if (failure === "schema") return 0;
  if (failure !== "throttled" && failure !== "error") return undefined;
  return retryAfterMs === undefined ? shortestMs + random() * jitterMs : retryAfterMs + random() * jitterMs;
}
