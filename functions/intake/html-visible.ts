import { type Colour, colourOf, looksSame } from "./html-colours.ts";
import { type Declarations, rulesOf, type StyleRules, styleOf } from "./html-styles.ts";
import { type Attributes, type HtmlToken, htmlTokens, voidElements } from "./html-tokens.ts";

// What a reader sees of an HTML email, and what was hidden from them (P7): elements that are not shown, too small, off the
// page or of the background's colour; comments; long alternative texts. Styles are read as far as hiding needs it: inline
// ones and `<style>` rules with a simple selector.

export interface Visible {
  readonly html: string;
  /** Pieces of text that a reader does not see, as HTML source. */
  readonly hidden: readonly string[];
}

interface Element {
  readonly name: string;
  readonly hides: boolean;
  /** Never shown by nature (`<style>`), so nothing is hidden there on purpose. */
  readonly silent: boolean;
  readonly colour: Colour;
  /** Undefined when it cannot be known (a picture). */
  readonly background: Colour | undefined;
}

const page: Element = { name: "", hides: false, silent: false, colour: [0, 0, 0], background: [255, 255, 255] };
const silentElements = new Set(["style", "script", "title", "head", "xml", "template"]);
// An alternative text of a dozen words describes no picture.
const longAlternative = 12;

export function visibleHtml(html: string): Visible {
  const tokens = [...htmlTokens(html)];
  const rules = rulesOf(styleText(tokens));
  const stack: Element[] = [page];
  const shown: string[] = [];
  const hidden: string[] = [];
  for (const token of tokens) {
    const top = stack.at(-1) ?? page;
    const element = token.kind === "open" ? elementOf(token, top, rules) : top;
    if (isShown(token, element)) shown.push(token.raw);
    else hidden.push(...hiddenIn(token, element));
    if (token.kind === "open") {
      hidden.push(...longAlternatives(token.attributes));
      if (!voidElements.has(token.name)) stack.push(element);
    } else if (token.kind === "close") close(stack, token.name);
  }
  return { html: shown.join(""), hidden };
}

const isShown = (token: HtmlToken, { hides, silent }: Element): boolean =>
  !hides && !silent && token.kind !== "comment";

function hiddenIn(token: HtmlToken, { silent }: Element): string[] {
  if (token.kind === "comment") return isConditional(token.text) ? [] : [token.text];
  return token.kind === "text" && !silent ? [token.raw] : [];
}

function styleText(tokens: readonly HtmlToken[]): string {
  let inStyle = false;
  let text = "";
  for (const token of tokens) {
    if (token.kind === "open") inStyle = token.name === "style";
    else if (token.kind === "text" && inStyle) text += token.raw;
    else if (token.kind === "close") inStyle = false;
  }
  return text;
}

// Deep enough for any real email; an end tag that finds no begin within it is ignored, as browsers do, in constant time.
const searchDepth = 300;

function close(stack: Element[], name: string): void {
  for (let i = stack.length - 1; i > 0 && i > stack.length - searchDepth; i--) {
    if (stack[i]?.name === name) {
      stack.length = i;
      return;
    }
  }
}

/** `<!--[if mso]> … <![endif]-->`: what Word writes for itself. */
const isConditional = (comment: string): boolean => /^\s*\[if\b|<!\[endif\]\s*$/i.test(comment);

const longAlternatives = (attributes: Attributes): string[] =>
  ["alt", "title", "aria-label"].flatMap((name) => {
    const text = attributes.get(name) ?? "";
    return text.split(/\s+/).length >= longAlternative ? [text] : [];
  });

type Open = Extract<HtmlToken, { kind: "open" }>;

function elementOf({ name, attributes }: Open, parent: Element, rules: StyleRules): Element {
  const silent = parent.silent || silentElements.has(name);
  const style = styleOf(name, attributes, rules);
  const background = backgroundOf(style, attributes, parent);
  const given = colourOf(style.get("color") ?? attributes.get("color") ?? attributes.get("text") ?? "");
  const colour = given === undefined || given === "transparent" ? parent.colour : given;
  const sameColour = given !== undefined && background !== undefined && looksSame(colour, background);
  const hides =
    parent.hides || given === "transparent" || sameColour || attributes.has("hidden") || isHidden(style, name);
  return { name, hides, silent, colour, background };
}

function backgroundOf(style: Declarations, attributes: Attributes, parent: Element): Colour | undefined {
  const image = style.get("background-image") ?? attributes.get("background");
  const value = style.get("background-color") ?? style.get("background") ?? attributes.get("bgcolor");
  if (image !== undefined || value?.includes("url(") || value?.includes("gradient")) return undefined;
  const colour = value === undefined ? undefined : colourOf(value);
  return colour === undefined || colour === "transparent" ? parent.background : colour;
}

/** One row per way to hide an element by its own style. */
const hidingStyles: readonly ((style: Declarations) => boolean)[] = [
  (style) => style.get("display") === "none",
  (style) => /^(?:hidden|collapse)$/.test(style.get("visibility") ?? ""),
  (style) => number(style.get("opacity")) < 0.1,
  (style) => number(style.get("font-size")) <= 2 && !/(?:em|rem|%)$/.test(style.get("font-size") ?? ""),
  (style) => number(style.get("font-size")) <= 0.2,
  (style) => /\b[01]?(?:\.\d+)?px\b/.test(/^[\d.]+px\b/.exec(style.get("font") ?? "")?.[0] ?? ""),
  (style) => style.get("mso-hide") === "all",
  (style) => ["max-height", "height", "max-width", "width"].some((key) => number(style.get(key)) === 0) && clips(style),
  (style) => number(style.get("text-indent")) <= -500,
  (style) =>
    ["left", "top", "right", "bottom", "margin-left", "margin-top"].some((key) => number(style.get(key)) <= -900),
  (style) => /^(?:rect\(\s*0|inset\(\s*(?:50|100)%)/.test(style.get("clip") ?? style.get("clip-path") ?? ""),
  (style) => /scale\(\s*0(?:\.0+)?\s*[),]/.test(style.get("transform") ?? ""),
];

const isHidden = (style: Declarations, name: string): boolean =>
  style.size > 0 && name !== "body" && name !== "html" && hidingStyles.some((hides) => hides(style));

const clips = (style: Declarations): boolean => /hidden|clip/.test(style.get("overflow") ?? "");

/** The number a value begins with; NaN, which no comparison holds for, when there is none. */
const number = (value: string | undefined): number => Number.parseFloat(value ?? "");
