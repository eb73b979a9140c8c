import type { Metrics } from "../contracts/desk/metrics.ts";
import { ModelCall } from "../contracts/model-call.ts";
import type { Tally } from "./metrics.ts";
import { quantile } from "./quantile.ts";

type Model = Metrics["models"][number];
type Result = Pick<Metrics, "models" | "fallbacks" | "failures">;

/** Which models were asked, what they cost, and what failed. */
export function modelTally(): Tally<Result> {
  const models = new Map<string, Omit<Model, "medianMs">>();
  const times = new Map<string, number[]>();
  const fallbacks = new Map<string, Metrics["fallbacks"][number]>();
  const failures = new Map<string, Metrics["failures"][number]>();
  const fails = (kind: string, error: string, at: string) => {
    const known = failures.get(`${kind} ${error}`) ?? { kind, error, count: 0, lastAt: at };
    failures.set(`${kind} ${error}`, {
      ...known,
      count: known.count + 1,
      lastAt: at > known.lastAt ? at : known.lastAt,
    });
  };
  const called = (details: unknown) => {
    const parsed = ModelCall.safeParse(details);
    if (!parsed.success) return;
    const call = parsed.data;
    const model = `${call.provider}/${call.model}`;
    const known = models.get(model) ?? { model, calls: 0, failed: 0, costUsd: 0, inputTokens: 0, outputTokens: 0 };
    known.calls++;
    known.costUsd += call.costUsd;
    known.inputTokens += call.inputTokens;
    known.outputTokens += call.outputTokens;
    models.set(model, known);
    times.set(model, [...(times.get(model) ?? []), call.latencyMs]);
    if (call.ok) return;
    known.failed++;
    const reason = call.failure ?? "unknown";
    const fallback = fallbacks.get(`${model} ${reason}`) ?? { model, reason, count: 0 };
    fallbacks.set(`${model} ${reason}`, { ...fallback, count: fallback.count + 1 });
  };
  return {
    heed: ({ kind, details, at }) => {
      if (kind === "model-called") called(details);
      if (kind === "run-failed") fails(kind, String(details["error"] ?? details["status"] ?? ""), at);
      if (kind === "reply-failed" || kind === "reply-unknown" || kind === "reply-bounced") fails(kind, "", at);
    },
    result: () => ({
      models: [...models.values()].map((model) => ({
        ...model,
        medianMs: quantile(times.get(model.model) ?? [], 0.5),
      })),
      fallbacks: [...fallbacks.values()].sort((a, b) => b.count - a.count),
      failures: [...failures.values()].sort((a, b) => b.count - a.count),
    }),
  };
}
