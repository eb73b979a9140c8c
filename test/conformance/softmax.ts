/** Something to learn from: its features, how much of it is each of three kinds, and how much each kind counts. */
export interface Shared {
  readonly features: ReadonlyMap<string, number>;
  readonly shares: readonly [number, number, number];
}
type Row = { readonly known: readonly (readonly [at: number, value: number])[]; readonly shares: readonly number[] };

const kinds = 3;
const fewest = 2;
const mostSteps = 80;
const remembered = 8;
const enough = 1e-6;
// Never drawn towards nought: how frequent a kind is.
const constant = "#one";

/**
 * Weights by feature of a logistic regression over three kinds, each kind counting the same in all; `decay` is the prior's
 * strength. Learnt by L-BFGS (Nocedal & Wright, Numerical Optimization, algorithm 7.4), so the same rows give the same.
 */
export function weighKinds(examples: readonly Shared[], decay: number): ReadonlyMap<string, readonly number[]> {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const kept = new Map([...seen].filter(([, times]) => times >= fewest).map(([name], at) => [name, at * kinds]));
  const total = [0, 1, 2].map((kind) => examples.reduce((sum, { shares }) => sum + (shares[kind] ?? 0), 0));
  const rows = examples.map(({ features, shares }): Row => {
    const known = [...features].flatMap(([name, value]) => {
      const at = kept.get(name);
      return at === undefined ? [] : [[at, value] as const];
    });
    return { known, shares: shares.map((share, kind) => (share * examples.length) / kinds / (total[kind] || 1)) };
  });
  const free = kept.get(constant) ?? -1;
  const weights = minimised(kept.size * kinds, (at, slope) => lossOf(rows, at, slope, decay, free));
  return new Map([...kept].map(([name, at]) => [name, [0, 1, 2].map((kind) => weights[at + kind] ?? 0)]));
}

function lossOf(rows: readonly Row[], weights: Float64Array, slope: Float64Array, decay: number, free: number): number {
  let loss = 0;
  for (let at = 0; at < weights.length; at++) {
    const drawn = at >= free && at < free + kinds ? 0 : decay * (weights[at] ?? 0);
    slope[at] = drawn;
    loss += (drawn * (weights[at] ?? 0)) / 2;
  }
  for (const { known, shares } of rows) {
    const sums = [0, 0, 0];
    for (const [at, value] of known)
      for (let kind = 0; kind < kinds; kind++) sums[kind] = (sums[kind] ?? 0) + (weights[at + kind] ?? 0) * value;
    const most = Math.max(...sums);
    const powers = sums.map((sum) => Math.exp(sum - most));
    const all = powers.reduce((a, b) => a + b, 0);
    const weight = shares.reduce((a, b) => a + b, 0);
    loss += weight * (Math.log(all) + most) - sums.reduce((sum, one, kind) => sum + one * (shares[kind] ?? 0), 0);
    for (let kind = 0; kind < kinds; kind++) {
      const off = ((powers[kind] ?? 0) / all) * weight - (shares[kind] ?? 0);
      for (const [at, value] of known) slope[at + kind] = (slope[at + kind] ?? 0) + off * value;
    }
  }
  return loss;
}

interface Step {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  readonly per: number;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
const plus = (a: Float64Array, b: Float64Array, times: number): Float64Array =>
  a.map((value, at) => value + times * (b[at] ?? 0));

function minimised(size: number, loss: (at: Float64Array, slope: Float64Array) => number): Float64Array {
  let here: Float64Array = new Float64Array(size);
  let slope: Float64Array = new Float64Array(size);
  let height = loss(here, slope);
  const steps: Step[] = [];
  for (let step = 0; step < mostSteps; step++) {
    const down = directionOf(slope, steps);
    const steep = dot(slope, down);
    let next = here;
    const nextSlope = new Float64Array(size);
    let nextHeight = height;
    for (let length = 1; length > 1e-6; length /= 2) {
      next = plus(here, down, -length);
      nextHeight = loss(next, nextSlope);
      if (nextHeight <= height - 1e-4 * length * steep) break;
    }
    const [moved, bent] = [plus(next, here, -1), plus(nextSlope, slope, -1)];
    const curve = dot(moved, bent);
    if (curve > 1e-10) steps.push({ moved, bent, per: 1 / curve });
    if (steps.length > remembered) steps.shift();
    const gained = height - nextHeight;
    [here, slope, height] = [next, nextSlope, nextHeight];
    if (Math.abs(gained) < enough * Math.abs(height)) break;
  }
  return here;
}

/** The way down, bent by what the last steps told of the ground. */
function directionOf(slope: Float64Array, steps: readonly Step[]): Float64Array {
  let way: Float64Array = Float64Array.from(slope);
  const pulls = steps.toReversed().map((step) => {
    const pull = step.per * dot(step.moved, way);
    way = plus(way, step.bent, -pull);
    return pull;
  });
  const last = steps.at(-1);
  const scale = last === undefined ? 1 / Math.sqrt(dot(slope, slope) || 1) : 1 / (last.per * dot(last.bent, last.bent));
  way = way.map((value) => value * scale);
  for (const [at, step] of steps.entries())
    way = plus(way, step.moved, (pulls[steps.length - 1 - at] ?? 0) - step.per * dot(step.bent, way));
  return way;
}
