/** Lets calls to a model rest after several failures in a row, for every function at once, then tries one (F22). */
export interface Breaker {
  /** False while the model rests. After the rest exactly one caller gets true and is the probe. */
  allows(model: string): Promise<boolean>;
  report(model: string, ok: boolean): Promise<void>;
  /** Leaves a model alone that this account may not use: asking again with every email would only cost time. */
  reportDenied(model: string): Promise<void>;
}

/** The shared memory of breakers. `claimProbe` is true for one caller only per rest. */
export interface BreakerStore {
  /** Epoch ms until which the model rests; undefined: it does not. */
  restsUntil(model: string): Promise<number | undefined>;
  rest(model: string, untilMs: number): Promise<void>;
  /** Moves the end of the rest from `fromMs` to `untilMs`; false when somebody else did. */
  claimProbe(model: string, fromMs: number, untilMs: number): Promise<boolean>;
  clear(model: string): Promise<void>;
}

// Five failures in a row are no accident; thirty seconds let a throttled quota breathe without holding the queue long.
const failuresToRest = 5;
const restMs = 30_000;
// Somebody must give access first; within ten minutes of that the model is used.
const deniedRestMs = 600_000;
// How long a function may go on without having heard that others gave a model a rest.
const hearEveryMs = 5_000;

interface Known {
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
  return {
    async allows(model) {
      const one = known(model);
      if (nowMs() - one.heardAtMs >= hearEveryMs) {
        one.heardAtMs = nowMs();
        one.restUntil = await quietly(store.restsUntil(model), one.restUntil);
      }
      const until = one.restUntil;
      if (until === undefined) return true;
      if (nowMs() < until) return false;
      one.restUntil = nowMs() + restMs;
      return quietly(store.claimProbe(model, until, one.restUntil), true);
    },
    async reportDenied(model) {
      const until = nowMs() + deniedRestMs;
      known(model).restUntil = until;
      await quietly(store.rest(model, until), undefined);
    },
    async report(model, ok) {
      const one = known(model);
      const rested = one.restUntil !== undefined;
      one.failures = ok ? 0 : one.failures + 1;
      if (ok) {
        one.restUntil = undefined;
        if (rested) await quietly(store.clear(model), undefined);
      } else if (rested || one.failures >= failuresToRest) {
        one.restUntil = nowMs() + restMs;
        await quietly(store.rest(model, one.restUntil), undefined);
      }
    },
  };
}
