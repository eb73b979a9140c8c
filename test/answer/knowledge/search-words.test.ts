import { expect, test } from "vitest";
import { searchWords } from "../../../functions/answer/knowledge/search-words.ts";

test("in a small index every word is looked up, once and in its place", () => {
  const standsIn = new Map([
    ["delivery", 9],
    ["germany", 3],
  ]);
  expect(searchWords(["delivery", "germany", "delivery", "unheard"], standsIn)).toEqual([
    "delivery",
    "germany",
    "unheard",
  ]);
});

test("in a large one the rarest are, as many as there is time for, and always one", () => {
  const standsIn = new Map([
    ["order", 60_000],
    ["delivery", 30_000],
    ["germany", 3_000],
    ["express", 900],
  ]);
  expect(searchWords(["order", "delivery", "germany", "express"], standsIn)).toEqual(["germany", "express"]);
  expect(searchWords(["order", "unheard", "delivery"], standsIn)).toEqual(["unheard", "delivery"]);
});
