import { featuresOf } from "../../functions/models/embedded/mood/learned-features.ts";
import { feltBy, type LearnedModel, sumsOf, type Weights } from "../../functions/models/embedded/mood/learned-pass.ts";
import { lexiconPass } from "../../functions/models/embedded/mood/lexicon-pass.ts";
import { rulesPass } from "../../functions/models/embedded/mood/rules-pass.ts";

/** A sentence and the mean of people's ratings of it, -4 to 4. */
interface Rated {
  readonly id: string;
  readonly rating: number;
  readonly text: string;
}
type Features = ReadonlyMap<string, number>;
interface Example extends Rated {
  readonly features: Features;
}

const epochs = 8;
const learningRate = 0.25;
// Seen in one sentence only, a word says more of that sentence than of the world.
const fewest = 2;

const others = (text: string) => ({ lexicon: lexiconPass(text, "en").score, rules: rulesPass("", text).score });
const classOf = (value: number, from = 0.5): 0 | 1 | 2 => (value <= -from ? 0 : value >= from ? 2 : 1);
const asExample = (rated: Rated): Example => ({ ...rated, features: featuresOf(rated.text, others(rated.text)) });

/** The same order every time, so that the same corpus gives the same weights. */
function shuffled(list: readonly Example[], seed: number): Example[] {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return list
    .map((one) => ({ one, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** One linear model by AdaGrad; `error` says how far the sum is off for an example. */
function learnt(
  examples: readonly Example[],
  error: (sum: number, one: Example) => number,
  decay: number,
): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const one of shuffled(examples, 7 + epoch)) {
      const off = error(sumOf(weights, one.features), one);
      for (const [name, value] of one.features) {
        if ((seen.get(name) ?? 0) < fewest) continue;
        const weight = weights.get(name) ?? 0;
        const slope = off * value + (name.startsWith("#") ? 0 : decay * weight);
        const square = (squares.get(name) ?? 0) + slope * slope;
        squares.set(name, square);
        weights.set(name, weight - (learningRate * slope) / Math.sqrt(square + 0.02));
      }
    }
  }
  return weights;
}

function sumOf(weights: ReadonlyMap<string, number>, features: Features): number {
  let sum = 0;
  for (const [name, value] of features) sum += (weights.get(name) ?? 0) * value;
  return sum;
}

function weigh(examples: readonly Example[]): ReadonlyMap<string, Weights> {
  const logistic = (kind: 0 | 1 | 2) =>
    learnt(examples, (sum, { rating }) => 1 / (1 + Math.exp(-sum)) - (classOf(rating) === kind ? 1 : 0), 0.001);
  const score = learnt(examples, (sum, { rating }) => Math.max(-2, Math.min(2, sum - rating / 1.5)), 0.003);
  const [negative, positive, neutral] = [logistic(0), logistic(2), logistic(1)];
  const round = (value: number | undefined) => Math.round((value ?? 0) * 100) / 100;
  return new Map(
    [...score.keys()].map((name): [string, Weights] => [
      name,
      [round(score.get(name)), round(negative.get(name)), round(positive.get(name)), round(neutral.get(name))],
    ]),
  );
}

const folds = 3;
/** Weights, and the neutral line that does best on sentences they were not fitted to. */
function learnFrom(examples: readonly Example[]): LearnedModel {
  const held = Array.from({ length: folds }, (_, fold) => {
    const weights = weigh(examples.filter((_one, at) => at % folds !== fold));
    return examples
      .filter((_one, at) => at % folds === fold)
      .map(({ rating, features }) => ({ is: classOf(rating), sums: sumsOf(weights, features) }));
  }).flat();
  let best = { f1: 0, neutral: [1, 0.3] as readonly [number, number] };
  for (let a = 0.4; a < 2.6; a += 0.2)
    for (let b = -0.2; b < 0.5; b += 0.05) {
      const f1 = macroF1(held.map(({ is, sums }) => [is, classOf(feltBy(sums, [a, b]), 0.3)]));
      if (f1 > best.f1) best = { f1, neutral: [Math.round(a * 100) / 100, Math.round(b * 100) / 100] };
    }
  return { weights: weigh(examples), neutral: best.neutral };
}

export const learn = (rated: readonly Rated[]): LearnedModel => learnFrom(rated.map(asExample));

/** Macro-F1 of pairs (is, read as) of three classes. */
function macroF1(pairs: readonly (readonly [number, number])[]): number {
  const of = (kind: number) => {
    const hit = pairs.filter(([is, read]) => is === kind && read === kind).length;
    const wrong = pairs.filter(([is, read]) => (is === kind) !== (read === kind)).length;
    return hit === 0 ? 0 : (2 * hit) / (2 * hit + wrong);
  };
  return (of(0) + of(1) + of(2)) / 3;
}

/** Pearson's r. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [first, second] = [mean(0), mean(1)];
  let [both, one, other] = [0, 0, 0];
  for (const [a, b] of pairs) {
    both += (a - first) * (b - second);
    one += (a - first) ** 2;
    other += (b - second) ** 2;
  }
  return both / Math.sqrt(one * other);
}

/** Every sentence read by a model that has not seen it, nor any other of the same product. */
export function crossValidated(rated: readonly Rated[], parts: number): { readonly f1: number; readonly r: number } {
  const products = [...new Set(rated.map(({ id }) => id.split("_")[0]))];
  const partOf = ({ id }: Rated) => products.indexOf(id.split("_")[0]) % parts;
  const examples = rated.map(asExample);
  const pairs: [Example, number][] = [];
  for (let part = 0; part < parts; part++) {
    const { weights, neutral } = learnFrom(examples.filter((one) => partOf(one) !== part));
    for (const one of examples.filter((other) => partOf(other) === part))
      pairs.push([one, feltBy(sumsOf(weights, one.features), neutral)]);
  }
  return {
    f1: macroF1(pairs.map(([{ rating }, is]) => [classOf(rating), classOf(is, 0.3)])),
    r: correlation(pairs.map(([{ rating }, is]) => [rating, is])),
  };
}
