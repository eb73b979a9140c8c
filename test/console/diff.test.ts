import fc from "fast-check";
import { expect, test } from "vitest";
import { diff } from "../../console/parts/diff.ts";

const joined = (before: string, after: string, kinds: readonly string[]) =>
  diff(before, after)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");

test("an edited sentence shows the words that changed, and only those", () => {
  const pieces = diff("Your parcel arrives on Monday.", "Your parcel arrives on Tuesday, I promise.");
  expect(pieces.filter(({ kind }) => kind === "gone").map(({ text }) => text)).toEqual(["Monday"]);
  expect(joined("Your parcel arrives on Monday.", "Your parcel arrives on Tuesday.", ["new"])).toBe("Tuesday");
});

test("what stayed and what is new make the new text, what stayed and what is gone the old one, whatever the texts", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 200 }), (before, after) => {
      expect(joined(before, after, ["same", "new"])).toBe(after);
      expect(joined(before, after, ["same", "gone"])).toBe(before);
    }),
  );
});

test("two long replies that share nothing are compared within 200 ms", () => {
  const [before, after] = ["a", "b"].map((word) => `${word} `.repeat(9_999));
  const started = performance.now();
  diff(before ?? "", after ?? "");
  expect(performance.now() - started).toBeLessThan(200);
});
