import { germanicClasses } from "./word-classes-de.ts";
import { englishClasses } from "./word-classes-en.ts";
import { romanceClasses } from "./word-classes-romance.ts";

interface Family {
  readonly whole: ReadonlyMap<string, readonly string[]>;
  /** Beginnings of words, by what follows nothing: `waste*`. */
  readonly beginnings: ReadonlyMap<string, readonly string[]>;
}

const none: readonly string[] = [];
const shortestBeginning = 2;
const longestBeginning = 14;

function open(table: Readonly<Record<string, string>>): Family {
  const whole = new Map<string, string[]>();
  const beginnings = new Map<string, string[]>();
  for (const [name, words] of Object.entries(table)) {
    for (const word of words.split(/\s+/)) {
      const [map, key] = word.endsWith("*") ? [beginnings, word.slice(0, -1)] : [whole, word];
      const names = map.get(key) ?? [];
      if (!names.includes(name)) map.set(key, [...names, name]);
    }
  }
  return { whole, beginnings };
}

const families = [englishClasses, germanicClasses, romanceClasses].map(open);

function classesIn({ whole, beginnings }: Family, word: string): readonly string[] {
  const exact = whole.get(word);
  if (exact !== undefined) return exact;
  for (let length = Math.min(word.length, longestBeginning); length >= shortestBeginning; length--) {
    const found = beginnings.get(word.slice(0, length));
    if (found !== undefined) return found;
  }
  return none;
}

/**
 * The classes of each word, by the family of languages that knows most of them: a text of ten words is too short to say
 * more surely what it is written in.
 */
export function classesOf(words: readonly string[]): readonly (readonly string[])[] {
  let best: readonly (readonly string[])[] = [];
  let most = -1;
  for (const family of families) {
    const classes = words.map((word) => classesIn(family, word));
    const known = classes.reduce((sum, names) => sum + (names.length > 0 ? 1 : 0), 0);
    if (known > most) [best, most] = [classes, known];
  }
  return best;
}
