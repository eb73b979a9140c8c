/** How one field of a corpus fared: of `total` cases that state it, `passed` came out right. */
export interface Measure {
  readonly field: string;
  readonly passed: number;
  readonly total: number;
  /** Ids of cases that came out wrong, with what was wrong. */
  readonly failures: readonly string[];
}

/** A suite reads its part of the corpus folder and runs it through the project's adapter. */
export interface Suite {
  /** The adapter, as a path from the project's root. */
  readonly adapter: string;
  readonly run: (corpus: string, adapter: string) => Promise<Measure[]>;
}

/** Collects verdicts field by field, in the order in which fields first come up. */
export function openTally(): {
  note: (field: string, id: string, problem: string | undefined) => void;
  measures: () => Measure[];
} {
  const fields = new Map<string, { passed: number; total: number; failures: string[] }>();
  return {
    note: (field, id, problem) => {
      const entry = fields.get(field) ?? { passed: 0, total: 0, failures: [] };
      entry.total += 1;
      if (problem === undefined) entry.passed += 1;
      else entry.failures.push(`${id}: ${problem}`);
      fields.set(field, entry);
    },
    measures: () => [...fields].map(([field, entry]) => ({ field, ...entry })),
  };
}
