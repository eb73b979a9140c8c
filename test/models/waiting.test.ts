import { describe, expect, test } from "vitest";
import type { ModelCandidate } from "../../functions/contracts/policy.ts";
import { openBreaker } from "../../functions/models/breaker.ts";
import { NoModelAnswered } from "../../functions/models/model.ts";
import { ModelFailure } from "../../functions/models/providers/provider.ts";
import { openRouter } from "../../functions/models/router.ts";
import { breakerName } from "../../functions/models/routing/route.ts";
import { drain, join } from "../../functions/models/waiting/drain.ts";
import type { Line, Waiter } from "../../functions/models/waiting/line.ts";
import { memoryStore } from "./memory-breaker.ts";
import { candidate, good } from "./routed.ts";

/** A line in memory; sorted when it is asked, as a query gives it. */
function memoryLine(): Line & { size(): number } {
  const rows = new Map<string, Waiter>();
  let pace = { size: 0, cameBack: false };
  const keyOf = ({ receivedAt, interactionId }: Waiter) => `${receivedAt}#${interactionId}`;
  let sorted: string[] | undefined;
  return {
    join: async (waiter, most) => {
      if (!rows.has(keyOf(waiter)) && rows.size >= most) return false;
      rows.set(keyOf(waiter), waiter);
      sorted = undefined;
      return true;
    },
    oldest: async (count) => {
      sorted ??= [...rows.keys()].sort();
      const found: Waiter[] = [];
      for (const key of sorted) {
        const row = rows.get(key);
        if (row !== undefined) found.push(row);
        if (found.length === count) break;
      }
      return found;
    },
    leave: async (waiter) => {
      if (rows.get(keyOf(waiter))?.token === waiter.token) rows.delete(keyOf(waiter));
    },
    pace: async () => pace,
    setPace: async (next) => {
      pace = next;
    },
    size: () => rows.size,
  };
}

const minute = 60_000;
const ladder: ModelCandidate[] = [
  candidate("bedrock", "cheap", { timeoutMs: 20_000 }),
  candidate("openai", "strong", { timeoutMs: 20_000 }),
];

interface Outage {
  readonly emails: number;
  readonly downMs: number;
  readonly arriveWithinMs: number;
  readonly promiseMs: number;
  readonly most?: number;
  /** Environments, each with a breaker of its own over the shared store. */
  readonly functions?: number;
}

/** The port, the breaker, the line and its drain as they are, over services that are down for a while; time is virtual. */
async function live({ emails, downMs, arriveWithinMs, promiseMs, most = 20_000, functions = 20 }: Outage) {
  let now = Date.UTC(2026, 10, 22);
  const began = now;
  const up = () => now >= began + downMs;
  const store = memoryStore();
  const attempts: number[] = [];
  const call = async () => {
    attempts.push(now);
    if (!up()) throw new ModelFailure("error", "down");
    return { output: good, inputTokens: 1, outputTokens: 1 };
  };
  const environments = Array.from({ length: functions }, () =>
    openRouter({
      candidates: { "read-mood": ladder },
      providers: { embedded: undefined, openai: call, bedrock: call },
      allowed: () => true,
      breaker: openBreaker(
        store,
        () => now,
        () => undefined,
      ),
      nowMs: () => now,
      random: () => 0.5,
      sleep: async () => undefined,
      warn: () => undefined,
    }),
  );
  const line = memoryLine();
  const answered: string[] = [];
  const people: string[] = [];
  const asked = new Map<string, number>();
  const run = async (waiter: Waiter): Promise<void> => {
    const times = (asked.get(waiter.interactionId) ?? 0) + 1;
    asked.set(waiter.interactionId, times);
    const environment = environments[asked.size % environments.length];
    try {
      await environment?.ask("read-mood", { emails: [] });
      answered.push(waiter.interactionId);
    } catch (error) {
      if (!(error instanceof NoModelAnswered)) throw error;
      const back = { ...waiter, token: `t${times}` };
      if (!(await join(line, back, { most, again: times > 1 }))) people.push(waiter.interactionId);
    }
  };
  const draining = {
    line,
    modelsAwake: async () => {
      const rests = await Promise.all(ladder.map((one) => store.read(breakerName(one, ""))));
      return rests.some(({ restsUntil }) => restsUntil === undefined || restsUntil <= now);
    },
    ring: async (waiter: Waiter, go: "on" | "person") =>
      go === "on" ? run(waiter) : void people.push(waiter.interactionId),
    nowMs: () => now,
    promiseMs,
    mostPerRound: 50,
  };
  let arrived = 0;
  const ticks: number[] = [];
  // A round every five seconds, as the function that drains makes them; emails come evenly in between.
  while (now < began + downMs + 6 * 60 * minute && (arrived < emails || line.size() > 0)) {
    const due = Math.min(emails, Math.ceil((emails * (now - began + 5_000)) / arriveWithinMs));
    for (; arrived < due; arrived++) {
      const receivedAt = new Date(began + Math.floor((arriveWithinMs * arrived) / emails)).toISOString();
      await run({ interactionId: String(arrived).padStart(6, "0"), conversationId: "c", receivedAt, token: "" });
    }
    const before = answered.length;
    await drain(draining);
    ticks.push(answered.length - before);
    now += 5_000;
  }
  return { answered, people, attempts, ticks, endedMs: now - began, left: line.size(), began };
}

