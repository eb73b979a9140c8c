/** Lets calls to a model rest after several failures in a row, for every function at once, then tries one (F22). */
export interface Breaker {
  /** False while the model rests. After the rest exactly one caller gets true and is the probe. */
  allows(model: string): Promise<boolean>;
  /** `retryAfterMs`: how long a service that turned us away wants to be left alone. */
  report(model: string, ok: boolean, retryAfterMs?: number): Promise<void>;
  /** Leaves a model alone that this account may not use: asking again with every email would only cost time. */
  reportDenied(model: string): Promise<void>;
}

/** What all functions know of one model. */
interface SharedRest {
  readonly restsUntil: number | undefined;
  /** Failures since the last success that anybody reported. */
  readonly failures: number;
}

/** The shared memory of breakers. `claimProbe` is true for one caller only per rest. */
export interface BreakerStore {
  read(model: string): Promise<SharedRest>;
  /** Counts a failure for everybody; how many there are now. */
  fail(model: string): Promise<number>;
  rest(model: string, untilMs: number): Promise<void>;
  /** Moves the end of the rest from `fromMs` to `untilMs`; false when somebody else did. */
  claimProbe(model: string, fromMs: number, untilMs: number): Promise<boolean>;
  /** Forgets failures and rest. */
  clear(model: string): Promise<void>;
}

// Five failures in a row are no accident; thirty seconds let a throttled quota breathe without holding the queue long.
const failuresToRest = 5;
const restMs = 30_000;
// Somebody must give access first; within ten minutes of that the model is used.
const deniedRestMs = 600_000;
// Nobody is left alone for longer on a service's word alone.
const longestRestMs = 300_000;
// How long a function may go on without having heard that others gave a model a rest.
const hearEveryMs = 5_000;

interface Known {
  /** In a row, here and (as far as heard) elsewhere: with many functions none sees five by itself. */
  failures: number;
  restUntil: number | undefined;
  heardAtMs: number;
}

/** A store that fails costs the shared view only: each environment then goes by what it saw itself. */
export function openBreaker(store: BreakerStore, nowMs: () => number, warn: (message: string) => void): Breaker {
  const models = new Map<string, Known>();
  const known = (model: string): Known => {
    const one = models.get(model) ?? { failures: 0, restUntil: undefined, heardAtMs: Number.NEGATIVE_INFINITY };
    models.set(model, one);
    return one;
  };
  const quietly = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      warn(`The breaker's store failed: ${error instanceof Error ? error.name : "unknown"}`);
      return otherwise;
    }
  };
  const rest = async (model: string, untilMs: number): Promise<void> => {
    known(model).restUntil = untilMs;
    await quietly(store.rest(model, untilMs), undefined);
  };
  return {
    async allows(model) {
      const one = known(model);
      if (nowMs() - one.heardAtMs >= hearEveryMs) {
        one.heardAtMs = nowMs();
        const shared = await quietly(store.read(model), { restsUntil: one.restUntil, failures: one.failures });
        one.restUntil = shared.restsUntil;
        one.failures = shared.failures;
      }
      const until = one.restUntil;
      if (until === undefined) return true;
      if (nowMs() < until) return false;
      one.restUntil = nowMs() + restMs;
      return quietly(store.claimProbe(model, until, one.restUntil), true);
    },
    reportDenied: (model) => rest(model, nowMs() + deniedRestMs),
    async report(model, ok, retryAfterMs = 0) {
      const one = known(model);
      const rested = one.restUntil !== undefined;
      if (ok) {
        if (rested || one.failures > 0) await quietly(store.clear(model), undefined);
        one.failures = 0;
        one.restUntil = undefined;
        return;
      }
      one.failures = await quietly(store.fail(model), one.failures + 1);
      if (rested || one.failures >= failuresToRest || retryAfterMs > restMs)
        await rest(model, nowMs() + Math.min(longestRestMs, Math.max(restMs, retryAfterMs)));
    },
  };
}
