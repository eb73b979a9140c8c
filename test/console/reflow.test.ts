import { expect, test } from "vitest";
import { reflow } from "../../console/parts/reflow.ts";

const letter = `Dear Sir or Madam,

This is now the third time I am writing to you about my rucksack (order
FW-08412), which I sent to your workshop on 28 September. My letters of
19 October and 2 November have remained without any reply whatsoever.

Please send it to
Margaret Ashdown
12 Elm Road
London

- my rucksack, which is the green one with the two large side pockets on
- its rain cover`;

test("an email's words lose the line breaks of the program that sent it, and keep those that were meant", () => {
  const [greeting, story, address, list] = reflow(letter).split("\n\n");
  expect(greeting).toBe("Dear Sir or Madam,");
  expect(story).toBe(
    "This is now the third time I am writing to you about my rucksack (order FW-08412), which I sent to your workshop on 28 September. My letters of 19 October and 2 November have remained without any reply whatsoever.",
  );
  expect(address).toBe("Please send it to\nMargaret Ashdown\n12 Elm Road\nLondon");
  expect(list?.split("\n")).toHaveLength(2);
});

test.each([
  ["short lines", "Hello,\nit broke.\nBye"],
  ["lines as long as paragraphs", `${"word ".repeat(40).trim()}\n${"word ".repeat(30).trim()}`],
  ["nothing", ""],
])("%s stay as they are", (_, text) => {
  expect(reflow(text)).toBe(text);
});
