import { numberOf, type PackedWeights } from "../../functions/models/embedded/linear-weights.ts";

/** Something to learn from: what it is made of, whether it is one of those sought, and how much it counts. */
export interface Taught {
  readonly features: ReadonlyMap<string, number>;
  readonly is: boolean;
  readonly weight: number;
}

/** Numbers between 0 and 1 that are the same every time, so that the same emails give the same weights. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const epochs = 25;
const learningRate = 0.15;
const decay = 0.002;
const fewest = 2;

/** Weights by feature, of a logistic regression learnt by AdaGrad. */
export function weigh(examples: readonly Taught[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const kept = new Map([...seen].filter(([, times]) => times >= fewest).map(([name], at) => [name, at]));
  const rows = examples.map(({ features, is, weight }) => {
    const known = [...features].flatMap(([name, value]) => {
      const at = kept.get(name);
      return at === undefined ? [] : [[at, value] as const];
    });
    return { known, is: is ? 1 : 0, weight };
  });
  const weights = new Float64Array(kept.size);
  const squares = new Float64Array(kept.size).fill(0.05);
  const next = numbers(7);
  const order = rows.slice();
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      const [a, b] = [order[at], order[other]];
      if (a !== undefined && b !== undefined) [order[at], order[other]] = [b, a];
    }
    for (const { known, is, weight } of order) {
      let sum = 0;
      for (const [at, value] of known) sum += (weights[at] ?? 0) * value;
      const off = (1 / (1 + Math.exp(-sum)) - is) * weight;
      for (const [at, value] of known) {
        const slope = off * value + decay * (weights[at] ?? 0);
        squares[at] = (squares[at] ?? 0) + slope * slope;
        weights[at] = (weights[at] ?? 0) - (learningRate * slope) / Math.sqrt(squares[at] ?? 1);
      }
    }
  }
  return new Map([...kept].map(([name, at]) => [name, weights[at] ?? 0]));
}

const step = 0.02;
// What moves an email's odds by less than a hundredth is left out.
const leastShipped = 0.03;

/** As they are shipped: numbers for names, whole steps for weights. base64url parts fewer words, lest a forbidden one stands there by chance. */
export function packed(weights: ReadonlyMap<string, number>, least = leastShipped): PackedWeights {
  const rows = new Map(
    [...weights]
      .filter(([, weight]) => Math.abs(weight) >= least)
      .map(([name, weight]) => [numberOf(name), Math.max(-127, Math.min(127, Math.round(weight / step)))]),
  );
  const sorted = [...rows].toSorted(([a], [b]) => a - b);
  const names = Buffer.alloc(sorted.length * 3);
  for (const [at, [name]] of sorted.entries()) names.writeUIntBE(name, at * 3, 3);
  const values = Buffer.from(Int8Array.from(sorted.map(([, value]) => value)).buffer);
  return { step, features: names.toString("base64url"), weights: values.toString("base64url") };
}
