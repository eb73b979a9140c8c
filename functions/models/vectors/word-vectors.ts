import { fold, stem } from "../text/words.ts";
import { rowOf, vectorFile } from "./vector-file.ts";

/** A word's direction, of length 1, and how much it counts beside others, 0 to 1. */
export interface WordVector {
  readonly vector: Float32Array;
  readonly weight: number;
  /** It stands in the file itself; of what is put together from pieces hardly more than a hint is known. */
  readonly whole: boolean;
}

// One email has a few hundred different words; 4,000 of them are 1.5 MB.
const mostKept = 4000;
const kept = new Map<string, WordVector | null>();

/**
 * What a word means, as far as the words around us tell: undefined for numbers and for words of which not even pieces are
 * known. German words are looked up as stems, or as the two parts of a compound; the languages share one space.
 */
export function wordVector(word: string, language: string): WordVector | undefined {
  const key = `${language} ${word}`;
  const known = kept.get(key);
  if (known !== undefined) return known ?? undefined;
  const rows = rowsOf(fold(word, language), language);
  const found = rows.length === 0 ? null : meanOf(rows, language);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, found);
  return found ?? undefined;
}

/** The direction of several words together, each by its weight; undefined where none of them is known. */
export function vectorOf(words: readonly string[], language: string): Float32Array | undefined {
  const known = words.map((word) => wordVector(word, language)).filter((one) => one !== undefined);
  return known.length === 0 ? undefined : unit(sumOf(known));
}

/** Cosine of two directions of length 1, -1 to 1. */
export function similarity(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function rowsOf(word: string, language: string): readonly number[] {
  if (!/^[a-z']+$/.test(word)) return [];
  const plain = word.replace(/'(?:s|re|ve|ll|d|m|t)$/, "").replaceAll("'", "");
  return language === "de" ? germanRows(plain) : englishRows(plain);
}

function englishRows(word: string): readonly number[] {
  const whole = [word, stem(word, "en"), `${stem(word, "en")}e`].map((form) => row(form)).find((at) => at >= 0);
  return whole === undefined ? pieces(word) : [whole];
}

const shortestGermanPart = 4;
const shortestForeign = 4;

function germanRows(word: string): readonly number[] {
  const own = germanRow(word);
  if (own >= 0) return [own];
  for (let at = word.length - shortestGermanPart; at >= shortestGermanPart; at--) {
    const tail = germanRow(word.slice(at));
    if (tail < 0) continue;
    const before = word.slice(0, at);
    const head = [before, before.replace(/(?:s|n|en|er|es)$/, "")].map(germanRow).find((one) => one >= 0);
    if (head !== undefined) return [head, tail];
  }
  // Names and borrowed words are the same in both languages.
  const foreign = word.length >= shortestForeign ? row(word) : -1;
  return foreign >= 0 ? [foreign] : [];
}

const row = (word: string): number => rowOf(word, vectorFile());
const germanRow = (word: string): number => row(`~${stem(word, "de")}`);

/** The longest pieces from the left, as the model itself reads a word it does not know; none where a letter is left. */
function pieces(word: string): readonly number[] {
  const found: number[] = [];
  for (let from = 0; from < word.length; ) {
    let to = word.length;
    while (to > from && row(pieceOf(word, from, to)) < 0) to--;
    if (to === from) return [];
    found.push(row(pieceOf(word, from, to)));
    from = to;
  }
  return found;
}

const pieceOf = (word: string, from: number, to: number): string => `${from === 0 ? "" : "##"}${word.slice(from, to)}`;

/** The direction between rows. What is put together counts as much as the best known of its parts. */
function meanOf(rows: readonly number[], language: string): WordVector {
  const { weights, rows: numbers, dimensions } = vectorFile();
  const whole = rows.length === 1 || language === "de";
  const parts = rows.map((at) => ({
    whole,
    vector: unit(Float32Array.from(numbers.subarray(at * dimensions, (at + 1) * dimensions))),
    weight: (weights[at] ?? 0) / 255,
  }));
  return { vector: unit(sumOf(parts)), weight: Math.max(...parts.map(({ weight }) => weight)), whole };
}

function sumOf(words: readonly WordVector[]): Float32Array {
  const sum = new Float32Array(vectorFile().dimensions);
  for (const { vector, weight } of words)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + weight * (vector[at] ?? 0);
  return sum;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(similarity(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}
