import { expect, test } from "vitest";
import { ownWords } from "../../functions/intake/own-words.ts";
import { replies } from "./quote-kinds.ts";

test.each(replies)("the quote of %s is no word of the customer", (_, text) => {
  expect(ownWords(text).words).toBe("Yes please.");
});
