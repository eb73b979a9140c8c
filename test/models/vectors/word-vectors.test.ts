import { describe, expect, test } from "vitest";
import { similarity, vectorOf, wordVector } from "../../../functions/models/vectors/word-vectors.ts";

const near = (one: string, other: string, [from, to] = ["en", "en"]): number => {
  const [a, b] = [vectorOf(one.split(" "), from ?? "en"), vectorOf(other.split(" "), to ?? "en")];
  return a === undefined || b === undefined ? 0 : similarity(a, b);
};

describe("what words mean", () => {
  test.each([
    ["postage", "shipping", "jacket"],
    ["courier", "carrier", "password"],
    ["reimbursed", "refund", "tent"],
    ["laundry", "washing", "invoice"],
    ["misplaced", "lost", "colour"],
  ])("%s is nearer to %s than to %s", (word, akin, other) => {
    expect(near(word, akin)).toBeGreaterThan(near(word, other) + 0.1);
  });

  test("a German word stands where the English one stands, as a stem or as a compound", () => {
    expect(near("Rücksendungen", "return shipment", ["de", "en"])).toBeGreaterThan(0.5);
    expect(near("Zeltlieferung", "delivery", ["de", "en"])).toBeGreaterThan(
      near("Zeltlieferung", "password", ["de", "en"]),
    );
  });

  test("a word that the file lacks is read in pieces, a number not at all", () => {
    expect(wordVector("rewaxingly", "en")).toBeDefined();
    expect(wordVector("4711", "en")).toBeUndefined();
    expect(vectorOf(["4711"], "en")).toBeUndefined();
  });

  test("small words hardly count in a sentence", () => {
    expect(near("how long does the delivery take", "delivery time")).toBeGreaterThan(0.5);
    expect(wordVector("the", "en")?.weight).toBeLessThan(0.2);
  });
});
