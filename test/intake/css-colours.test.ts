import { describe, expect, test } from "vitest";
import { colourOf, looksSame } from "../../functions/intake/html-colours.ts";

describe("a colour that looks white, whatever way it is said (P7)", () => {
  test.each([
    "#fff",
    "#FFFFFF",
    "#ffff",
    "fefefe",
    "White",
    "snow",
    "rgb(255, 255, 255)",
    "rgb(100% 100% 100%)",
    "rgba(254,254,254,1)",
    "hsl(0 0% 100%)",
    "hsla(120deg, 50%, 99.5%, 1)",
    "hwb(0 100% 0%)",
    "lab(100% 0 0)",
    "lch(99.9% 0.1 90)",
    "oklab(1 0 0)",
    "oklch(100% 0 0)",
    "oklch(0.999 0 none)",
    "color(srgb 1 1 1)",
    "color(display-p3 1 1 1)",
    "color-mix(in srgb, white, #fefefe)",
    "color-mix(in oklch, black 0%, white)",
    "light-dark(white, black)",
    "1px solid white",
  ])("%s", (value) => {
    const found = colourOf(value);
    expect(found !== undefined && found !== "transparent" && looksSame(found, [255, 255, 255])).toBe(true);
  });

  test.each([
    ["hsl(0 100% 50%)", [255, 0, 0]],
    ["hwb(120 0% 0%)", [0, 255, 0]],
    ["oklch(0.628 0.2577 29.23)", [255, 0, 0]],
    ["lab(46.2775% -47.5621 48.5837)", [0, 128, 0]],
    ["rebeccapurple", [102, 51, 153]],
    ["color-mix(in srgb, white 20%, black)", [51, 51, 51]],
  ] as const)("but %s does not", (value, wanted) => {
    const found = colourOf(value);
    expect(found !== undefined && found !== "transparent" && looksSame(found, wanted)).toBe(true);
  });

  test.each([
    "transparent",
    "rgba(0,0,0,0)",
    "rgb(0 0 0 / 3%)",
    "#0000",
    "#00000005",
    "hsl(0 0% 0% / 0)",
    "oklch(0 0 0 / 0)",
  ])("%s cannot be seen at all", (value) => {
    expect(colourOf(value)).toBe("transparent");
  });

  test.each(["inherit", "var(--x)", "", "none", "initial"])("%s is no colour", (value) => {
    expect(colourOf(value)).toBe(undefined);
  });
});
