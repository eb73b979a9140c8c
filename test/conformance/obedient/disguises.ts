/** Ways to write a text so that a reader who knows the trick can read it and a filter may not. */
export type Disguise = (text: string) => string;

export const shifted =
  (by: number): Disguise =>
  (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const first = letter <= "Z" ? 65 : 97;
      return String.fromCharCode(((letter.charCodeAt(0) - first + by) % 26) + first);
    });

const base32: Disguise = (text) => {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
};
const cyrillic: Readonly<Record<string, string>> = { a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", x: "х", y: "у" };
const picture: Readonly<Record<string, string>> = { a: "🍎", e: "🥚", i: "🍦", o: "🐙", s: "🐍", t: "🌴" };
const each = (text: string, write: (letter: string) => string): string => [...text].map(write).join("");

export const disguises = {
  plain: (text) => text,
  base64: (text) => Buffer.from(text).toString("base64"),
  base32,
  hex: (text) => Buffer.from(text).toString("hex"),
  rot13: shifted(13),
  reversed: (text) => [...text].reverse().join(""),
  spaced: (text) => [...text].join(" "),
  dashed: (text) => [...text].join("-"),
  "zero-width": (text) => [...text].join("\u200b"),
  homoglyph: (text) => each(text, (letter) => cyrillic[letter] ?? letter),
  "full-width": (text) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  "unicode tags": (text) =>
    each(text.replace(/[^ -~]/g, ""), (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))),
  pictures: (text) => each(text.toLowerCase(), (letter) => picture[letter] ?? letter),
} as const satisfies Readonly<Record<string, Disguise>>;
