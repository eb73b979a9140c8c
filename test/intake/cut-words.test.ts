import { describe, expect, test } from "vitest";
import { readText } from "../../functions/intake/read-text.ts";

const plea =
  "I never ordered this, please cancel everything today and send my money back, or my lawyer will write to you.";
const first = { inReplyTo: [], references: [], html: undefined, text: undefined };
const problems = (mail: Partial<Parameters<typeof readText>[0]>) => readText({ ...first, ...mail }).problems;

describe("a first email of which more than a few words were taken for somebody else's says so", () => {
  test.each([
    ["quote marks", { text: `How long does delivery take?\n\n> ${plea}` }],
    ["a signature", { text: `How long does delivery take?\n\n-- \n${plea}` }],
    ["small print", { text: `How long does delivery take?\n\nDisclaimer: ${plea}` }],
    ["Gmail's quote", { html: `<p>How long does delivery take?</p><div class="gmail_quote">${plea}</div>` }],
    ["a cited block", { html: `<p>How long does delivery take?</p><blockquote type="cite">${plea}</blockquote>` }],
  ])("under %s", (_, mail) => {
    expect(problems(mail)).toEqual(["cut-words"]);
  });

  test("but not a reply, which quotes", () => {
    expect(problems({ text: `Yes.\n\n> ${plea}`, inReplyTo: ["<a@b.example>"] })).toEqual([]);
  });

  test("and not for a short signature", () => {
    expect(problems({ text: "How long does delivery take?\n\n-- \nAnna Smith\n+44 123" })).toEqual([]);
  });
});

describe("an email whose text and HTML are other words says so", () => {
  test("when the text is harmless", () => {
    expect(problems({ text: "How long does delivery take?", html: `<p>${plea}</p>` })).toEqual(["cut-words"]);
  });

  test.each([
    [
      "links and pictures",
      "See our page <https://shop.example/a/b/c> now [cid:x@y]",
      '<p>See our <a href="x">page</a> now</p>',
    ],
    ["lines without spaces", "配送は何日\nかかりますか", "<p>配送は何日かかりますか</p>"],
    ["marks", "*Hello*, where is it?", "<p><b>Hello</b>, where is it?</p>"],
  ])("but not for %s", (_, text, html) => {
    expect(problems({ text, html })).toEqual([]);
  });
});
