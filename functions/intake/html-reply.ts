import { type Attributes, type HtmlToken, htmlTokens, voidElements } from "./html-tokens.ts";

interface QuoteMark {
  /** `element`: the element is the quote. `rest`: from here on everything is. */
  readonly cuts: "element" | "rest";
  readonly tag?: string;
  readonly attribute?: string;
  readonly pattern?: RegExp;
}

/** One row per mail program's way to mark what it quotes. */
const quoteMarks: readonly QuoteMark[] = [
  { cuts: "element", attribute: "class", pattern: /\bgmail_(?:quote|attr)\b/ },
  {
    cuts: "element",
    attribute: "class",
    pattern: /\b(?:yahoo_quoted|protonmail_quote|zmail_extra|moz-cite-prefix|tutanota_quote)\b/,
  },
  { cuts: "element", tag: "blockquote", attribute: "type", pattern: /^cite$/i },
  { cuts: "element", tag: "blockquote", attribute: "cite", pattern: /./ },
  { cuts: "rest", attribute: "class", pattern: /\b(?:OutlookMessageHeader|ms-outlook-mobile-reference-message)\b/ },
  {
    cuts: "rest",
    attribute: "id",
    pattern:
      /^(?:x_)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|stopSpelling|mail-editor-reference-message-container)$/,
  },
  { cuts: "rest", attribute: "style", pattern: /border:\s*none;\s*border-top:\s*solid\s+#(?:B5C4DF|E1E1E1)/i },
  { cuts: "rest", attribute: "style", pattern: /border-top-color:\s*rgb\(229,\s*229,\s*229\)/i },
];

/** The HTML of what the customer wrote themselves, as far as their mail program marked what it quotes. */
export function withoutQuotes(html: string): string {
  const kept: string[] = [];
  let quoting: Quoting | undefined;
  for (const token of htmlTokens(html)) {
    if (quoting !== undefined) {
      quoting = stillQuoting(quoting, token);
      continue;
    }
    const cuts = cutAt(token);
    if (cuts === "rest") break;
    // What stood before and behind a quote are different lines.
    kept.push(cuts === undefined ? token.raw : "<br>");
    if (cuts === "element" && token.kind === "open") quoting = { name: token.name, depth: 1 };
  }
  return kept.join("");
}

/** Depth inside a quoting element, counted in its own tag name: `<div><div></div></div>`. */
interface Quoting {
  readonly name: string;
  readonly depth: number;
}

function stillQuoting({ name, depth }: Quoting, token: HtmlToken): Quoting | undefined {
  if ((token.kind !== "open" && token.kind !== "close") || token.name !== name) return { name, depth };
  const now = depth + (token.kind === "open" ? 1 : -1);
  return now === 0 ? undefined : { name, depth: now };
}

function cutAt(token: HtmlToken): QuoteMark["cuts"] | undefined {
  if (token.kind !== "open") return undefined;
  const cuts = markOf(token.name, token.attributes)?.cuts;
  return cuts === "element" && voidElements.has(token.name) ? undefined : cuts;
}

const markOf = (name: string, attributes: Attributes): QuoteMark | undefined =>
  quoteMarks.find(
    ({ tag, attribute, pattern }) =>
      (tag === undefined || tag === name) &&
      (attribute === undefined || pattern?.test(attributes.get(attribute) ?? "") === true),
  );
