import { afterAll, beforeAll, expect, test } from "vitest";
import { breakerRows } from "../../functions/models/breaker-rows.ts";
import { lineRows } from "../../functions/models/waiting/line-rows.ts";
import { openWorld, type World } from "../desk/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const waiter = (n: number, token = `t${n}`) => ({
  ...{ interactionId: `int_${n}`, conversationId: "con_1", token },
  receivedAt: `2026-11-22T00:00:${String(n).padStart(2, "0")}.000Z`,
});

test("the line in the real tables: by time of receipt, bounded, and a newer doorbell keeps its place", async () => {
  await Promise.all([5, 3, 4, 1, 2].map((n) => lineRows.join(waiter(n), 5)));
  expect(await lineRows.join(waiter(6), 5)).toBe(false);
  expect((await lineRows.oldest(2)).map(({ interactionId }) => interactionId)).toEqual(["int_1", "int_2"]);
  await lineRows.leave(waiter(2));
  expect(await lineRows.join(waiter(1, "newer"), 5)).toBe(true);
  // The old doorbell takes nobody out who came back.
  await lineRows.leave(waiter(1));
  expect((await lineRows.oldest(9)).map(({ token }) => token)).toEqual(["newer", "t3", "t4", "t5"]);
  expect(await lineRows.join(waiter(7), 5)).toBe(true);
  expect(await lineRows.join(waiter(8), 5)).toBe(false);
});

test("the breaker's row: failures of all functions add up, one success forgets them, one probe per rest (F22)", async () => {
  const counts = await Promise.all(Array.from({ length: 5 }, () => breakerRows.fail("m")));
  expect(counts.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  await breakerRows.rest("m", 1000);
  expect(await breakerRows.read("m")).toEqual({ restsUntil: 1000, failures: 5 });
  const probes = await Promise.all(Array.from({ length: 8 }, () => breakerRows.claimProbe("m", 1000, 31_000)));
  expect(probes.filter(Boolean)).toHaveLength(1);
  await breakerRows.clear("m");
  expect(await breakerRows.read("m")).toEqual({ restsUntil: undefined, failures: 0 });
});
