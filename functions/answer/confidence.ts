import type { Verdict } from "../contracts/mail-receipt.ts";
import type { GateFacts } from "./gate-facts.ts";

/** What confidence is made of; each 0..1, and the product is the confidence. No model ever names a number here. */
export interface Factors {
  /** How well the worst answered question is matched by its passage. */
  readonly knowledge: number;
  /** Share of the questions answered with a source. */
  readonly coverage: number;
  readonly check: number;
  /** Agreement of two readings of the mood. */
  readonly agreement: number;
  readonly sender: number;
  /** Many questions in one email are easier to get wrong. */
  readonly clarity: number;
}

const proven: Readonly<Record<Verdict, number>> = {
  PASS: 1,
  // Not proven, not refuted: enough for what anybody may read in our help pages (D2).
  GRAY: 0.95,
  PROCESSING_FAILED: 0.95,
  DISABLED: 0.95,
  FAIL: 0.85,
};

export function factorsOf(facts: GateFacts): Factors {
  return {
    knowledge: within(facts.weakestScore),
    coverage: within(facts.coverage),
    check: facts.check === undefined ? 0 : Math.max(0, 1 - 0.25 * facts.check.problems),
    agreement: 0.8 + 0.2 * within(facts.agreement),
    sender: proven[facts.proof.dmarc],
    clarity: facts.questions <= 2 ? 1 : Math.max(0.7, 1 - 0.05 * (facts.questions - 2)),
  };
}

/** The product of all factors, 0..1: one bad factor is enough to doubt. */
export function confidenceOf(factors: Factors): number {
  const all: readonly number[] = Object.values(factors);
  const product = all.reduce((whole, factor) => whole * factor, 1);
  return Math.round(within(product) * 1000) / 1000;
}

const within = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
