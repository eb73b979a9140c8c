import fc from "fast-check";
import { expect, test } from "vitest";
import { addNumbers, compareNumbers, normalNumber, numberBytes } from "../../../local/services/dynamodb/decimal.ts";

/** The number times 10^170, as an integer: exact for everything DynamoDB can hold. */
function exactly(text: string): bigint {
  const [, sign = "", whole = "", fraction = "", power = "0"] = /^(-?)(\d*)(?:\.(\d*))?(?:e(-?\d+))?$/.exec(text) ?? [];
  const magnitude = BigInt(whole + fraction) * 10n ** BigInt(170 + Number(power) - fraction.length);
  return sign === "-" ? -magnitude : magnitude;
}

const number = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }).map(String),
  fc
    .tuple(fc.boolean(), fc.stringMatching(/^\d{1,38}$/), fc.integer({ min: -130, max: 87 }))
    .filter(([, digits, power]) => Number(digits) === 0 || digits.replace(/^0+/, "").length - 1 + power >= -130)
    .map(([minus, digits, power]) => `${minus ? "-" : ""}${digits}e${power}`),
);
const sign = (value: bigint | number): number => (value > 0 ? 1 : value < 0 ? -1 : 0);

test("the normal form is the same number, and its own normal form", () => {
  fc.assert(
    fc.property(number, (text) => {
      const normal = normalNumber(text);
      expect(exactly(normal)).toBe(exactly(text));
      expect(normalNumber(normal)).toBe(normal);
      expect(normal).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
    }),
    { numRuns: 2_000 },
  );
});

test("comparing, and the bytes that keys sort by, follow the numbers", () => {
  fc.assert(
    fc.property(number, number, (left, right) => {
      const [a, b] = [normalNumber(left), normalNumber(right)];
      const wanted = sign(exactly(left) - exactly(right));
      expect(sign(compareNumbers(a, b))).toBe(wanted);
      expect(sign(Buffer.compare(numberBytes(a), numberBytes(b)))).toBe(wanted);
    }),
    { numRuns: 3_000 },
  );
});

test("sums and differences are exact, or refused for their length", () => {
  fc.assert(
    fc.property(number, number, fc.constantFrom<1 | -1>(1, -1), (left, right, plus) => {
      const wanted = exactly(left) + BigInt(plus) * exactly(right);
      const digits = String(wanted).replace(/^-/, "").replace(/0+$/, "").length;
      const sum = (): string => addNumbers(normalNumber(left), normalNumber(right), plus);
      if (digits > 38) expect(sum).toThrow(/38 significant digits/);
      else expect(exactly(sum())).toBe(wanted);
    }),
    { numRuns: 3_000 },
  );
});

test.each(["", "x", "1.2.3", "1e", "--1", "0x10", " 1", "Infinity", "."])("%j is no number", (text) => {
  expect(() => normalNumber(text)).toThrow("The parameter cannot be converted to a numeric value");
});

test.each([
  ["+1.50", "1.5"],
  ["-0", "0"],
  ["1E3", "1000"],
  [".5", "0.5"],
  ["1e-130", `0.${"0".repeat(129)}1`],
])("%s is kept as %s", (text, normal) => {
  expect(normalNumber(text)).toBe(normal);
});
