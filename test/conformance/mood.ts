import { numberOf } from "../../functions/models/embedded/linear-weights.ts";
import { type Views, viewsOf } from "../../functions/models/embedded/mood/learned-features.ts";
import { feltBy, type LearnedView, type Weights } from "../../functions/models/embedded/mood/learned-pass.ts";
import { feelingOf, lexiconPass } from "../../functions/models/embedded/mood/lexicon-pass.ts";
import { rulesPass } from "../../functions/models/embedded/mood/rules-pass.ts";
import { weighKinds } from "./softmax.ts";

/** A sentence and the mean of people's ratings of it, -4 to 4. */
interface Rated {
  readonly id: string;
  readonly rating: number;
  readonly text: string;
}
interface Example extends Rated {
  readonly views: Views;
}

const classOf = (value: number, from = 0.5): 0 | 1 | 2 => (value <= -from ? 0 : value >= from ? 2 : 1);
const asExample = (rated: Rated): Example => ({
  ...rated,
  views: viewsOf(rated.text, {
    lexicon: lexiconPass(rated.text, "en").score,
    feeling: feelingOf(rated.text, "en").score,
    rules: rulesPass("", rated.text).score,
  }),
});

/** Wholly of its own kind. */
const hard = (rating: number): [number, number, number] => {
  const kind = classOf(rating);
  return [kind === 0 ? 1 : 0, kind === 1 ? 1 : 0, kind === 2 ? 1 : 0];
};
// How far other people's mean would lie from this one: near a border a sentence is partly of both kinds.
const spread = 0.4;
const soft = (rating: number): [number, number, number] => {
  const [below, above] = [normal((-0.5 - rating) / spread), 1 - normal((0.5 - rating) / spread)];
  return [below, 1 - below - above, above];
};

/** The normal distribution's share below x (Abramowitz & Stegun 7.1.26). */
function normal(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-z * z);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}

/** How each view is taught, and how much it counts beside the others. */
const taught = [
  { view: "words", share: 1, decay: 1, shares: hard },
  { view: "meaning", share: 2, decay: 2, shares: soft },
  { view: "letters", share: 1, decay: 1, shares: hard },
] as const;

const learnFrom = (examples: readonly Example[]) =>
  taught.map(({ view, share, decay, shares }) => ({
    view,
    share,
    weights: weighKinds(
      examples.map(({ views, rating }) => ({ features: views[view], shares: shares(rating) })),
      decay,
    ),
  }));

const asLearned = (all: ReturnType<typeof learnFrom>): LearnedView[] =>
  all.map(({ view, share, weights }) => ({
    view,
    share,
    of: (feature): Weights | undefined => {
      const own = weights.get(feature);
      return own === undefined ? undefined : [own[0] ?? 0, own[1] ?? 0, own[2] ?? 0];
    },
  }));

const step = 0.03;
// What is smaller hardly moves a sentence.
const least = 0.045;

/** Weights of all that was rated, as they are shipped. */
export const learn = (rated: readonly Rated[]) =>
  learnFrom(rated.map(asExample)).map(({ view, share, weights }) => {
    const rows = [...weights]
      .filter(([, own]) => Math.max(...own.map(Math.abs)) >= least)
      .map(([name, own]) => [numberOf(name), own] as const)
      .toSorted(([a], [b]) => a - b);
    const features = Buffer.alloc(rows.length * 3);
    for (const [at, [name]] of rows.entries()) features.writeUIntBE(name, at * 3, 3);
    const bytes = rows.flatMap(([, own]) => own.map((one) => Math.max(-127, Math.min(127, Math.round(one / step)))));
    const weighed = Buffer.from(Int8Array.from(bytes).buffer).toString("base64");
    return { view, share, step, features: features.toString("base64"), weights: weighed };
  });

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
    const views = asLearned(learnFrom(examples.filter((one) => partOf(one) !== part)));
    for (const one of examples.filter((other) => partOf(other) === part)) pairs.push([one, feltBy(one.views, views)]);
  }
  return {
    f1: macroF1(pairs.map(([{ rating }, is]) => [classOf(rating), classOf(is, 0.3)])),
    r: correlation(pairs.map(([{ rating }, is]) => [rating, is])),
  };
}
