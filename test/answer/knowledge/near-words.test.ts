import { describe, expect, test } from "vitest";
import { nearWords } from "../../../functions/answer/knowledge/near-words.ts";

const heard = (words: string) => new Map(words.split(" ").map((word) => [word, 1]));

describe("a word that no article uses", () => {
  test("is taken for the one it is mistyped for: a letter more, less, changed about, or another vowel", () => {
    for (const slip of ["warehuse", "warehoouse", "warheouse", "wareheuse"])
      expect(nearWords(slip, heard("warehouse label"), "en")).toEqual(["warehouse"]);
  });

  test("is never taken for a place, nor for a word with another consonant: Iceland is not Ireland", () => {
    expect(nearWords("iceland", heard("ireland"), "en")).toEqual(["iceland"]);
    expect(nearWords("irelend", heard("ireland"), "en")).toEqual(["irelend"]);
    expect(nearWords("shelter", heard("smelter"), "en")).toEqual(["shelter"]);
  });

  test("is left alone where it is short, known, or may be two words", () => {
    expect(nearWords("drwer", heard("drawer"), "en")).toEqual(["drwer"]);
    expect(nearWords("jacket", heard("jackets"), "en")).toEqual(["jacket"]);
    expect(nearWords("squell", heard("squill squall"), "en")).toEqual(["squell"]);
  });

  test("is, as a German compound, what its parts say", () => {
    expect(nearWords("kassenzettel", heard("kassen zettel"), "de")).toEqual(["kassen", "zettel"]);
    expect(nearWords("kassenwart", heard("kassen"), "de")).toEqual(["kassenwart"]);
  });
});
