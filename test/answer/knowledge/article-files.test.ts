import { describe, expect, test } from "vitest";
import { isArticle, readArticleFile } from "../../../functions/answer/knowledge/read-article-file.ts";
import { pdfOf, streamOf } from "../../intake/small-pdf.ts";

const page = `<!doctype html><html lang="en-GB"><head><title>Delivery &amp; returns</title>
<meta name="valid-until" content="2026-12-31"><script>var secret = "never said";</script></head>
<body><nav><a href="/">Home</a></nav><main><h1>Delivery</h1><p>We deliver within <b>3 working&nbsp;days</b>.</p>
<h2>Abroad</h2><p>See <a href="https://shop.example/abroad">the list of countries</a>.</p>
<ul><li>Norway: 5 days</li><li>Japan: never</li></ul></main><footer>Imprint</footer></body></html>`;

/** One page of lines, each with its letters' height and its place from below. */
const pdf = (...lines: readonly (readonly [size: number, y: number, text: string])[]): Buffer =>
  pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    streamOf(lines.map(([size, y, text]) => `BT /F1 ${size} Tf 50 ${y} Td (${text}) Tj ET`).join("\n")),
  ]);

describe("an article in HTML", () => {
  test("gives passages under their headings, with the page's title, language and dates, and nothing around it", async () => {
    const passages = await readArticleFile("articles/help/delivery.html", Buffer.from(page));
    expect(passages.map(({ passageId, heading, text }) => [passageId, heading, text])).toEqual([
      ["help-delivery#1", "Delivery", "We deliver within 3 working days."],
      ["help-delivery#2", "Abroad", "See the list of countries (https://shop.example/abroad)."],
      ["help-delivery#3", "Abroad", "Norway: 5 days Japan: never"],
    ]);
    expect(passages[0]).toMatchObject({ title: "Delivery & returns", language: "en", validUntil: "2026-12-31" });
    expect(JSON.stringify(passages)).not.toMatch(/Home|Imprint|secret/);
  });

  test("without a language is in the one that it is written in", async () => {
    const german = "<h1>Lieferung</h1><p>Wir liefern die Bestellung in der Regel nach drei Tagen und nicht später.</p>";
    expect((await readArticleFile("articles/x.htm", Buffer.from(german)))[0]).toMatchObject({
      ...{ language: "de", title: "Lieferung", passageId: "x#1" },
    });
  });
});

describe("an article in PDF", () => {
  test("has its larger lines for headings, and paragraphs where there are gaps", async () => {
    const bytes = pdf(
      [18, 760, "Warranty"],
      [11, 730, "Every tent has a war-"],
      [11, 716, "ranty of three years."],
      [11, 690, "Keep the invoice for it."],
      [14, 650, "What it does not cover"],
      [11, 630, "Wear of the seams is not covered."],
    );
    const passages = await readArticleFile("articles/warranty.pdf", bytes);
    expect(passages.map(({ passageId, heading, text }) => [passageId, heading, text])).toEqual([
      ["warranty#1", "Warranty", "Every tent has a warranty of three years."],
      ["warranty#2", "Warranty", "Keep the invoice for it."],
      ["warranty#3", "What it does not cover", "Wear of the seams is not covered."],
    ]);
    expect(passages[0]).toMatchObject({ title: "Warranty", language: "en" });
    expect((await readArticleFile("articles/warranty.pdf", bytes))[0]?.version).toBe(passages[0]?.version);
  });

  test("without text says what to do", async () => {
    await expect(readArticleFile("articles/scan.pdf", pdf([12, 700, " "]))).rejects.toThrow(/upload one with text/);
  });
});

test("what else lies in the bucket is no article", () => {
  const keys = ["articles/a.md", "articles/b.HTML", "articles/c.pdf", "articles/logo.png", "articles/notes"];
  expect(keys.map(isArticle)).toEqual([true, true, true, false, false]);
});
