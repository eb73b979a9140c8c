import { type Declarations, noDeclarations } from "./css-declarations.ts";
import type { Styled } from "./css-selectors.ts";
import { rulesOf, type StyleRules } from "./css-sheet.ts";
import { type Colour, colourOf, looksSame } from "./html-colours.ts";
import { hidesItself, isInvisible, isTiny, silentElements, unshownElements } from "./html-hiding.ts";
import { styleOf } from "./html-styles.ts";
import { type Attributes, type HtmlToken, htmlTokens, voidElements } from "./html-tokens.ts";

// What a reader sees of an HTML email, and what was hidden from them (P7): elements that are not shown, too small, off the
// page or of the background's colour; comments; long alternative texts. Styles are read as far as hiding needs it: inline
// ones and `<style>` rules for what stands around an element.

export interface Visible {
  readonly html: string;
  /** Pieces of text that a reader does not see, as HTML source. */
  readonly hidden: readonly string[];
}

interface Element extends Styled {
  /** Hidden with all that is in it. */
  readonly hides: boolean;
  /** Too small, or not drawn: what is in it may be seen again. */
  readonly tiny: boolean;
  readonly invisible: boolean;
  /** Never shown by nature (`<style>`), so nothing is hidden there on purpose. */
  readonly silent: boolean;
  /** A closed `<details>`: all but its summary waits for a click. */
  readonly folds: boolean;
  readonly ink: Colour | "transparent";
  /** Undefined when it cannot be known (a picture). */
  readonly background: Colour | undefined;
  /** Custom properties, its own and inherited. */
  readonly variables: Declarations;
}

const page: Element = {
  ...{ name: "", attributes: new Map(), hides: false, tiny: false, invisible: false, silent: false, folds: false },
  ...{ ink: [0, 0, 0], background: [255, 255, 255], variables: noDeclarations },
};
/** The page with what rules say of it: an email need not have the tags. */
const pageUnder = (rules: StyleRules): Element =>
  ["html", "body"].reduce<Element>((around, name) => {
    const token: Open = { kind: "open", raw: "", name, attributes: new Map() };
    return { ...elementOf(token, [around], rules), hides: false };
  }, page);

// A remark of a program is shorter; Exchange says of each text that it converted it.
const fewestWords = 6;
const programRemark = /^\s*converted from text\/\w+ format\s*$/i;

// An alternative text of a dozen words describes no picture.
const longAlternative = 12;

export function visibleHtml(html: string): Visible {
  const tokens = [...htmlTokens(html)];
  const rules = rulesOf(styleText(tokens));
  const stack: Element[] = [pageUnder(rules)];
  const shown: string[] = [];
  const hidden: string[] = [];
  for (const token of tokens) {
    const top = stack.at(-1) ?? page;
    const element = token.kind === "open" ? elementOf(token, stack, rules) : top;
    if (isShown(token, element)) shown.push(token.raw);
    else hidden.push(...hiddenIn(token, element));
    if (token.kind === "open") {
      hidden.push(...longAlternatives(token.attributes));
      if (!voidElements.has(token.name)) stack.push(element);
    } else if (token.kind === "close") close(stack, token.name);
  }
  return { html: shown.join(""), hidden };
}

function isShown(token: HtmlToken, element: Element): boolean {
  if (element.hides || element.silent || token.kind === "comment") return false;
  return token.kind !== "text" || !(element.folds || element.tiny || element.invisible || isUnseen(element));
}

/** Letters without colour, or of their background's. */
const isUnseen = ({ ink, background }: Element): boolean =>
  ink === "transparent" || (background !== undefined && looksSame(ink, background));

function hiddenIn(token: HtmlToken, { silent }: Element): string[] {
  if (token.kind === "comment") return remarkIn(token.text);
  return token.kind === "text" && !silent ? [token.raw] : [];
}

