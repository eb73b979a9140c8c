import { compile } from "html-to-text";

// A person's email is some kilobytes of HTML; beyond these bounds the text is cut, never the time.
const longestHtml = 2_000_000;
const deepest = 400;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: longestHtml, maxDepth: deepest, ellipsis: "…" },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { ignoreHref: true } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "ul", options: { itemPrefix: "- " } },
    { selector: "table", options: { uppercaseHeaderCells: false } },
  ],
});

/** Readable text of HTML. Never throws: HTML that cannot be converted gives undefined. */
export function htmlText(html: string): string | undefined {
  try {
    return convert(html).replaceAll("\u00a0", " ").trim();
  } catch {
    return undefined;
  }
}
