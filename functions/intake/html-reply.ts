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
    pattern: /(?:\b|\bydp\w{1,40}?)(?:yahoo_quoted|protonmail_quote|zmail_extra|moz-cite-prefix|tutanota_quote)\b/,
  },
  { cuts: "element", attribute: "name", pattern: /^messageSignatureSection$/ },
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
  const tokens = [...htmlTokens(html)];
  const around = aroundQuotes(tokens);
  const indents: boolean[] = [];
  for (const [at, token] of tokens.entries()) {
    if (quoting !== undefined) {
      quoting = stillQuoting(quoting, token);
      continue;
    }
    // Answers stand between the quotes that such an element holds.
    const cuts = around.has(at) ? undefined : cutAt(token);
    if (cuts === "rest") break;
    kept.push(cuts === undefined ? asKept(token, indents) : traceOf(token));
    if (cuts === "element" && token.kind === "open") quoting = { name: token.name, depth: 1 };
  }
  return kept.join("");
}

/** A quote leaves its mark, so that what announces it and what answers it are known; other cuts leave a line end. */
const traceOf = (token: HtmlToken): string =>
  token.kind === "open" && token.name === "blockquote" ? "<div>&gt; …</div>" : "<br>";

/** As it stands, but for a quote that only indents: it has no border. `indents` has an entry for each quote that is open. */
function asKept(token: HtmlToken, indents: boolean[]): string {
  if (token.kind === "close" && token.name === "blockquote") return indents.pop() === true ? "</div>" : token.raw;
  if (token.kind !== "open" || token.name !== "blockquote") return token.raw;
  const style = token.attributes.get("style") ?? "";
  const indented = /(?:^|;)\s*border\s*:\s*(?:none|0)/i.test(style) && !/border-left\s*:\s*(?!none|0)/i.test(style);
  indents.push(indented);
  return indented ? "<div>" : token.raw;
}

/** Which marked elements hold marked blockquotes, by their place: `div.gmail_quote` around `blockquote.gmail_quote`. */
function aroundQuotes(tokens: readonly HtmlToken[]): Set<number> {
  const around = new Set<number>();
  const open: Open[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "close") endElement(open, token.name);
    if (token.kind !== "open" || voidElements.has(token.name)) continue;
    const isQuote = cutAt(token) === "element";
    if (isQuote && token.name === "blockquote") for (const at of newlyAround(open)) around.add(at);
    open.push({ name: token.name, at, marked: isQuote && token.name !== "blockquote", holdsQuote: false });
  }
  return around;
}

interface Open {
  readonly name: string;
  readonly at: number;
  readonly marked: boolean;
  /** True of all around it as well, so that no element is looked at twice. */
  holdsQuote: boolean;
}

function* newlyAround(open: readonly Open[]): Generator<number> {
  for (let i = open.length - 1; i >= 0; i--) {
    const element = open[i];
    if (element === undefined || element.holdsQuote) return;
    element.holdsQuote = true;
    if (element.marked) yield element.at;
  }
}

// As deep as an end tag looks for its begin, in constant time.
const searchDepth = 300;

function endElement(open: Open[], name: string): void {
  for (let i = open.length - 1; i >= 0 && i > open.length - searchDepth; i--) {
    if (open[i]?.name !== name) continue;
    open.length = i;
    return;
  }
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
