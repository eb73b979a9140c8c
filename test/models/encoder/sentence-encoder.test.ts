import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { openEncoderFile } from "../../../functions/models/encoder/encoder-file.ts";
import { encode, encoderName, width } from "../../../functions/models/encoder/sentence-encoder.ts";
import { vocabularyOf } from "../../../functions/models/encoder/vocabulary.ts";
import { wordPieces } from "../../../functions/models/encoder/word-pieces.ts";
import { similarity } from "../../../functions/models/vectors/word-vectors.ts";

const numbers = z.string().transform((text) => text.split(" ").map(Number));
/** What the model itself makes of some sentences: tools/pack-sentence-encoder.py writes it with the weights. */
const reference = z
  .array(z.object({ text: z.string(), tokens: numbers, begins: numbers }))
  .parse(JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")));

const near = (one: string, other: string): number => similarity(encode(one), encode(other));

describe("what a sentence means", () => {
  const { vocabulary, words, shape } = openEncoderFile();
  const pieces = vocabularyOf(vocabulary, words);

  test.each(reference)("$text has the model's own tokens and its vector", ({ text, tokens, begins }) => {
    expect(wordPieces(text, pieces, shape.positions)).toEqual(tokens);
    const vector = encode(text);
    expect(vector).toHaveLength(width);
    expect(similarity(vector, vector)).toBeCloseTo(1, 5);
    // Weights of 8 bits move each of the 384 numbers, which are 0.05 in the mean, by a few thousandths.
    for (const [at, number] of begins.entries()) expect(Math.abs((vector[at] ?? 0) - number)).toBeLessThan(0.015);
  });

  test("sentences that say the same in other words are nearer than those of other things", () => {
    expect(near("My parcel never came.", "The package has not been delivered.")).toBeGreaterThan(
      near("My parcel never came.", "How do I wash a down jacket?") + 0.1,
    );
  });

  test("the weights have a name that changes with them", () => {
    expect(encoderName()).toMatch(/^[0-9a-f]{12}$/);
  });

  test("the same text has the same vector, whatever was read between", () => {
    const [before] = [encode("Where is my order?"), encode("What a very different and much longer sentence this is!")];
    expect(encode("Where is my order?")).toEqual(before);
    expect(encode("").every(Number.isFinite)).toBe(true);
  });
});
