// Colour functions of CSS as 8-bit sRGB. https://www.w3.org/TR/css-color-4/

export type Colour = readonly [red: number, green: number, blue: number];

/** A number as written: `50%` of `whole`, `0.5turn` in degrees, `none` as nothing. */
function amountOf(text: string | undefined, whole = 1): number {
  const amount = Number.parseFloat(text ?? "");
  if (!Number.isFinite(amount)) return 0;
  const unit = /(?:%|turn|grad|rad)$/.exec(text ?? "")?.[0] ?? "";
  return amount * (unit === "%" ? whole / 100 : (degrees[unit] ?? 1));
}

const degrees: Readonly<Record<string, number>> = { turn: 360, grad: 0.9, rad: 180 / Math.PI };

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
const colour = (red: number, green: number, blue: number): Colour => [clamp(red), clamp(green), clamp(blue)];

type Convert = (values: readonly (string | undefined)[]) => Colour;

const hueOf = (hue: number, shift: number): number => {
  const at = (((hue / 60 + shift) % 6) + 6) % 6;
  return Math.min(1, Math.max(0, Math.abs(at - 3) - 1));
};

const hsl: Convert = ([h, s, l]) => {
  const [saturation, lightness] = [amountOf(s, 1), amountOf(l, 1)].map((part) => (part > 1 ? part / 100 : part));
  const chroma = (1 - Math.abs(2 * (lightness ?? 0) - 1)) * (saturation ?? 0);
  const of = (shift: number) => 255 * ((lightness ?? 0) + chroma * (hueOf(amountOf(h), shift) - 0.5));
  return colour(of(0), of(4), of(2));
};

const hwb: Convert = ([h, w, b]) => {
  const [white = 0, black = 0] = [amountOf(w, 1), amountOf(b, 1)].map((part) => (part > 1 ? part / 100 : part));
  const scale = white + black > 1 ? 1 / (white + black) : 1;
  const of = (shift: number) => 255 * (hueOf(amountOf(h), shift) * (1 - (white + black) * scale) + white * scale);
  return colour(of(0), of(4), of(2));
};

const gamma = (linear: number): number =>
  255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055);

function fromOklab(lightness: number, a: number, b: number): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return colour(
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  );
}

/** CIE Lab under D50, as CSS has it. */
function fromLab(lightness: number, a: number, b: number): Colour {
  const y = (lightness + 16) / 116;
  const cubed = (part: number) => (part > 6 / 29 ? part ** 3 : 3 * (6 / 29) ** 2 * (part - 4 / 29));
  const [x, z] = [0.9643 * cubed(y + a / 500), 0.8251 * cubed(y - b / 200)];
  const full = cubed(y);
  return colour(
    gamma(3.1341359 * x - 1.6173864 * full - 0.4906619 * z),
    gamma(-0.978796 * x + 1.9162543 * full + 0.0334428 * z),
    gamma(0.0719555 * x - 0.2289767 * full + 1.4053861 * z),
  );
}

const polar = (chroma: number, hue: number): readonly [number, number] => [
  chroma * Math.cos((hue * Math.PI) / 180),
  chroma * Math.sin((hue * Math.PI) / 180),
];

const channels: Convert = ([r, g, b]) => colour(amountOf(r, 255), amountOf(g, 255), amountOf(b, 255));

/** One row per function. */
export const colourSpaces: Readonly<Record<string, Convert>> = {
  ...{ rgb: channels, rgba: channels, hsl, hsla: hsl, hwb },
  oklab: ([l, a, b]) => fromOklab(amountOf(l), amountOf(a, 0.4), amountOf(b, 0.4)),
  oklch: ([l, c, h]) => fromOklab(amountOf(l), ...polar(amountOf(c, 0.4), amountOf(h))),
  lab: ([l, a, b]) => fromLab(amountOf(l, 100), amountOf(a, 125), amountOf(b, 125)),
  lch: ([l, c, h]) => fromLab(amountOf(l, 100), ...polar(amountOf(c, 150), amountOf(h))),
  color: ([, r, g, b]) => colour(255 * amountOf(r), 255 * amountOf(g), 255 * amountOf(b)),
};
