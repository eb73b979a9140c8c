import { type Kind, personalIn } from "./personal.ts";

/** Takes personal data out of texts and puts it back. Lives as long as one question to a model, and only in memory. */
export interface Redaction {
  /** The text with a mark in the place of each personal thing: `[card-1]`. The same thing has the same mark everywhere. */
  hide(text: string): string;
  /** The text with the things in the place of their marks; a mark that was never given out stays. */
  restore(text: string): string;
}

/**
 * `open` are texts that may be seen as they are (our own articles): what stands there, such as our own phone number, is
 * nobody's secret, and a reply that quotes it must be able to. `names` are hidden wherever they stand as words.
 */
export function newRedaction({ open, names }: { readonly open: readonly string[]; readonly names: readonly string[] }) {
  const marks = new Map<string, string>();
  const things = new Map<string, string>();
  const counts = new Map<Kind | "name", number>();
  const known = open.join("\n");
  const markOf = (kind: Kind | "name", thing: string): string => {
    const given = marks.get(thing);
    if (given !== undefined) return given;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const mark = `[${kind}-${count}]`;
    marks.set(thing, mark);
    things.set(mark, thing);
    return mark;
  };
  const hideNames = (text: string): string =>
    names.reduce((left, name) => left.replace(wordsOf(name), (found: string) => markOf("name", found)), text);
  const redaction: Redaction = {
    hide(text) {
      let hidden = "";
      let at = 0;
      for (const found of personalIn(text)) {
        if (known.includes(found.text)) continue;
        hidden += text.slice(at, found.at) + markOf(found.kind, found.text);
        at = found.at + found.text.length;
      }
      return hideNames(hidden + text.slice(at));
    },
    restore: (text) => text.replace(/\[[a-z-]{2,12}-\d{1,4}\]/g, (mark) => things.get(mark) ?? mark),
  };
  return redaction;
}

/** The name as whole words, whatever its case. */
function wordsOf(name: string): RegExp {
  const quoted = name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\d])${quoted}(?![\\p{L}\\d])`, "giu");
}
