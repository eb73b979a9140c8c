import { type Declared, declarationsOf, withoutComments } from "./css-declarations.ts";
import { type Selector, selectorOf } from "./css-selectors.ts";

export interface Rule extends Declared {
  readonly selector: Selector;
  /** Place in the sheet: of two equally strong rules the later counts. */
  readonly order: number;
}

/** From the weakest to the strongest. */
export const byStrength = (one: Rule, other: Rule): number =>
  one.selector.weight - other.selector.weight || one.order - other.order;

/** Rules by what their last part asks for first (`#id`, `.class`, `tag` or `*`). */
export type StyleRules = ReadonlyMap<string, readonly Rule[]>;

const longestSheet = 200_000;
// The newsletters with most have about a thousand; each may be tried on each element.
const mostRules = 3000;

export function rulesOf(sheet: string): StyleRules {
  const rules = new Map<string, Rule[]>();
  const plain = asShown(withoutComments(sheet.slice(0, longestSheet)).replace(/<!--|-->/g, " "));
  let count = 0;
  for (const [, selectors, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const declared = declarationsOf(body ?? "");
    for (const text of selectors?.split(",") ?? []) {
      const selector = selectorOf(text);
      if (selector === undefined || count++ > mostRules) continue;
      rules.set(selector.key, [...(rules.get(selector.key) ?? []), { selector, order: count, ...declared }]);
    }
  }
  return rules;
}

/** Conditions that hold for a reader at an ordinary screen; rules for small screens, print or dark mode say nothing of it. */
const holds = (condition: string): boolean =>
  /^@(?:supports|layer|container|scope)\b/i.test(condition) ||
  (/^@media\b/i.test(condition) &&
    !/max-|print|speech|dark|not\b|resolution|ratio|orientation|moz-|webkit-/i.test(condition));

const deepest = 50;

interface Block {
  readonly condition: boolean;
  readonly counts: boolean;
}

/** The rules of the conditions that hold, without the conditions. */
function asShown(sheet: string): string {
  let kept = "";
  let at = 0;
  const open: Block[] = [];
  const counts = () => open.every((each) => each.counts);
  for (const { 0: mark, index } of sheet.matchAll(/@[a-z-]+[^{};]*[{;]|[{}]/gi)) {
    if (mark.startsWith("@") || (mark === "}" && open.at(-1)?.condition === true)) {
      if (counts()) kept += sheet.slice(at, index);
      at = index + mark.length;
    }
    nest(open, mark);
    if (open.length > deepest) return kept;
  }
  return counts() ? kept + sheet.slice(at) : kept;
}

function nest(open: Block[], mark: string): void {
  if (mark === "}") open.pop();
  else if (mark === "{") open.push({ condition: false, counts: true });
  else if (mark.endsWith("{")) open.push({ condition: true, counts: holds(mark) });
}
