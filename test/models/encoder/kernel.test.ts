import { describe, expect, test } from "vitest";
import { type Kernel, openKernel } from "../../../functions/models/encoder/kernel.ts";
import { pseudoRandom } from "./pseudo-random.ts";

/** Puts numbers into the kernel's memory; where they begin. */
function put(kernel: Kernel, numbers: readonly number[]): number {
  const at = kernel.room(numbers.length * 4);
  new Float32Array(kernel.bytes(), at, numbers.length).set(numbers);
  return at;
}

const got = (kernel: Kernel, at: number, count: number): readonly number[] => [
  ...new Float32Array(kernel.bytes(), at, count),
];

const farthest = (one: readonly number[], other: readonly number[]): number =>
  Math.max(...one.map((number, at) => Math.abs(number - (other[at] ?? Number.NaN))));

const times = (count: number, make: (at: number) => number): readonly number[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe("the encoder's kernel does what plain JavaScript does", () => {
  test.each([
    [1, 2, 8],
    [2, 6, 16],
    [3, 384, 384],
    [4, 10, 1536],
    [7, 1152, 384],
    [9, 384, 1536],
  ])("product of %i tokens with %i rows of %i", (tokens, rows, columns) => {
    const kernel = openKernel();
    const random = pseudoRandom(tokens);
    const weights = times(rows * columns, () => Math.round(random() * 127));
    const [scales, bias] = [times(rows, () => 0.01 + Math.abs(random())), times(rows, random)];
    const from = times(tokens * columns, () => 3 * random());
    const at = kernel.room(rows * columns);
    new Int8Array(kernel.bytes(), at, weights.length).set(weights);
    const given = [put(kernel, from), at, put(kernel, scales), put(kernel, bias)] as const;
    const [out, levels, worths] = [
      kernel.room(tokens * rows * 4),
      kernel.room(tokens * columns * 2),
      kernel.room((tokens + 3) * 4),
    ];
    kernel.product(out, ...given, levels, worths, tokens, rows, columns);
    const plain = times(tokens * rows, (place) => {
      const [token, row] = [Math.floor(place / rows), place % rows];
      let sum = 0;
      for (let at = 0; at < columns; at++)
        sum += (weights[row * columns + at] ?? 0) * (from[token * columns + at] ?? 0);
      return (bias[row] ?? 0) + (scales[row] ?? 0) * sum;
    });
    // A number of a token is off by 3 / 8191 / 2 at most; with weights of up to 127 such errors add as the root of the columns.
    expect(farthest(got(kernel, out, plain.length), plain)).toBeLessThan(
      1.01 * 5 * (3 / 16_382) * 75 * Math.sqrt(columns),
    );
  });

  test("no product overflows, however large its numbers are and however their signs fall", () => {
    const kernel = openKernel();
    const columns = 1536;
    const at = kernel.room(2 * columns);
    new Int8Array(kernel.bytes(), at, 2 * columns).fill(-127);
    const given = [
      put(
        kernel,
        times(columns, () => -1e20),
      ),
      at,
      put(kernel, [1, 1]),
      put(kernel, [0, 0]),
    ] as const;
    const [out, levels, worths] = [kernel.room(8), kernel.room(columns * 2), kernel.room(16)];
    kernel.product(out, ...given, levels, worths, 1, 2, columns);
    for (const sum of got(kernel, out, 2)) expect(sum / (1e20 * 127 * columns)).toBeCloseTo(1, 5);
  });

  test("a token of noughts gives the bias", () => {
    const kernel = openKernel();
    const at = kernel.room(16);
    const given = [
      put(
        kernel,
        times(8, () => 0),
      ),
      at,
      put(kernel, [1, 1]),
      put(kernel, [0.5, -2]),
    ] as const;
    const [out, levels, worths] = [kernel.room(8), kernel.room(16), kernel.room(16)];
    kernel.product(out, ...given, levels, worths, 1, 2, 8);
    expect(got(kernel, out, 2)).toEqual([0.5, -2]);
  });

  test("GELU by the error function", () => {
    const kernel = openKernel();
    const values = times(2000, (at) => (at - 1000) / 100);
    const at = put(kernel, values);
    kernel.gelu(at, values.length);
    expect(
      farthest(
        got(kernel, at, values.length),
        values.map((x) => (x / 2) * (1 + erf(x / Math.SQRT2))),
      ),
    ).toBeLessThan(2e-6);
  });

  test("a sum, normalised token by token", () => {
    const kernel = openKernel();
    const [tokens, hidden] = [3, 384];
    const random = pseudoRandom(5);
    const [states, more] = [times(tokens * hidden, () => 4 * random() + 1), times(tokens * hidden, random)];
    const [gain, shift] = [times(hidden, random), times(hidden, random)];
    const at = put(kernel, states);
    kernel.normalise(at, put(kernel, more), put(kernel, gain), put(kernel, shift), tokens, hidden);
    const plain = times(tokens, (token) => token).flatMap((token) => {
      const sums = times(hidden, (at) => (states[token * hidden + at] ?? 0) + (more[token * hidden + at] ?? 0));
      const mean = sums.reduce((a, b) => a + b, 0) / hidden;
      const spread = Math.sqrt(sums.reduce((sum, number) => sum + (number - mean) ** 2, 0) / hidden);
      return sums.map((number, at) => ((number - mean) / spread) * (gain[at] ?? 0) + (shift[at] ?? 0));
    });
    expect(farthest(got(kernel, at, plain.length), plain)).toBeLessThan(1e-5);
  });

  test.each([1, 3, 4, 21])("what each of %i tokens takes from all", (tokens) => {
    const kernel = openKernel();
    const hidden = 96;
    const random = pseudoRandom(tokens);
    const asked = times(tokens * 3 * hidden, () => 3 * random());
    const out = kernel.room(tokens * hidden * 4);
    kernel.attend(out, put(kernel, asked), kernel.room((tokens + 3) * 4), tokens, hidden);
    const number = (token: number, part: number, at: number): number => asked[(3 * token + part) * hidden + at] ?? 0;
    const all = times(tokens, (token) => token);
    const plain = all.flatMap((token) =>
      times(hidden, (at) => {
        const head = at - (at % 32);
        const shares = all.map((other) =>
          Math.exp(
            times(32, (within) => number(token, 0, head + within) * number(other, 1, head + within)).reduce(
              (a, b) => a + b,
            ) / Math.sqrt(32),
          ),
        );
        const sum = shares.reduce((a, b) => a + b, 0);
        return all.reduce((taken, other) => taken + ((shares[other] ?? 0) / sum) * number(other, 2, at), 0);
      }),
    );
    expect(farthest(got(kernel, out, plain.length), plain)).toBeLessThan(1e-5);
  });
});

/** By its series (Abramowitz & Stegun 7.1.5), which 8 decimals need 100 terms of up to 4; beyond it is 1. */
function erf(x: number): number {
  if (Math.abs(x) > 4) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
