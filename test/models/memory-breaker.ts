import type { BreakerStore } from "../../functions/models/breaker.ts";

/** A breaker's shared memory for tests. */
export function memoryStore(): BreakerStore {
  const rests = new Map<string, number>();
  const failures = new Map<string, number>();
  return {
    read: async (model) => ({ restsUntil: rests.get(model), failures: failures.get(model) ?? 0 }),
    fail: async (model) => {
      const count = (failures.get(model) ?? 0) + 1;
      failures.set(model, count);
      return count;
    },
    rest: async (model, untilMs) => void rests.set(model, untilMs),
    claimProbe: async (model, fromMs, untilMs) => {
      if (rests.get(model) !== fromMs) return false;
      rests.set(model, untilMs);
      return true;
    },
    clear: async (model) => {
      rests.delete(model);
      failures.delete(model);
    },
  };
}
