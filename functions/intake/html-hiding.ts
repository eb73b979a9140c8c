import type { Declarations } from "./css-declarations.ts";
import { isClear } from "./html-colours.ts";

/** The number a value begins with; NaN, which no comparison holds for, when there is none. */
const number = (value: string | undefined): number => Number.parseFloat(value ?? "");

const isRelative = (value: string | undefined): boolean => /(?:em|rem|ex|ch|%)\b|%/.test(value ?? "");
/** Parts of the page or of the element's own size, of which a hundred are off the page. */
const isShare = (value: string | undefined): boolean => /(?:%|v[whib]|vmin|vmax)\s*$/.test(value ?? "");
const clips = (style: Declarations): boolean =>
  ["overflow", "overflow-x", "overflow-y"].some((key) => /hidden|clip/.test(style.get(key) ?? ""));

const farOff = (value: string | undefined): boolean =>
  number(value) <= (isShare(value) ? -100 : -900) || number(value) >= (isShare(value) ? 200 : 3000);

const sides = ["left", "top", "right", "bottom", "inset", "margin-left", "margin-top", "margin", "translate"];
const sizes = ["max-height", "height", "max-width", "width", "max-block-size", "block-size", "inline-size"];

/** Transforms that leave nothing, turn it edge on, or carry it away. */
const gone = [
  /\bscale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[),]/,
  /\bscale\([^,)]*,\s*0(?:\.0+)?\s*\)/,
  /\bmatrix(?:3d)?\(\s*0(?:\.0+)?\s*,\s*0(?:\.0+)?\s*,/,
  /\brotate[xy]\(\s*-?(?:90|270)deg/,
  /\btranslate(?:3d|x|y)?\(\s*(?:[^,)]*,\s*)?-(?:\d{4,}px|\d{3,}(?:v[wh]|%|em))/,
];
const cutAway = [
  /^rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)/,
  /^rect\(\s*0(?:px)?[\s,]+0(?:px)?[\s,]+0(?:px)?/,
  /^inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%/,
  /^(?:circle|ellipse)\(\s*0/,
  /^polygon\(\s*(?:0(?:px|%)?[\s,]*){4,}\)/,
];
const filteredOut = /opacity\(\s*(0?\.0\d*|0|\d(?:\.\d+)?%)\s*\)|alpha\(\s*opacity\s*=\s*\d\s*\)/;

/** One row per way to hide an element with all that is in it. */
const hidingStyles: readonly ((style: Declarations) => boolean)[] = [
  (style) => style.get("display") === "none",
  (style) => style.get("content-visibility") === "hidden",
  (style) => isClear(style.get("opacity")),
  (style) => ["filter", "-webkit-filter", "-ms-filter"].some((key) => filteredOut.test(style.get(key) ?? "")),
  (style) => style.get("mso-hide") === "all",
  (style) => sizes.some((key) => number(style.get(key)) <= 1 && !isRelative(style.get(key))) && clips(style),
  (style) => number(style.get("line-height")) === 0 && clips(style),
  (style) => number(style.get("zoom")) < 0.1 || /^0(?:\.0+)?(?:\s|$)/.test(style.get("scale") ?? ""),
  (style) => number(style.get("letter-spacing")) <= (isRelative(style.get("letter-spacing")) ? -0.9 : -8),
  (style) =>
    number(style.get("text-indent")) <= -500 || (isShare(style.get("text-indent")) && farOff(style.get("text-indent"))),
  (style) => sides.some((key) => farOff(style.get(key))),
  (style) => cutAway.some((shape) => shape.test(style.get("clip") ?? "") || shape.test(style.get("clip-path") ?? "")),
  (style) => gone.some((transform) => transform.test(style.get("transform") ?? style.get("-webkit-transform") ?? "")),
];

export const hidesItself = (style: Declarations): boolean =>
  style.size > 0 && hidingStyles.some((hides) => hides(style));

/** Whether letters are too small to be read, which what is inside may put right. */
export function isTiny(style: Declarations, inherited: boolean): boolean {
  const size = style.get("font-size") ?? sizeIn(style.get("font"));
  if (Number.isNaN(number(size))) return size === undefined ? inherited : inherited && isKeyword(size);
  if (isRelative(size)) return inherited || number(size) <= (size?.includes("%") === true ? 12 : 0.2);
  return number(size) <= 2;
}

const isKeyword = (size: string): boolean => /^(?:inherit|smaller|larger|unset)/.test(size);

/** The size in `font`, which stands before the family and perhaps a line height, behind style and weight. */
const sizeIn = (font: string | undefined): string | undefined =>
  /(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%|ex)?)(?:\s*\/\s*\S+)?\s+["'a-z][^/]*$/.exec(font ?? "")?.[1];

/** Whether nothing is drawn, which what is inside may put right. */
export function isInvisible(style: Declarations, inherited: boolean): boolean {
  const value = style.get("visibility");
  return value === undefined || /^(?:inherit|unset)/.test(value) ? inherited : /^(?:hidden|collapse)$/.test(value);
}

/** Elements that mail programs show nothing of, or only their own stand-in. */
export const unshownElements: ReadonlySet<string> = new Set(
  "template noscript noframes noembed datalist audio video canvas object iframe svg".split(" "),
);

/** Never shown by nature, so nothing is hidden there on purpose. */
export const silentElements: ReadonlySet<string> = new Set(["style", "script", "title", "head", "xml"]);
