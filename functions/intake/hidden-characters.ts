export interface Revealed {
  /** Without what cannot be seen. */
  readonly text: string;
  /** What was written in it, or a note that something was. */
  readonly hidden: readonly string[];
}

// Unicode tags U+E0000–E007F spell ASCII that no screen shows; after a black flag they spell a region's flag.
const tags = /(?<!\u{1F3F4}[\u{E0000}-\u{E007F}]*)[\u{E0000}-\u{E007F}]+/gu;
// Zero-width space, word joiner and kin, soft hyphen, invisible operators; joiners between letters and in emoji are honest.
const zeroWidth =
  /[\u{200B}\u{2060}-\u{2064}\u{FEFF}\u{180E}\u{AD}]|(?<!\p{L}\p{M}*|\p{Emoji}\u{FE0F}?)[\u{200C}\u{200D}]|[\u{200C}\u{200D}]{2,}/gu;
const bidi = /[\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu;
// Variation selectors beyond the emoji ones carry bytes.
const selectors = /[\u{E0100}-\u{E01EF}]+|[\u{FE00}-\u{FE0D}]{2,}/gu;

// Some mail programs break lines with a few of them; text spelt in them takes many.
const manyZeroWidths = 8;

/** Takes invisible characters out of a text and says what they said (P7). */
export function reveal(text: string): Revealed {
  const hidden: string[] = [];
  const spelt = [...text.matchAll(tags)].map(([run]) => spell(run)).join(" ");
  if (spelt.trim() !== "") hidden.push(spelt.trim());
  const zeroWidths = text.match(zeroWidth)?.length ?? 0;
  if (zeroWidths >= manyZeroWidths) hidden.push(`(${zeroWidths} zero-width characters)`);
  if (/[\u{202D}\u{202E}]/u.test(text)) hidden.push("(characters that turn the direction of reading)");
  if (selectors.test(text)) hidden.push("(variation selectors that may carry a message)");
  const clean = text.replace(tags, "").replace(zeroWidth, "").replace(bidi, "").replace(selectors, "");
  return { text: clean.replaceAll("\0", ""), hidden };
}

const spell = (run: string): string =>
  [...run].map((letter) => String.fromCharCode(Math.max(32, (letter.codePointAt(0) ?? 0) - 0xe0000) & 127)).join("");