/** What a comment says: of Word's `<!--[if mso]> … <![endif]-->` not its settings, of any not its style rules. */
function remarkIn(comment: string): string[] {
  const said = comment
    .replace(/^\s*\[if[^\]]*\]>|<!\[endif\]\s*$/gi, "")
    .replace(/<(xml|style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/\{[^{}]{0,2000}\}/g, " ");
  const plain = said.replace(/<[^<>]{0,2000}>/g, " ").replace(/[\w-]{1,40}="[^"\s]{0,100}"/g, " ");
  const words = plain.match(/(?<![\w-])\p{L}{2,}(?![\w-])/gu)?.length ?? 0;
  const long = words >= fewestWords || /\p{sc=Han}{6}|[\p{sc=Hiragana}\p{sc=Katakana}]{6}/u.test(said);
  return long && !programRemark.test(said) ? [said] : [];
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

const longAlternatives = (attributes: Attributes): string[] =>
  ["alt", "title", "aria-label"].flatMap((name) => {
    const text = attributes.get(name) ?? "";
    return text.split(/\s+/).length >= longAlternative ? [text] : [];
  });

type Open = Extract<HtmlToken, { kind: "open" }>;

function elementOf(token: Open, stack: readonly Element[], rules: StyleRules): Element {
  const { name, attributes } = token;
  const parent = stack.at(-1) ?? page;
  const given = styleOf(token, stack, rules);
  const variables = withVariables(parent.variables, given);
  const style = resolved(given, variables);
  const hides =
    isInherited(name, parent) ||
    attributes.has("hidden") ||
    (name === "dialog" && !attributes.has("open")) ||
    unshownElements.has(name) ||
    (name !== "body" && name !== "html" && hidesItself(style));
  return {
    ...{ name, attributes, hides, variables },
    tiny: isTiny(style, parent.tiny),
    invisible: isInvisible(style, parent.invisible),
    silent: parent.silent || silentElements.has(name),
    folds: name === "details" && !attributes.has("open"),
    ink: inkOf(style, attributes) ?? parent.ink,
    background: backgroundOf(style, attributes, parent),
  };
}

const isInherited = (name: string, parent: Element): boolean => parent.hides || (parent.folds && name !== "summary");

/** The colour of the letters; `-webkit-text-fill-color` counts before `color`, and a background may show through them. */
function inkOf(style: Declarations, attributes: Attributes): Element["ink"] | undefined {
  if (/text/.test(style.get("background-clip") ?? style.get("-webkit-background-clip") ?? "")) return undefined;
  const filled = style.get("-webkit-text-fill-color");
  return (
    (filled === undefined ? undefined : colourOf(filled)) ??
    colourOf(style.get("color") ?? attributes.get("color") ?? attributes.get("text") ?? "")
  );
}

function withVariables(inherited: Declarations, style: Declarations): Declarations {
  const own = [...style].filter(([name]) => name.startsWith("--"));
  return own.length === 0 ? inherited : new Map([...inherited, ...own].slice(0, 200));
}

const variable = /var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)/g;

/** `var(--x, white)` is what x stands for. */
function resolved(style: Declarations, variables: Declarations): Declarations {
  if (![...style.values()].some((value) => value.includes("var("))) return style;
  const said = (value: string) =>
    value.replace(variable, (_, name: string, fallback = "") => (variables.get(name) ?? fallback).slice(0, 200));
  return new Map([...style].map(([name, value]) => [name, said(said(value))] as const));
}

function backgroundOf(style: Declarations, attributes: Attributes, parent: Element): Colour | undefined {
  const image = style.get("background-image") ?? attributes.get("background");
  const value = style.get("background-color") ?? style.get("background") ?? attributes.get("bgcolor");
  if ((image !== undefined && image !== "none") || value?.includes("url(") || value?.includes("gradient"))
    return undefined;
  const colour = value === undefined ? undefined : colourOf(value);
  return colour === undefined || colour === "transparent" ? parent.background : colour;
}
