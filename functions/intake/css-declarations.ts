/** CSS properties of one element or rule, lower case. */
export type Declarations = ReadonlyMap<string, string>;

export const noDeclarations: Declarations = new Map();

export interface Declared {
  readonly ordinary: Declarations;
  readonly important: Declarations;
}

/** What stands between the braces of a rule, or in a `style` attribute. */
export function declarationsOf(style: string): Declared {
  const ordinary = new Map<string, string>();
  const important = new Map<string, string>();
  for (const declaration of withoutComments(unescaped(style)).split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .toLowerCase()
      .trim();
    const plain = value.replace(/\s*!\s*important$/, "");
    (plain === value ? ordinary : important).set(declaration.slice(0, colon).trim().toLowerCase(), plain);
  }
  return { ordinary, important };
}

export const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, "");

/** `dis\70lay:none` is what it decodes to. */
const unescaped = (css: string): string =>
  css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => letter(Number.parseInt(hex, 16)))
    .replace(/\\([^0-9a-f\n])/gi, "$1");

const entities: Readonly<Record<string, string>> = {
  ...{ colon: ":", semi: ";", lpar: "(", rpar: ")", comma: ",", period: ".", num: "#", percnt: "%", hyphen: "-" },
  ...{
    tab: " ",
    newline: " ",
    nbsp: " ",
    quot: '"',
    apos: "'",
    amp: "&",
    lt: "<",
    gt: ">",
    excl: "!",
    sol: "/",
    bsol: "\\",
  },
};

/** An attribute's value as browsers read it: `display&#58;none`, `display&colon;none`. */
export const attributeValue = (value: string): string =>
  value.includes("&")
    ? value
        .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => letter(Number.parseInt(hex, 16)))
        .replace(/&#(\d{1,7});?/g, (_, digits: string) => letter(Number(digits)))
        .replace(/&([a-z]{2,8});/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    : value;

const letter = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "");
