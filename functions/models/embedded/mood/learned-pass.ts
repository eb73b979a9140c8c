import { featuresOf, type OtherReadings } from "./learned-features.ts";
import { learned } from "./learned-weights.ts";

/** Weights of one feature: for the score, and for being negative, positive or neither. */
export type Weights = readonly [score: number, negative: number, positive: number, neutral: number];
export interface LearnedModel {
  readonly weights: ReadonlyMap<string, Weights>;
  /** `a` and `b` of the line from which on a sentence is called neutral: a × its odds + b. */
  readonly neutral: readonly [a: number, b: number];
}

// Where the levels begin: see read-mood.
const negativeFrom = -0.3;
const positiveFrom = 0.35;

/** What the features of a sentence weigh together: for the score, and for negative, positive, neutral. */
export function sumsOf(weights: LearnedModel["weights"], features: ReadonlyMap<string, number>): Weights {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (const [feature, value] of features) {
    const own = weights.get(feature);
    if (own === undefined) continue;
    for (const at of [0, 1, 2, 3] as const) sums[at] += own[at] * value;
  }
  return sums;
}

const odds = (sum: number): number => 1 / (1 + Math.exp(-sum));

/** -1 to 1, on the side of the levels that the sentence belongs to. */
export function feltBy([score, ...sums]: Weights, [a, b]: LearnedModel["neutral"]): number {
  const [negative, positive, neutral] = [odds(sums[0]), odds(sums[1]), odds(sums[2])];
  const forNegative = negative - 0.3 * score;
  const forPositive = positive + 0.3 * score;
  const forNeutral = neutral * a + b;
  // With the odds the score orders sentences better than alone.
  const felt = Math.tanh((score + 0.8 * (positive - negative)) * 0.55);
  if (forNeutral > forNegative && forNeutral > forPositive)
    return Math.min(positiveFrom - 0.01, Math.max(negativeFrom + 0.01, felt));
  return forNegative >= forPositive ? Math.min(felt, negativeFrom - 0.01) : Math.max(felt, positiveFrom + 0.01);
}

const [line = "", ...lines] = learned.split("\n");
const numbersOf = (text: string): number[] => text.split("\t").map(Number);
const [a = 1, b = 0] = numbersOf(line);
const weights = new Map(
  lines.map((row): [string, Weights] => {
    const [feature = "", ...rest] = row.split("\t");
    const [score = 0, negative = 0, positive = 0, neutral = 0] = rest.map((cents) => Number(cents) / 100);
    return [feature, [score, negative, positive, neutral]];
  }),
);

/** What was learnt from people's ratings of English product reviews says of a sentence, -1 to 1. */
export const learnedReading = (sentence: string, others: OtherReadings): number =>
  feltBy(sumsOf(weights, featuresOf(sentence, others)), [a, b]);
