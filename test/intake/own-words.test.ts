import { describe, expect, test } from "vitest";
import { ownWords } from "../../functions/intake/own-words.ts";

const words = (text: string) => ownWords(text).words;

describe("the customer's own words", () => {
  test.each([
    [
      "an English quote",
      "Yes please.\n\nOn Mon, 2 Nov 2026 at 10:00, Shop <support@shop.example> wrote:\n> Shall we?\n> Tell us.",
    ],
    ["a German quote", "Yes please.\n\nAm 02.11.2026 um 10:00 schrieb Shop <support@shop.example>:\n> Sollen wir?"],
    [
      "Outlook's quote",
      "Yes please.\n\n-----Original Message-----\nFrom: Shop <support@shop.example>\nSent: Monday\n\nShall we?",
    ],
    ["a signature", "Yes please.\n\n-- \nAnna\n+44 123"],
    ["a phone's advertisement", "Yes please.\n\nSent from my iPhone"],
    [
      "an announcement in a language that no list has",
      "Yes please.\n\n2 ноября 2026 10:00 «Shop» <\nsupport@shop.example> написал:",
    ],
    ["a rule", "Yes please.\n\n________________________________"],
  ])("come without %s", (_, text) => {
    expect(words(text)).toBe("Yes please.");
  });

  test("include what is written between quotes", () => {
    const text = "> Which size?\n\nSize M.\n\n> Which colour?\n\nBlue, please.";
    expect(words(text)).toContain("Size M.");
    expect(words(text)).toContain("Blue, please.");
  });

  test("include a postscript under the signature", () => {
    expect(words("Thanks.\n\nRegards,\nAnna\n\nPS: Is it waterproof?")).toBe("Thanks.\n\nPS: Is it waterproof?");
  });

  test("are the whole of a bare forward, which is said", () => {
    const { words: all, onlyQuotes } = ownWords("Begin forwarded message:\n\n> From: Bert\n> Where is it?");
    expect(onlyQuotes).toBe(true);
    expect(all).toContain("Where is it?");
  });

  test("keep long lines whole", () => {
    const line = `${"very ".repeat(300)}long`;
    expect(words(`${line}\n\nOn Monday, 1 Jan 2026, Shop <s@x.example> wrote:\n> x`)).toBe(line);
  });
});

test.each([
  ["blank lines", "\n".repeat(300_000)],
  ["spaces", " \n".repeat(100_000)],
  ["On On On", "On ".repeat(60_000)],
  ["Op lines", "Op \n".repeat(40_000)],
  ["colons", `Op x\nschreef${":\n".repeat(40_000)}x`],
  ["quote marks", ">".repeat(200_000)],
  ["one long word", "a".repeat(1_000_000)],
  ["ten thousand lines", "It is late.\n".repeat(10_000)],
])("%s do not keep the reader busy", (_, text) => {
  const start = performance.now();
  ownWords(text);
  expect(performance.now() - start).toBeLessThan(2000);
});
