export type Colour = readonly [red: number, green: number, blue: number];

const named: Readonly<Record<string, Colour>> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  floralwhite: [255, 250, 240],
  red: [255, 0, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  silver: [192, 192, 192],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
};

/** The colour a CSS value or HTML attribute names first; `transparent` for an invisible one, undefined when there is none. */
export function colourOf(value: string): Colour | "transparent" | undefined {
  const text = value.toLowerCase();
  if (/\btransparent\b/.test(text)) return "transparent";
  // With its `#` anywhere, or alone as old HTML attributes have it.
  const hex = (/#([0-9a-f]{6}|[0-9a-f]{3})\b/.exec(text) ?? /^\s*([0-9a-f]{6})\s*$/.exec(text))?.[1];
  if (hex !== undefined) return fromHex(hex);
  const parts = /rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+))?/.exec(text);
  if (parts !== null) {
    if (parts[4] !== undefined && Number(parts[4]) < 0.05) return "transparent";
    return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  }
  const word = /[a-z]+/g;
  for (const [name] of text.matchAll(word)) {
    const colour = named[name];
    if (colour !== undefined) return colour;
  }
  return undefined;
}

function fromHex(digits: string): Colour {
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const number = Number.parseInt(full, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

// Eight steps of 256 in each channel cannot be told apart on a screen.
const invisibleDifference = 24;

export const looksSame = (one: Colour, other: Colour): boolean =>
  Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) + Math.abs(one[2] - other[2]) <= invisibleDifference;
