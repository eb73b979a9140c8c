// Gradient boosting of small trees for yes or no (Friedman, Greedy Function Approximation, 2001), as plainly as it goes:
// second-order leaves, thresholds at quantiles, no randomness, so that the same rows give the same trees.

/** One example: its features in a fixed order, and whether the answer is yes. */
export interface Example {
  readonly features: readonly number[];
  readonly yes: boolean;
}

/** As functions/answer/knowledge/trees.ts reads it. */
export type Grown =
  | { readonly adds: number }
  | { readonly feature: number; readonly most: number; readonly low: Grown; readonly high: Grown };

const trees = 220;
const depth = 4;
const rate = 0.06;
const ridge = 5;
const fewest = 30;
const bins = 32;

/** Trees whose sum is the log-odds of yes. */
export function boost(examples: readonly Example[]): readonly Grown[] {
  const width = examples[0]?.features.length ?? 0;
  const cuts = Array.from({ length: width }, (_, feature) => quantiles(examples, feature));
  const binned = cuts.map((cut, feature) => Uint8Array.from(examples, (one) => binOf(cut, one.features[feature] ?? 0)));
  const odds = new Float64Array(examples.length);
  const yes = examples.filter((one) => one.yes).length;
  const first = Math.log(yes / (examples.length - yes));
  odds.fill(first);
  const grown: Grown[] = [{ adds: first }];
  const all = Uint32Array.from(examples.keys());
  for (let at = 0; at < trees; at++) {
    const slope = Float64Array.from(examples, (one, row) => (one.yes ? 1 : 0) - chanceOf(odds[row] ?? 0));
    const bend = Float64Array.from(odds, (value) => chanceOf(value) * (1 - chanceOf(value)));
    grown.push(grow({ cuts, binned, slope, bend, odds }, all, depth));
  }
  return grown;
}

const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

interface Growing {
  readonly cuts: readonly (readonly number[])[];
  readonly binned: readonly Uint8Array[];
  readonly slope: Float64Array;
  readonly bend: Float64Array;
  readonly odds: Float64Array;
}

function grow(state: Growing, rows: Uint32Array, left: number): Grown {
  const split = left === 0 ? undefined : bestSplit(state, rows);
  if (split === undefined) return leaf(state, rows);
  const bin = state.binned[split.feature];
  const isLow = (row: number) => (bin?.[row] ?? 0) <= split.bin;
  return {
    feature: split.feature,
    most: state.cuts[split.feature]?.[split.bin] ?? 0,
    low: grow(
      state,
      rows.filter((row) => isLow(row)),
      left - 1,
    ),
    high: grow(
      state,
      rows.filter((row) => !isLow(row)),
      left - 1,
    ),
  };
}

/** What the rows of a leaf want added, which is added to their odds at once. */
function leaf({ slope, bend, odds }: Growing, rows: Uint32Array): Grown {
  let [sum, curve] = [0, ridge];
  for (const row of rows) {
    sum += slope[row] ?? 0;
    curve += bend[row] ?? 0;
  }
  const adds = (rate * sum) / curve;
  for (const row of rows) odds[row] = (odds[row] ?? 0) + adds;
  return { adds };
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

function bestSplit(state: Growing, rows: Uint32Array): Split | undefined {
  let best: Split | undefined;
  for (const feature of state.binned.keys()) {
    const split = bestOf(state, rows, feature);
    if (split !== undefined && split.gain > (best?.gain ?? 1e-6)) best = split;
  }
  return best;
}

function bestOf(state: Growing, rows: Uint32Array, feature: number): Split | undefined {
  const { sums, curves, counts } = histogram(state, rows, feature);
  const total = added(sums);
  const curve = added(curves);
  let best: Split | undefined;
  let [low, bent, count] = [0, 0, 0];
  for (let at = 0; at < (state.cuts[feature] ?? []).length; at++) {
    low += sums[at] ?? 0;
    bent += curves[at] ?? 0;
    count += counts[at] ?? 0;
    if (Math.min(count, rows.length - count) < fewest) continue;
    const gain = low ** 2 / (bent + ridge) + (total - low) ** 2 / (curve - bent + ridge) - total ** 2 / (curve + ridge);
    if (gain > (best?.gain ?? 0)) best = { feature, bin: at, gain };
  }
  return best;
}

const added = (numbers: Float64Array): number => numbers.reduce((sum, value) => sum + value, 0);

/** What the rows of each bin want added, and how many they are. */
function histogram({ binned, slope, bend }: Growing, rows: Uint32Array, feature: number) {
  const bin = binned[feature] ?? new Uint8Array();
  const [sums, curves, counts] = [new Float64Array(bins + 1), new Float64Array(bins + 1), new Uint32Array(bins + 1)];
  for (const row of rows) {
    const at = bin[row] ?? 0;
    sums[at] = (sums[at] ?? 0) + (slope[row] ?? 0);
    curves[at] = (curves[at] ?? 0) + (bend[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { sums, curves, counts };
}

function quantiles(examples: readonly Example[], feature: number): readonly number[] {
  const sorted = examples.map((one) => one.features[feature] ?? 0).toSorted((a, b) => a - b);
  const cuts = Array.from({ length: bins - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / bins)] ?? 0);
  return [...new Set(cuts.map((cut) => Math.round(cut * 1e4) / 1e4))];
}

/** The first cut that the value does not exceed. */
const binOf = (cuts: readonly number[], value: number): number => {
  const at = cuts.findIndex((cut) => value <= cut);
  return at === -1 ? cuts.length : at;
};

/** As text: `3<0.25(…)(…)` asks, a bare number answers. */
export function writeTree(tree: Grown): string {
  return "adds" in tree
    ? String(Math.round(tree.adds * 1e4) / 1e4)
    : `${tree.feature}<${Math.round(tree.most * 1e4) / 1e4}(${writeTree(tree.low)})(${writeTree(tree.high)})`;
}
