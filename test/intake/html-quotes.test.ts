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

describe("answers that somebody typed into an unmarked quote, as Outlook leaves it", () => {
  const header =
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Shop &lt;support@shop.example&gt;<br><b>Sent:</b> Monday, 2 November 2026 10:00<br><b>To:</b> anna@x.example<br><b>Subject:</b> Order</p></div>";
  const asked = (first: string, second: string) =>
    `${header}<p>Shall we send it to Leeds?</p>${first}<p>Which <a style="color:blue">colour</a>?</p>${second}`;

  test.each([
    [
      "in colour",
      "See my answers below in red.",
      asked("<p><span style='color:red'>Yes &amp; soon.</span></p>", "<p><font color=#FF0000>Blue.</font></p>"),
    ],
    ["behind their name", "Antworten siehe unten.", asked("<p>[Anna] Yes &amp; soon.</p>", "<p>[Anna] Blue.</p>")],
  ])("are theirs %s", (_, above, below) => {
    const read = readText({ html: `<p>${above}</p>${below}`, text: undefined });
    expect(read.words).toBe(`${above}\n\nYes & soon.\nBlue.`);
    expect(read.problems).toEqual([]);
  });

  test("are for a person to find where nothing tells them apart", () => {
    const html = `<p>Mes réponses ci-dessous.</p>${asked("<p>Yes, and soon please.</p>", "<p>Blue.</p>")}`;
    expect(readText({ html, text: undefined })).toMatchObject({
      words: "Mes réponses ci-dessous.",
      problems: ["cut-words"],
    });
  });

  test("and colours alone make no quote theirs", () => {
    const html = `<p>Yes please.</p>${asked("<p style='color:red'>Sale!</p>", "")}`;
    expect(readText({ html, text: undefined })).toMatchObject({ words: "Yes please.", problems: [] });
  });
});
