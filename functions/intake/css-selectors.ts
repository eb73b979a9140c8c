import type { Attributes } from "./html-tokens.ts";

/** An element as selectors see it. */
export interface Styled {
  readonly name: string;
  readonly attributes: Attributes;
}

interface Compound {
  /** Empty for any. */
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
  readonly given: readonly Given[];
  /** Whether it must be the parent of what follows, not just around it. */
  readonly isParent: boolean;
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

export interface Selector {
  /** The element itself, then what is around it, innermost first. */
  readonly compounds: readonly Compound[];
  readonly key: string;
  /** CSS's specificity as one number. */
  readonly weight: number;
}

const mostCompounds = 8;
const longestSelector = 300;
const piece = /^(?:[.#]?-?[_a-z\u0080-\uffff][\w\u0080-\uffff-]*|\*|\[[^\]]{1,80}\]|:root|:(?:link|any-link))/i;

/** Undefined for what cannot be told from the email alone (`:hover`, `:nth-child`), and for siblings. */
export function selectorOf(text: string): Selector | undefined {
  const plain = text
    .trim()
    .replace(/\s*>\s*/g, ">")
    .replace(/\s+/g, " ")
    .replaceAll("\\", "");
  if (plain === "" || plain.length > longestSelector) return undefined;
  const compounds: Compound[] = [];
  for (const [, combinator, compound] of plain.matchAll(/(^|[ >])([^ >]+)/g)) {
    const parsed = compoundOf(compound ?? "");
    if (parsed === undefined || compounds.length >= mostCompounds) return undefined;
    const outer = compounds.at(-1);
    if (outer !== undefined) compounds[compounds.length - 1] = { ...outer, isParent: combinator === ">" };
    compounds.push(parsed);
  }
  const self = compounds.at(-1);
  if (self === undefined) return undefined;
  const weight = compounds.reduce(
    (sum, { id, classes, given, tag }) =>
      sum + (id === "" ? 0 : 10_000) + 100 * (classes.length + given.length) + (tag === "" ? 0 : 1),
    0,
  );
  return { compounds: compounds.reverse(), key: keyOf(self), weight };
}

function compoundOf(text: string): Compound | undefined {
  const pieces = piecesOf(text.toLowerCase());
  if (pieces === undefined) return undefined;
  const after = (mark: string) => pieces.filter((each) => each.startsWith(mark)).map((each) => each.slice(1));
  const given = pieces.filter((each) => each.startsWith("[")).map(givenOf);
  if (given.includes(undefined)) return undefined;
  return {
    tag: pieces.includes(":root") ? "html" : (pieces.find((each) => /^[^.#[*:]/.test(each)) ?? ""),
    id: after("#")[0] ?? "",
    classes: after("."),
    given: given.filter((each) => each !== undefined),
    isParent: false,
  };
}

function piecesOf(text: string): string[] | undefined {
  const pieces: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const found = piece.exec(rest)?.[0];
    if (found === undefined) return undefined;
    pieces.push(found);
    rest = rest.slice(found.length);
  }
  return pieces;
}

/** `[lang]` and `[lang="en"]`; undefined for those that ask for a part of the value. */
function givenOf(text: string): Given | undefined {
  const [, name, value] = /^\[\s*([\w-]+)\s*(?:=\s*["']?([^"'\]]*)["']?\s*)?\]$/.exec(text) ?? [];
  return name === undefined ? undefined : { name, value };
}

const keyOf = ({ tag, id, classes }: Compound): string =>
  id !== "" ? `#${id}` : classes[0] !== undefined ? `.${classes[0]}` : tag === "" ? "*" : tag;

/** Keys under which rules for an element may stand. */
export const keysOf = ({ name, attributes }: Styled): string[] => [
  "*",
  name,
  ...classesOf(attributes).map((word) => `.${word}`),
  ...(attributes.has("id") ? [`#${attributes.get("id")?.toLowerCase()}`] : []),
];

const classesOf = (attributes: Attributes): string[] =>
  attributes.get("class")?.toLowerCase().split(/\s+/).slice(0, 30) ?? [];

/** Whether a selector means an element with such elements around it, outermost first. */
export function matches({ compounds }: Selector, element: Styled, around: readonly Styled[]): boolean {
  const [self, ...outer] = compounds;
  if (self === undefined || !isOne(self, element)) return false;
  let at = around.length - 1;
  for (const compound of outer) {
    if (compound.isParent) {
      const parent = around[at--];
      if (parent === undefined || !isOne(compound, parent)) return false;
      continue;
    }
    while (at >= 0 && !isOne(compound, around[at])) at--;
    if (at-- < 0) return false;
  }
  return true;
}

function isOne({ tag, id, classes, given }: Compound, element: Styled | undefined): boolean {
  if (element === undefined || (tag !== "" && tag !== element.name)) return false;
  const { attributes } = element;
  if (id !== "" && attributes.get("id")?.toLowerCase() !== id) return false;
  const own = classes.length === 0 ? [] : classesOf(attributes);
  return (
    classes.every((word) => own.includes(word)) &&
    given.every(
      ({ name, value }) =>
        attributes.has(name) && (value === undefined || attributes.get(name)?.toLowerCase() === value),
    )
  );
}
