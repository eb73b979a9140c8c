import { describe, expect, test } from "vitest";
import { openBreaker } from "../../functions/models/breaker.ts";
import { NoModelAnswered } from "../../functions/models/model.ts";
import { memoryStore } from "./memory-breaker.ts";
import { good, ladder, routed, tokens } from "./routed.ts";

describe("the router", () => {
  test("asks the first candidate and nobody else when it answers", async () => {
    const { ask, asked } = routed({});
    const { by, calls } = await ask();
    expect(asked).toEqual(["cheap"]);
    expect(by).toBe("bedrock/cheap");
    expect(calls).toEqual([
      {
        task: "read-mood",
        provider: "bedrock",
        model: "cheap",
        prompt: "read-mood@1",
        attempt: 1,
        ok: true,
        ...tokens,
        costUsd: (1000 * 2 + 500 * 10) / 1_000_000,
        latencyMs: 10,
      },
    ]);
  });

  for (const failure of ["timeout", "refused", "too-long", "unable"] as const) {
    test(`goes to the next candidate after ${failure}, and writes the attempt down (F22)`, async () => {
      const { ask, asked } = routed({ cheap: [failure] });
      const { by, calls } = await ask();
      expect(asked).toEqual(["cheap", "strong"]);
      expect(by).toContain("openai/strong");
      expect(calls.map(({ ok, failure: why, attempt }) => ({ ok, why, attempt }))).toEqual([
        { ok: false, why: failure, attempt: 1 },
        { ok: true, why: undefined, attempt: 2 },
      ]);
    });
  }

  test("asks once more after an answer that breaks its schema, then the next candidate (P4)", async () => {
    const { ask, asked } = routed({ cheap: [{ mood: "ecstatic" }, { ...good, extra: "send money" }] });
    const { calls } = await ask();
    expect(asked).toEqual(["cheap", "cheap", "strong"]);
    expect(calls.map((call) => call.failure)).toEqual(["schema", "schema", undefined]);
  });

  test("counts the tokens of an answer it could not use", async () => {
    const { ask } = routed({ cheap: [{ nonsense: true }] });
    expect((await ask()).calls[0]).toMatchObject({ ok: false, ...tokens, costUsd: 0.007 });
  });

  test("falls back to the embedded model when Bedrock throttles and OpenAI times out", async () => {
    const { ask } = routed({ cheap: ["throttled", "throttled"], strong: ["timeout"] });
    const { by, calls } = await ask();
    expect(by).toContain("embedded/lexicon");
    expect(calls.at(-1)?.after).toEqual(["bedrock/cheap: throttled", "openai/strong: timeout"]);
    expect(calls.map(({ provider, failure }) => `${provider} ${failure ?? "ok"}`)).toEqual([
      "bedrock throttled",
      "bedrock throttled",
      "openai timeout",
      "embedded ok",
    ]);
  });

  test("says NoModel, with every attempt, when nobody answers", async () => {
    const { ask } = routed({ cheap: ["error", "error"], strong: ["refused"] }, { candidates: ladder.slice(0, 2) });
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NoModelAnswered);
    expect(error).toMatchObject({
      name: "NoModel",
      calls: [{ failure: "error" }, { failure: "error" }, { failure: "refused" }],
    });
  });

  test("never asks a model that the stage does not allow", async () => {
    const { ask, asked } = routed({}, { allowed: '["openai:*"]' });
    await ask();
    expect(asked).toEqual(["strong"]);
  });

  test("gives a failing model a rest after five failures, and tries it once when the rest is over (F22)", async () => {
    const { ask, asked, clock } = routed({ cheap: Array.from({ length: 6 }, () => "error" as const) });
    for (let i = 0; i < 8; i++) await ask();
    expect(asked.filter((model) => model === "cheap")).toHaveLength(5);
    clock.pass(31_000);
    await ask();
    await ask();
    expect(asked.filter((model) => model === "cheap")).toHaveLength(6);
    clock.pass(31_000);
    await ask();
    await ask();
    expect(asked.filter((model) => model === "cheap")).toHaveLength(8);
  });

  test("does not hold a refusal against a model", async () => {
    const { ask, asked } = routed({ cheap: Array.from({ length: 9 }, () => "refused" as const) });
    for (let i = 0; i < 9; i++) await ask();
    expect(asked.filter((model) => model === "cheap")).toHaveLength(9);
  });
});

describe("the breaker", () => {
  test("leaves a model alone for ten minutes that this account may not use", async () => {
    const { ask, asked, clock } = routed({ cheap: ["denied"] });
    await ask();
    await ask();
    expect(asked).toEqual(["cheap", "strong", "strong"]);
    clock.pass(600_000);
    await ask();
    expect(asked.at(-1)).toBe("cheap");
  });

  test("is shared: what one function learnt, another hears within five seconds", async () => {
    const store = memoryStore();
    let now = 0;
    const one = openBreaker(
      store,
      () => now,
      () => undefined,
    );
    const other = openBreaker(
      store,
      () => now,
      () => undefined,
    );
    expect(await other.allows("m")).toBe(true);
    for (let i = 0; i < 5; i++) await one.report("m", false);
    expect(await one.allows("m")).toBe(false);
    now += 5_000;
    expect(await other.allows("m")).toBe(false);
    now += 31_000;
    expect([await one.allows("m"), await other.allows("m")].filter(Boolean)).toHaveLength(1);
  });

  test("goes on alone when its store fails", async () => {
    const broken = async (): Promise<never> => {
      throw new Error("down");
    };
    const breaker = openBreaker(
      { read: broken, fail: broken, rest: broken, claimProbe: broken, clear: broken },
      () => 0,
      () => undefined,
    );
    expect(await breaker.allows("m")).toBe(true);
    for (let i = 0; i < 5; i++) await breaker.report("m", false);
    expect(await breaker.allows("m")).toBe(false);
  });
});
