import { describe, expect, test } from "vitest";
import { vocabularyOf } from "../../../functions/models/encoder/vocabulary.ts";
import { wordPieces } from "../../../functions/models/encoder/word-pieces.ts";

const listed = [
  ..."[PAD] [UNK] [CLS] [SEP] [ ] sep un ##aff ##able ##ab re ##fund refund uber a ##a ##aa b $ 5 . 。 我 的 ω ##σ ##ς".split(
    " ",
  ),
  `##${"x".repeat(20)}`,
];

const vocabulary = vocabularyOf(new TextEncoder().encode(listed.join("\n")), listed.length);
const read = (text: string, most = 96): string =>
  wordPieces(text, vocabulary, most)
    .map((piece) => listed[piece])
    .join(" ");

describe("a text in word pieces", () => {
  test.each([
    ["the longest piece first, from the left", "unaffable", "un ##aff ##able"],
    ["a whole word before its parts", "refund", "refund"],
    ["without capitals and accents", "ÜBER Refünd", "uber refund"],
    ["punctuation and signs each alone", "$5.a", "$ 5 . a"],
    ["Chinese characters each alone", "a我的。b", "a 我 的 。 b"],
    ["one unknown for a word of which something is left", "unaffablez b", "[UNK] b"],
    ["a piece inside a word never begins one", "able", "[UNK]"],
    ["any white space parts", "a\u00A0b\u3000a\n\tb", "a b a b"],
    ["control characters are left out and part nothing", "re\u200Bfu\u0000nd", "refund"],
    ["100 letters are a word", "a".repeat(100), ["a", ...Array.from({ length: 49 }, () => "##aa"), "##a"].join(" ")],
    ["101 letters are none", "a".repeat(101), "[UNK]"],
    ["a special token in a text is letters", "[SEP]", "[ sep ]"],
    ["a sigma is the same at a word's end", "ΩΣ ως", "ω ##σ ω ##ς"],
    ["what Unicode has not given away is a letter", "re\u0378fund", "[UNK]"],
    ["nothing", " ", ""],
  ])("%s", (_, text, pieces) => {
    expect(read(text)).toBe(["[CLS]", pieces, "[SEP]"].filter((part) => part !== "").join(" "));
  });

  test("what is more than the model reads is cut, the end mark stays", () => {
    expect(read("a b ".repeat(1000), 6)).toBe("[CLS] a b a b [SEP]");
    expect(read("b unaffable b", 5)).toBe("[CLS] b un ##aff [SEP]");
    expect(read("a b", 4)).toBe("[CLS] a b [SEP]");
  });

  test("a vocabulary of another build is refused", () => {
    expect(() => vocabularyOf(new TextEncoder().encode("a\nb"), 2)).toThrow("lacks [UNK]");
  });
});
