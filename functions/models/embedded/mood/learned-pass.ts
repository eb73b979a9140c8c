import { numberOf } from "../linear-weights.ts";
import { type OtherReadings, type Views, viewsOf } from "./learned-features.ts";
import { learned } from "./learned-weights.ts";

/** What a feature weighs for being negative, neither and positive. */
export type Weights = readonly [negative: number, neutral: number, positive: number];
export interface LearnedView {
  readonly view: keyof Views;
  /** How much this view counts beside the others. */
  readonly share: number;
  readonly of: (feature: string) => Weights | undefined;
}

// Where the levels begin: see read-mood.
const negativeFrom = -0.3;
const positiveFrom = 0.35;

/** -1 to 1, on the side of the levels that most of the views see the sentence on. */
export function feltBy(views: Views, learnedViews: readonly LearnedView[]): number {
  let [negative, neutral, positive, all] = [0, 0, 0, 0];
  for (const { view, share, of } of learnedViews) {
    const odds = oddsOf(views[view], of);
    negative += share * odds[0];
    neutral += share * odds[1];
    positive += share * odds[2];
    all += share;
  }
  const felt = (positive - negative) / all;
  if (neutral > negative && neutral > positive)
    return Math.min(positiveFrom - 0.01, Math.max(negativeFrom + 0.01, felt));
  return negative >= positive ? Math.min(felt, negativeFrom - 0.01) : Math.max(felt, positiveFrom + 0.01);
}

/** How likely each is, together 1. */
function oddsOf(features: ReadonlyMap<string, number>, of: LearnedView["of"]): Weights {
  const sums: [number, number, number] = [0, 0, 0];
  for (const [feature, value] of features) {
    const own = of(feature);
    if (own === undefined) continue;
    for (const at of [0, 1, 2] as const) sums[at] += own[at] * value;
  }
  const most = Math.max(...sums);
  const [negative, neutral, positive] = [Math.exp(sums[0] - most), Math.exp(sums[1] - most), Math.exp(sums[2] - most)];
  const total = negative + neutral + positive;
  return [negative / total, neutral / total, positive / total];
}

let shipped: readonly LearnedView[] | undefined;

const opened = (): readonly LearnedView[] =>
  learned.map(({ view, share, step, features, weights }) => {
    const [names, values] = [Buffer.from(features, "base64"), Buffer.from(weights, "base64")];
    const rows = new Map<number, Weights>();
    for (let at = 0; at * 3 < names.length; at++) {
      const weight = (kind: number) => values.readInt8(at * 3 + kind) * step;
      rows.set(names.readUIntBE(at * 3, 3), [weight(0), weight(1), weight(2)]);
    }
    return { view, share, of: (feature) => rows.get(numberOf(feature)) };
  });

/** What was learnt from people's ratings of English product reviews says of a sentence, -1 to 1. */
export function learnedReading(sentence: string, others: OtherReadings): number {
  shipped ??= opened();
  return feltBy(viewsOf(sentence, others), shipped);
}
