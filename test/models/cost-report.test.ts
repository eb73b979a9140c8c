import { expect, test } from "vitest";
import type { ModelCall } from "../../functions/contracts/model-call.ts";
import { addUp } from "../../functions/platform/cost-report.ts";

const call = (more: Partial<ModelCall>): ModelCall => ({
  ...{ task: "draft", provider: "openai", model: "m", prompt: "draft@1", attempt: 1, ok: true },
  ...{ inputTokens: 1, outputTokens: 1, costUsd: 0.01, latencyMs: 5 },
  ...more,
});

test("what a resolved email costs counts every attempt and people's minutes", () => {
  const report = addUp({
    ...{ since: "2026-11-22", more: false, resolved: 4 },
    calls: [
      call({}),
      call({ ok: false, failure: "schema" }),
      call({ provider: "embedded", model: "lexical", costUsd: 0 }),
    ],
    decisions: [{ kind: "approve" }, { kind: "rewrite" }],
    people: { usdPerHour: 60, minutes: { approve: 2 } },
  });
  // Two minutes by the policy, six as is usual, a dollar a minute.
  expect(report).toMatchObject({ byMachine: 2, byPeople: 2, modelUsd: 0.02, peopleMinutes: 8, peopleUsd: 8 });
  expect(report.usdPerResolved).toBeCloseTo(2.005);
  expect(report.models).toEqual({
    "openai/m": { calls: 2, failed: 1, usd: 0.02 },
    "embedded/lexical": { calls: 1, failed: 0, usd: 0 },
  });
});
