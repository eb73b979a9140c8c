import { attributeValue, type Declarations, declarationsOf, noDeclarations } from "./css-declarations.ts";
import { keysOf, matches, type Styled } from "./css-selectors.ts";
import { byStrength, type StyleRules } from "./css-sheet.ts";

// Elements farther out decide nothing that a real email's rules ask for.
const deepest = 60;

/** What applies to an element: rules from the weakest to the strongest, its own style, then what is important. */
export function styleOf(element: Styled, around: readonly Styled[], rules: StyleRules): Declarations {
  const inline = element.attributes.get("style");
  const found =
    rules.size === 0
      ? []
      : keysOf(element)
          .flatMap((key) => rules.get(key) ?? [])
          .filter(({ selector }) => matches(selector, element, around.slice(-deepest)));
  if (inline === undefined && found.length === 0) return noDeclarations;
  found.sort(byStrength);
  const own = inline === undefined ? undefined : declarationsOf(attributeValue(inline));
  return new Map([
    ...found.flatMap(({ ordinary }) => [...ordinary]),
    ...(own?.ordinary ?? []),
    ...found.flatMap(({ important }) => [...important]),
    ...(own?.important ?? []),
  ]);
}
