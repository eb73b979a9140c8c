import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openMemoryWatch } from "../../../local/lambda/memory-watch.ts";
import { memoryLookMs, residentMb } from "../../../local/lambda/resident-memory.ts";

test("a look that takes longer than the time between two is not joined by another", async () => {
  let looking = 0;
  let most = 0;
  let looks = 0;
  const watch = openMemoryWatch({
    ...{ limitMb: 100, everyMs: 2, onOver: () => undefined },
    usedMb: async () => {
      looks += 1;
      most = Math.max(most, ++looking);
      await sleep(20);
      looking -= 1;
      return undefined;
    },
  });
  watch(true);
  await expect.poll(() => looks).toBeGreaterThan(2);
  watch(false);
  expect(most).toBe(1);
});

test("only what is in use above the limit is told, and nothing is looked at while nobody is busy", async () => {
  const told: number[] = [];
  let usedMb = 100;
  let looks = 0;
  const watch = openMemoryWatch({
    ...{ limitMb: 100, everyMs: 2, onOver: (used) => told.push(used) },
    usedMb: async () => {
      looks += 1;
      return usedMb;
    },
  });
  watch(true);
  await expect.poll(() => looks).toBeGreaterThan(1);
  expect(told).toEqual([]);
  usedMb = 101;
  await expect.poll(() => told.length).toBeGreaterThan(0);
  watch(false);
  looks = 0;
  await sleep(20);
  expect(looks).toBe(0);
});

test("where each look starts a process it is rare, and on Windows there is none", async () => {
  expect(memoryLookMs("linux")).toBe(50);
  expect(memoryLookMs("darwin")).toBe(1_000);
  expect(memoryLookMs("win32")).toBeUndefined();
  expect(await residentMb(process.pid)).toBeGreaterThan(10);
});