describe("10,000 emails while every model is down for two hours (F23)", () => {
  const two = 120 * minute;
  const outage = live({ emails: 10_000, downMs: two, arriveWithinMs: two, promiseMs: 240 * minute });

  test("none is lost and none is done twice", async () => {
    const { answered, people, left } = await outage;
    expect(left).toBe(0);
    expect(people).toEqual([]);
    expect(new Set(answered).size).toBe(10_000);
    expect(answered).toHaveLength(10_000);
  });

  test("they go on oldest first", async () => {
    const { answered } = await outage;
    expect(answered).toEqual([...answered].sort());
  });

  test("there is no retry storm: the models that are down meet a probe or two every half minute", async () => {
    const { attempts, began } = await outage;
    const during = attempts.filter((at) => at < began + two);
    // Two models, each probed once per rest of 30 s and asked five times before its first one.
    expect(during.length).toBeLessThanOrEqual((two / 30_000) * 2 + 40);
    expect(during.length).toBeGreaterThan(100);
  });

  test("the drain is bounded: it begins with one and never lets more than fifty go in five seconds", async () => {
    const { ticks, endedMs } = await outage;
    const first = ticks.findIndex((count) => count > 0);
    expect(ticks.slice(first, first + 7)).toEqual([1, 2, 4, 8, 16, 32, 50]);
    expect(Math.max(...ticks)).toBe(50);
    expect(endedMs - two).toBeLessThan(20 * minute);
  });
});

test("at the promise time an email that still waits goes to a person (F23)", async () => {
  const { people, answered, left } = await live({
    ...{ emails: 300, downMs: 120 * minute, arriveWithinMs: 60 * minute, promiseMs: 90 * minute },
  });
  // Received in the first half hour: their ninety minutes were over when the models came back.
  expect(people).toEqual(Array.from({ length: 151 }, (_, at) => String(at).padStart(6, "0")));
  expect(answered.concat(people).sort()).toHaveLength(300);
  expect(left).toBe(0);
});

test("the line is bounded: who finds it full goes to a person at once", async () => {
  const { people, answered } = await live({
    ...{ emails: 500, downMs: 30 * minute, arriveWithinMs: 10 * minute, promiseMs: 240 * minute, most: 400 },
  });
  expect(people).toHaveLength(100);
  expect(answered).toHaveLength(400);
});

test("those who meet no model again take their old place, and the next round begins with one", async () => {
  const line = memoryLine();
  const waiter = (n: number) => ({
    interactionId: `i${n}`,
    conversationId: "c",
    receivedAt: `2026-11-22T00:0${n}:00.000Z`,
    token: `t${n}`,
  });
  for (const n of [3, 1, 2]) await join(line, waiter(n), { most: 10, again: false });
  const rung: string[] = [];
  const round = (back: boolean) =>
    drain({
      line,
      modelsAwake: async () => true,
      ring: async (one) => void rung.push(one.interactionId),
      ...{ nowMs: () => Date.UTC(2026, 10, 22), promiseMs: 3_600_000, mostPerRound: 50 },
    }).then(async (done) => {
      if (back) await join(line, { ...waiter(1), token: "new" }, { most: 10, again: true });
      return done;
    });
  await round(true);
  await round(false);
  await round(false);
  expect(rung).toEqual(["i1", "i1", "i2", "i3"]);
});
