import { describe, expect, test } from "vitest";
import { Policy } from "../../functions/contracts/policy.ts";
import { costOf, priceOf } from "../../functions/models/prices.ts";
import { ModelFailure } from "../../functions/models/providers/provider.ts";
import { retryAfterMs } from "../../functions/models/providers/retry-after.ts";
import { openRouter } from "../../functions/models/router.ts";
import { candidate, good, routed } from "./routed.ts";

describe("a service that turns us away (F22)", () => {
  test("is asked once more after a short wait, then the next candidate", async () => {
    const { ask, asked, waits } = routed({ cheap: ["throttled", "throttled"] });
    await ask();
    expect(asked).toEqual(["cheap", "cheap", "strong"]);
    expect(waits).toEqual([250]);
  });

  test("is left alone for as long as it asks, with a little added so that not all come back at once", async () => {
    const { ask, waits } = routed({ cheap: [{ failure: "throttled", retryAfterMs: 400 }] }, { random: () => 0.5 });
    await ask();
    expect(waits).toEqual([650]);
  });

  test("is not waited for when that would take longer than the candidate has", async () => {
    const { ask, asked, waits } = routed({ cheap: [{ failure: "throttled", retryAfterMs: 990 }] });
    await ask();
    expect(waits).toEqual([]);
    expect(asked).toEqual(["cheap", "strong"]);
  });

  test("is left alone by every function when it asks for more than half a minute", async () => {
    const { ask, asked, clock } = routed({ cheap: [{ failure: "throttled", retryAfterMs: 120_000 }] });
    await ask();
    clock.pass(119_000);
    await ask();
    expect(asked).toEqual(["cheap", "strong", "strong"]);
    clock.pass(2_000);
    await ask();
    expect(asked.at(-1)).toBe("cheap");
  });

  test("says so by seconds, by a date or by OpenAI's milliseconds", () => {
    const header = (headers: Record<string, string>) =>
      retryAfterMs(
        (name) => headers[name],
        () => Date.UTC(2026, 10, 22),
      );
    expect(header({ "retry-after": "3" })).toBe(3000);
    expect(header({ "retry-after": "Sun, 22 Nov 2026 00:00:05 GMT" })).toBe(5000);
    expect(header({ "retry-after-ms": "120", "retry-after": "1" })).toBe(120);
    expect(header({ "retry-after": "soon" })).toBeUndefined();
    expect(header({})).toBeUndefined();
  });
});

describe("several regions or keys", () => {
  const allowed = '["bedrock:cheap@a","bedrock:cheap@b","openai:*"]';
  const places = () => ["a", "b", "c"];

  test("share the load, and only those that the stage allows are asked", async () => {
    let turn = 0;
    const { ask, asked } = routed({}, { allowed, places, random: () => (turn++ % 2) / 2 });
    for (let at = 0; at < 4; at++) await ask();
    expect(asked).toEqual(["cheap@a", "cheap@b", "cheap@a", "cheap@b"]);
  });

  test("stand in for each other at once, without a wait", async () => {
    const { ask, asked, waits } = routed({ cheap: ["throttled"] }, { allowed, places });
    const { calls } = await ask();
    expect(asked).toEqual(["cheap@a", "cheap@b"]);
    expect(waits).toEqual([]);
    expect(calls.map(({ place }) => place)).toEqual(["a", "b"]);
  });

  test("rest each for itself", async () => {
    const { ask, asked } = routed({ cheap: [{ failure: "throttled", retryAfterMs: 60_000 }] }, { allowed, places });
    for (let at = 0; at < 3; at++) await ask();
    expect(asked).toEqual(["cheap@a", "cheap@b", "cheap@b", "cheap@b"]);
  });
});

describe("an unsure answer", () => {
  const candidates = [
    candidate("bedrock", "cheap"),
    candidate("openai", "peer"),
    candidate("openai", "strong", { tier: 2 }),
    candidate("embedded", "lexicon"),
  ];
  const unsure = (answer: { score: number }) => answer.score === 0;

  test("is asked for again from a stronger tier alone, and the log says why", async () => {
    const { ask, asked } = routed({ strong: [{ ...good, score: -0.5 }] }, { candidates });
    const { answer, by, calls } = await ask({ unsure });
    expect(asked).toEqual(["cheap", "strong"]);
    expect([by, answer.score]).toEqual(["openai/strong", -0.5]);
    expect(calls.at(-1)?.after).toEqual(["bedrock/cheap: unsure"]);
  });

  test("holds when no stronger model answers", async () => {
    const { ask } = routed({ strong: ["timeout"] }, { candidates });
    expect((await ask({ unsure })).by).toBe("bedrock/cheap");
  });
});

test("a candidate gets what is left of its time limit, and all together no more than a step has", async () => {
  const slow = Array.from({ length: 6 }, (_, at) => candidate("openai", `m${at}`, { timeoutMs: 30_000 }));
  const asked: number[] = [];
  const { clock } = routed({});
  const hanging = async ({ timeoutMs }: { timeoutMs: number }): Promise<never> => {
    asked.push(timeoutMs);
    clock.pass(timeoutMs);
    throw new ModelFailure("timeout", "scripted");
  };
  const port = openRouter({
    candidates: { "read-mood": slow },
    providers: { embedded: undefined, bedrock: undefined, openai: hanging },
    allowed: () => true,
    breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
    ...{ nowMs: clock.now, random: () => 0, sleep: async () => undefined, warn: () => undefined },
  });
  await expect(port.ask("read-mood", { emails: [] })).rejects.toThrow("no-time");
  expect(asked).toEqual([30_000, 30_000, 15_000]);
});

describe("prices", () => {
  test("come from the policy, else from the table by the day of the call, inference profiles too", () => {
    const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";
    expect(priceOf(candidate("openai", "gpt-5-mini"), "2026-11-22")).toEqual({ input: 2, output: 10, unit: 0 });
    const bare = { provider: "bedrock", model: `eu.${haiku}`, timeoutMs: 1000 } as const;
    expect(priceOf(bare, "2026-11-22T10:00:00Z")).toEqual({ input: 1, output: 5, unit: 0 });
    expect(priceOf(bare, "2025-01-01")).toBeUndefined();
    expect(priceOf({ ...bare, model: "nobody.knows-it" }, "2026-11-22")).toBeUndefined();
  });

  test("are counted by token and by unit", () => {
    expect(costOf({ input: 1, output: 5, unit: 0.04 }, { inputTokens: 1e6, outputTokens: 1e5, units: 2 })).toBeCloseTo(
      1.58,
    );
  });
});

test("a policy of before still fits: candidates with prices, no new task, no budget", () => {
  const models = { sort: [{ provider: "openai", model: "m", inputPrice: 1, outputPrice: 2, pricedAt: "2026-11-01" }] };
  expect(Policy.shape.models.safeParse(models).success).toBe(true);
});
