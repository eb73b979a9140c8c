import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { virtualClock } from "../../../local/clock.ts";
import { pause } from "../../../local/triggers/pause.ts";

test("a pause ends by the clock or by its signal, and leaves nothing with either", async () => {
  const clock = virtualClock(0);
  const stopping = new AbortController();
  for (let n = 0; n < 3; n += 1) {
    const paused = pause(clock, 1_000, stopping.signal);
    expect(getEventListeners(stopping.signal, "abort")).toHaveLength(1);
    await clock.advance(1_000);
    await paused;
  }
  expect(getEventListeners(stopping.signal, "abort")).toEqual([]);
  const paused = pause(clock, 1_000, stopping.signal);
  stopping.abort();
  await paused;
  await pause(clock, 1_000, stopping.signal);
  expect(clock.next()).toBeUndefined();
});
