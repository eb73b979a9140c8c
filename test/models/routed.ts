import type { ModelCandidate, Policy } from "../../functions/contracts/policy.ts";
import { openBreaker } from "../../functions/models/breaker.ts";
import { type FailureKind, ModelFailure, type Provider } from "../../functions/models/providers/provider.ts";
import { openRouter } from "../../functions/models/router.ts";
import { allowList } from "../../functions/models/routing/allow-list.ts";
import type { Route } from "../../functions/models/routing/route.ts";
import { memoryStore } from "./memory-breaker.ts";

export const good = { mood: "neutral", score: 0, signals: [] };
export const tokens = { inputTokens: 1000, outputTokens: 500 };
export const candidate = (
  provider: ModelCandidate["provider"],
  model: string,
  more: Partial<ModelCandidate> = {},
): ModelCandidate => ({
  ...{ provider, model, timeoutMs: 1000, inputPrice: 2, outputPrice: 10 },
  ...more,
});
export const ladder = [candidate("bedrock", "cheap"), candidate("openai", "strong"), candidate("embedded", "lexicon")];

/** What a scripted model does: fails so, fails so with a time to wait, or answers. */
type Act = FailureKind | { readonly failure: FailureKind; readonly retryAfterMs: number } | object;
type Script = Partial<Record<string, Act[]>>;

/** A router over scripted models, with a clock that only their work and the router's waits move on. */
export function routed(
  script: Script,
  {
    allowed = '["bedrock:cheap","openai:*"]',
    candidates = ladder,
    ...more
  }: { readonly allowed?: string; readonly candidates?: readonly ModelCandidate[] } & Partial<
    Pick<Route, "places" | "purse" | "hiddenNames" | "random">
  > = {},
) {
  const asked: string[] = [];
  const waits: number[] = [];
  let now = 0;
  const provider: Provider = async ({ model, place }) => {
    asked.push(place === undefined ? model : `${model}@${place}`);
    now += 10;
    const act = script[model]?.shift() ?? good;
    if (typeof act === "string") throw new ModelFailure(act, "scripted");
    if ("failure" in act) throw new ModelFailure(act.failure, "scripted", { retryAfterMs: act.retryAfterMs });
    return { output: act, ...tokens };
  };
  const clock = { now: () => now, pass: (ms: number) => (now += ms) };
  const models: Policy["models"] = { "read-mood": [...candidates] };
  const model = openRouter({
    candidates: models,
    providers: { embedded: provider, openai: provider, bedrock: provider },
    allowed: allowList(allowed),
    breaker: openBreaker(memoryStore(), clock.now, () => undefined),
    nowMs: clock.now,
    random: () => 0,
    sleep: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    warn: () => undefined,
    ...more,
  });
  const input = { emails: [{ subject: "", words: "Hello" }] };
  return { asked, waits, clock, model, ask: (wishes = {}) => model.ask("read-mood", input, wishes) };
}
