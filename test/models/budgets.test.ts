import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Budgets, Policy } from "../../functions/contracts/policy.ts";
import { ledgerRows } from "../../functions/models/budget/ledger-rows.ts";
import { openPurse } from "../../functions/models/budget/purse.ts";
import { NoModelAnswered } from "../../functions/models/model.ts";
import type { Provider } from "../../functions/models/providers/provider.ts";
import { openRouter } from "../../functions/models/router.ts";
import { openWorld, type World } from "../desk/world.ts";
import { candidate, good } from "./routed.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const payer = (n: number, more: object = {}) => ({
  ...{ interactionId: `int_${n}`, conversationId: `con_${n}`, mailbox: "m", day: "2026-11-22" },
  ...more,
});
const purse = (budgets: Budgets, n = 1, more: object = {}) => openPurse(budgets, payer(n, more), ledgerRows);
const cost = (usd: number, tokens = 100) => ({ usd, tokens, ms: 10 });

describe("a budget, kept in the real tables", () => {
  test("has room until it is spent, and what was set aside too much comes back", async () => {
    const day = purse({ day: 0.01 }, 1, { day: "one" });
    const settle = await day.setAside(cost(0.008));
    expect(await day.setAside(cost(0.003))).toBeUndefined();
    await settle?.(cost(0.001));
    expect(await day.setAside(cost(0.009))).toBeDefined();
    expect(await day.setAside(cost(0.0000001))).toBeUndefined();
  });

  test("that is full gives back what the others had set aside", async () => {
    const both = purse({ conversation: 1, day: 0.001 }, 2, { day: "two" });
    expect(await both.setAside(cost(0.002))).toBeUndefined();
    const alone = purse({ conversation: 0.002 }, 2, { day: "two" });
    expect(await alone.setAside(cost(0.002))).toBeDefined();
  });

  test("holds for each mailbox, day and conversation by itself", async () => {
    const budgets = { mailboxDay: 0.01 };
    expect(await purse(budgets, 3, { mailbox: "a" }).setAside(cost(0.01))).toBeDefined();
    expect(await purse(budgets, 3, { mailbox: "a" }).setAside(cost(0.01))).toBeUndefined();
    expect(await purse(budgets, 3, { mailbox: "b" }).setAside(cost(0.01))).toBeDefined();
    expect(await purse(budgets, 3, { mailbox: "a", day: "2026-11-23" }).setAside(cost(0.01))).toBeDefined();
  });

  test("of one email holds its calls, its tokens and its seconds, over all its steps (P12)", async () => {
    const email = { calls: 3, tokens: 1000, seconds: 1 };
    const calls = purse({ email }, 10);
    for (let at = 0; at < 3; at++) await (await calls.setAside(cost(0)))?.(cost(0));
    expect(await purse({ email }, 10).setAside(cost(0))).toBeUndefined();
    expect(await purse({ email }, 11).setAside(cost(0, 1001))).toBeUndefined();
    await (await purse({ email }, 12).setAside(cost(0)))?.({ usd: 0, tokens: 100, ms: 1500 });
    expect(await purse({ email }, 12).setAside(cost(0))).toBeUndefined();
  });
});

test("a budget of $0.01 and 100 emails at once: no more is spent, and each is answered or left to a person", async () => {
  // A strong model for about $0.0045 a call at most, a cheap one for a tenth, then nobody: over budget.
  const models: Policy["models"] = {
    "read-mood": [
      candidate("openai", "strong", { inputPrice: 1, outputPrice: 1 }),
      candidate("openai", "cheap", { inputPrice: 0.1, outputPrice: 0.1 }),
    ],
  };
  let spent = 0;
  const answer: Provider = async ({ model }) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    const [inputTokens, outputTokens] = [900, 300];
    spent += ((inputTokens + outputTokens) * (model === "strong" ? 1 : 0.1)) / 1_000_000;
    return { output: good, inputTokens, outputTokens };
  };
  const results = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const port = openRouter({
        candidates: models,
        providers: { embedded: undefined, bedrock: undefined, openai: answer },
        allowed: () => true,
        breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
        purse: purse({ total: 0.01 }, 100 + n),
        ...{ nowMs: Date.now, random: () => 0, sleep: async () => undefined, warn: () => undefined },
      });
      try {
        return (await port.ask("read-mood", { emails: [{ subject: "", words: "Hello" }] })).by;
      } catch (error) {
        if (!(error instanceof NoModelAnswered)) throw error;
        return error.name;
      }
    }),
  );
  expect(spent).toBeLessThanOrEqual(0.01);
  expect(spent).toBeGreaterThan(0.001);
  expect(new Set(results)).toEqual(new Set(["openai/strong", "openai/cheap", "OverBudget"]));
  expect(results).toHaveLength(100);
}, 20_000);

test("a model whose price nobody knows is not asked while a budget holds, and the log says why", async () => {
  const asked: string[] = [];
  const port = openRouter({
    candidates: { "read-mood": [{ provider: "openai", model: "own-model", timeoutMs: 1000 }] },
    providers: {
      embedded: undefined,
      bedrock: undefined,
      openai: async ({ model }) => {
        asked.push(model);
        return { output: good, inputTokens: 1, outputTokens: 1 };
      },
    },
    allowed: () => true,
    breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
    purse: purse({ day: 1 }, 999, { day: "three" }),
    ...{ nowMs: Date.now, random: () => 0, sleep: async () => undefined, warn: () => undefined },
  });
  await expect(port.ask("read-mood", { emails: [] })).rejects.toThrow("openai/own-model: no-price");
  expect(asked).toEqual([]);
});
