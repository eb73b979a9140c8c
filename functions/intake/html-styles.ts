import type { Attributes } from "./html-tokens.ts";

/** CSS properties of one element, lower case. */
export type Declarations = ReadonlyMap<string, string>;

/** Rules of `<style>` blocks whose selector is one class, id or element: enough to hide text with, and to colour it. */
export type StyleRules = ReadonlyMap<string, Declarations>;

const longestSheet = 200_000;

export function rulesOf(sheet: string): StyleRules {
  const rules = new Map<string, Declarations>();
  const plain = withoutMedia(sheet.slice(0, longestSheet).replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, " "));
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    for (const selector of selectors?.split(",") ?? []) {
      const simple = selector
        .trim()
        .toLowerCase()
        .replace(/^[a-z*]+(?=[.#])/, "");
      if (!/^[.#]?[a-z][\w-]*$/.test(simple)) continue;
      rules.set(simple, new Map([...(rules.get(simple) ?? []), ...declarationsOf(body ?? "")]));
    }
  }
  return rules;
}

/** Rules for small screens, print or dark mode say nothing about what the reader sees. */
function withoutMedia(sheet: string): string {
  let kept = "";
  let depth = 0;
  let at = 0;
  for (const { 0: mark, index } of sheet.matchAll(/@[a-z-]+[^{};]*\{|[{}]/gi)) {
    if (depth === 0 && mark.startsWith("@")) {
      kept += sheet.slice(at, index);
      depth = 1;
    } else if (depth > 0) {
      depth += mark === "}" ? -1 : 1;
      if (depth === 0) at = index + 1;
    }
  }
  return depth > 0 ? kept : kept + sheet.slice(at);
}

function declarationsOf(style: string): Declarations {
  const declarations = new Map<string, string>();
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .toLowerCase()
      .replace("!important", "")
      .trim();
    declarations.set(declaration.slice(0, colon).trim().toLowerCase(), value);
  }
  return declarations;
}

/** What applies to an element: its tag's, classes' and id's rules, then its own style. */
export function styleOf(name: string, attributes: Attributes, rules: StyleRules): Declarations {
  const inline = attributes.get("style");
  const classes = attributes.get("class")?.toLowerCase().split(/\s+/) ?? [];
  const id = attributes.get("id")?.toLowerCase();
  const found = [name, ...classes.map((word) => `.${word}`), ...(id === undefined ? [] : [`#${id}`])].flatMap(
    (selector) => rules.get(selector) ?? [],
  );
  if (inline === undefined && found.length === 0) return nothing;
  return new Map([...found.flatMap((rule) => [...rule]), ...declarationsOf(decodeStyle(inline ?? ""))]);
}

const nothing: Declarations = new Map();

// `display&#58;none` and `dis\70lay:none` are what they decode to.
const decodeStyle = (style: string): string =>
  style
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => letter(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_, digits: string) => letter(Number(digits)))
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => letter(Number.parseInt(hex, 16)))
    .replace(/\/\*.*?\*\//g, "");

const letter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");
