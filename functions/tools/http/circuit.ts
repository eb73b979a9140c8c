/** Leaves a failing service alone for a while, then lets one call find out whether it is back. */
export interface Circuit {
  allows(): boolean;
  report(worked: boolean): void;
}

export interface CircuitOptions {
  /** Failures in a row after which it opens. */
  readonly failures: number;
  readonly restMs: number;
  readonly nowMs: () => number;
}

export function openCircuit({ failures, restMs, nowMs }: CircuitOptions): Circuit {
  let failed = 0;
  let openUntilMs = 0;
  return {
    allows: () => {
      if (failed < failures) return true;
      if (nowMs() < openUntilMs) return false;
      // The one probe: others wait for its end, or for the rest to be over again.
      openUntilMs = nowMs() + restMs;
      return true;
    },
    report: (worked) => {
      failed = worked ? 0 : failed + 1;
      if (failed >= failures) openUntilMs = nowMs() + restMs;
    },
  };
}
