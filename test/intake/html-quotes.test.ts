import { describe, expect, test } from "vitest";
import { readText } from "../../functions/intake/read-text.ts";
import { htmlAnswers, htmlReplies } from "./html-quotes.ts";

const words = (html: string) => readText({ html, text: undefined }).words.replace(/\s+/g, " ");

describe("what is quoted in HTML is no word of the customer", () => {
  test.each(htmlReplies)("by %s", (_, html) => {
    expect(words(html)).toBe("Yes please.");
  });

  test.each(htmlAnswers)("between answers, by %s", (_, html) => {
    expect(words(html)).toBe("Yes please. Size M.");
  });
});
