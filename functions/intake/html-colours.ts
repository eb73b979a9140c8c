import { namedColours } from "./css-colour-names.ts";
import { type Colour, colourSpaces } from "./css-colour-spaces.ts";

export type { Colour };

type Found = Colour | "transparent" | undefined;

// Mixes of mixes: nobody's email has three.
const deepest = 4;
const longestValue = 400;

/** The colour a CSS value or HTML attribute names first; `transparent` for an invisible one, undefined when there is none. */
export function colourOf(value: string, depth = 0): Found {
  const text = value.toLowerCase().slice(0, longestValue);
  if (depth > deepest) return undefined;
  for (const [found, name, open] of text.matchAll(/^\s*[0-9a-f]{6}\s*$|#[0-9a-f]{3,8}\b|\b([a-z][a-z-]*)(\()?/g)) {
    const at = text.indexOf(found);
    const colour =
      open === undefined ? plainColour(name ?? found.trim()) : called(name ?? "", text.slice(at + found.length), depth);
    if (colour !== undefined) return colour;
  }
  return undefined;
}

function plainColour(word: string): Found {
  if (word === "transparent") return "transparent";
  const digits =
    namedColours.get(word) ?? /^#?([0-9a-f]{6}|[0-9a-f]{8})$|^#([0-9a-f]{3,4})$/.exec(word)?.slice(1).join("");
  return digits === undefined ? undefined : fromHex(digits);
}

/** `hsl(0 0% 100%)`, `color-mix(in srgb, white, white)`, `light-dark(white, black)`; the text begins behind the bracket. */
function called(name: string, rest: string, depth: number): Found {
  const given = argumentsIn(rest);
  if (name === "color-mix") return mixed(given, depth);
  if (name === "light-dark") return colourOf(given[0] ?? "", depth + 1);
  const convert = colourSpaces[name];
  if (convert === undefined) return undefined;
  const [values = "", alpha] = given.join(" ").split("/");
  const parts = values.trim().split(/\s+/);
  const opacity = alpha?.trim() ?? parts[name === "color" ? 4 : 3];
  return isClear(opacity) ? "transparent" : convert(parts);
}

function argumentsIn(rest: string): string[] {
  const found = [""];
  let depth = 0;
  for (const letter of rest) {
    if (letter === ")" && depth-- === 0) break;
    if (letter === "(") depth++;
    if (letter === "," && depth === 0) found.push("");
    else found[found.length - 1] += letter;
  }
  return found;
}

/** Two colours by their shares, in sRGB whatever the space: near enough to tell whether it can be seen. */
function mixed([, first = "", second = ""]: readonly string[], depth: number): Found {
  const [one, other] = [colourOf(first, depth + 1), colourOf(second, depth + 1)];
  const [share, rest] = [percentIn(first), percentIn(second)];
  const ofOne = share ?? (rest === undefined ? 0.5 : 1 - rest);
  if (one === "transparent" || other === "transparent")
    return (one === "transparent" ? 1 - ofOne : ofOne) < 0.1 ? "transparent" : one === "transparent" ? other : one;
  if (one === undefined || other === undefined) return one ?? other;
  const of = (channel: 0 | 1 | 2) => Math.round(one[channel] * ofOne + other[channel] * (1 - ofOne));
  return [of(0), of(1), of(2)];
}

/** The share behind a colour, not the percentages within it. */
function percentIn(text: string): number | undefined {
  const found = /(?:^|[\s)])(\d{1,3}(?:\.\d+)?)%\s*$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]) / 100;
}

/** Opacity that nobody sees through to the text. */
export const isClear = (opacity: string | undefined): boolean => {
  const number = Number.parseFloat(opacity ?? "");
  return (opacity?.endsWith("%") === true ? number / 100 : number) < 0.1;
};

function fromHex(digits: string): Found {
  const full = digits.length < 6 ? [...digits].map((digit) => digit + digit).join("") : digits;
  if (full.length === 8 && Number.parseInt(full.slice(6), 16) < 26) return "transparent";
  const number = Number.parseInt(full.slice(0, 6), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

// Eight steps of 256 in each channel cannot be told apart on a screen.
const invisibleDifference = 24;

export const looksSame = (one: Colour, other: Colour): boolean =>
  Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) + Math.abs(one[2] - other[2]) <= invisibleDifference;
