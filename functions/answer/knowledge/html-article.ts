import { compile, type HtmlToTextOptions } from "html-to-text";
import type { ArticleText } from "./article-text.ts";

const longestHtml = 2_000_000;
const headings = ["h1", "h2", "h3", "h4", "h5", "h6"] as const;
/** What stands around an article and is none of it. */
const around = [
  "head",
  "title",
  "nav",
  "header",
  "footer",
  "aside",
  "form",
  "button",
  "script",
  "style",
  "noscript",
  "img",
  "svg",
];

/** Of the first of these that a page has. */
const wholes = ["main", "article", "body"] as const;

const optionsFor = (whole: string): HtmlToTextOptions => ({
  wordwrap: false,
  limits: { maxInputLength: longestHtml, maxDepth: 400, maxBaseElements: 1, ellipsis: "" },
  baseElements: { selectors: [whole], returnDomByDefault: true },
  formatters: {
    markdownHeading: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addLiteral("## ");
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
    markdownLink: (element, walk, builder) => {
      const address: unknown = element.attribs["href"];
      const isAddress = typeof address === "string" && /^https?:/.test(address);
      if (isAddress) builder.addLiteral("[");
      walk(element.children, builder);
      if (isAddress) builder.addLiteral(`](${address.replaceAll(/[()\s]/g, encodeURIComponent)})`);
    },
  },
  selectors: [
    ...around.map((selector) => ({ selector, format: "skip" })),
    ...headings.map((selector) => ({ selector, format: "markdownHeading" })),
    { selector: "a", format: "markdownLink" },
    { selector: "ul", options: { itemPrefix: "- ", leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
  ],
});
const convert = new Map(wholes.map((whole) => [whole, compile(optionsFor(whole))]));

/** Front matter by the names of `<meta>`: what Markdown says between its lines of dashes. */
const metaNames: Readonly<Record<string, string>> = {
  "article-id": "id",
  "valid-from": "validFrom",
  "valid-until": "validUntil",
  "answered-by": "answeredBy",
};

/**
 * A page of HTML as an article: its `<main>` or `<article>`, headings as they are. Title, language and the dates between
 * which it holds stand in `<title>`, `<html lang>` and `<meta name="valid-until" content="2026-12-31">`.
 */
export function htmlArticle(html: string): ArticleText {
  const page = html.slice(0, longestHtml).replaceAll(/<!--[\s\S]*?-->/g, "");
  const whole = wholes.find((one) => page.toLowerCase().includes(`<${one}`)) ?? "body";
  const body = (convert.get(whole)?.(page) ?? "").replaceAll("\u00a0", " ");
  const title = /<title[^>]*>([^<]{1,400})<\/title>/i.exec(page)?.[1] ?? /^## (.{1,400})$/m.exec(body)?.[1];
  const language = /<html\b[^>]{0,400}\blang=["']?([a-z]{2})/i.exec(page)?.[1];
  return {
    front: {
      ...(title !== undefined && { title: textOf(title) }),
      ...(language !== undefined && { language: language.toLowerCase() }),
      ...metaOf(page),
    },
    body,
  };
}

const textOf = (html: string): string => (convert.get("body")?.(html) ?? html).replace(/\s+/g, " ").trim();

function metaOf(page: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<meta\b[^>]{1,600}>/gi)) {
    const name = metaNames[/\bname=["']?([\w-]+)/i.exec(tag)?.[1]?.toLowerCase() ?? ""];
    const content = /\bcontent=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const value = content?.[1] ?? content?.[2] ?? content?.[3];
    if (name !== undefined && value !== undefined) found[name] = value.trim();
  }
  return found;
}
