import type { BreakerStore } from "../../functions/models/breaker.ts";

/** A breaker's shared memory for tests. */
export function memoryStore(): BreakerStore {
  const rests = new Map<string, number>();
  return {
    restsUntil: async (model) => rests.get(model),
    rest: async (model, untilMs) => void rests.set(model, untilMs),
    claimProbe: async (model, fromMs, untilMs) => {
      if (rests.get(model) !== fromMs) return false;
      rests.set(model, untilMs);
      return true;
    },
    clear: async (model) => void rests.delete(model),
  };
}
