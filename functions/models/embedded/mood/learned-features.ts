import { fold } from "../../text/words.ts";
import { vectorOf } from "../../vectors/word-vectors.ts";
import { classesOf } from "./word-classes.ts";

const denies = new Set(
  "not no never none nobody nothing neither nor cannot without hardly barely lack lacks lacking".split(" "),
);
// How far a denial reaches, in words.
const reach = 4;
const mostOfOne = 2;

/** What other readings of the same sentence say, -1 to 1: the list of words with its phrases, one sentence of it, the rules. */
export interface OtherReadings {
  readonly lexicon: number;
  readonly feeling: number;
  readonly rules: number;
}

/** One sentence as numbers in three ways that err differently: its words; with their kinds and meaning; its letters. */
export interface Views {
  readonly words: ReadonlyMap<string, number>;
  readonly meaning: ReadonlyMap<string, number>;
  readonly letters: ReadonlyMap<string, number>;
}

/** A sentence's words and pairs of words, denied ones apart, beside what the word list and the rules say. */
export function viewsOf(sentence: string, others: OtherReadings): Views {
  const tokens = fold(sentence).match(/[a-z]+(?:'[a-z]+)?|[!?]/g) ?? [];
  const length = Math.sqrt(tokens.length + 1);
  const words = new Map<string, number>();
  const kinds = new Map<string, number>();
  const classes = classesOf(tokens);
  let before = "^";
  const denied = deniedIn(tokens);
  for (const [at, token] of tokens.entries()) {
    const mark = denied[at] === true ? "!" : "";
    count(words, `${mark}${token}`);
    count(words, `${before} ${token}`);
    if (token.length > shortestBeginning) count(kinds, `${mark}${token.slice(0, shortestBeginning)}*`);
    for (const name of classes[at] ?? []) count(kinds, `@${mark}${name}`);
    before = token;
  }
  const known: (readonly [string, number])[] = [
    ["#lexicon", others.lexicon * 1.2],
    ["#feeling", others.feeling],
    ["#rules", others.rules],
    ["#short", 1 / length],
    ["#one", 1],
  ];
  const inWords = scaled(words, 1 / length);
  return {
    words: new Map([...inWords, ...known]),
    meaning: new Map([...inWords, ...scaled(kinds, 1 / length), ...meaningOf(tokens), ...known]),
    letters: new Map([...lettersOf(tokens), ...known]),
  };
}

/** Whether a denial stands before each word, within its reach. */
function deniedIn(tokens: readonly string[]): readonly boolean[] {
  let left = 0;
  return tokens.map((token) => {
    const is = left > 0;
    if (denies.has(token) || token.endsWith("n't")) left = reach;
    else left = /[!?]/.test(token) || token === "but" ? 0 : Math.max(0, left - 1);
    return is;
  });
}

const shortestBeginning = 5;

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, Math.min(mostOfOne, (counts.get(feature) ?? 0) + 1));
}

const scaled = (counts: ReadonlyMap<string, number>, by: number): [string, number][] =>
  [...counts].map(([feature, value]) => [feature, value * by]);

const meaningShare = 2;

function meaningOf(tokens: readonly string[]): [string, number][] {
  const vector = vectorOf(
    tokens.filter((token) => /^[a-z]/.test(token)),
    "en",
  );
  return vector === undefined ? [] : [...vector].map((value, at) => [`v ${at}`, value * meaningShare]);
}

const lettersShare = 1.5;

/** Three to five letters in a row within a word, its edges marked. */
function lettersOf(tokens: readonly string[]): [string, number][] {
  const rows = new Set<string>();
  for (const token of tokens) {
    const word = ` ${token} `;
    for (const size of [3, 4, 5]) for (let at = 0; at + size <= word.length; at++) rows.add(word.slice(at, at + size));
  }
  const share = lettersShare / Math.sqrt(rows.size || 1);
  return [...rows].map((row) => [`~${row}`, share]);
}
