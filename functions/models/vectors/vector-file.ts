import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/** What tools/distil-word-vectors.py writes before the words. */
const Head = z.object({
  format: z.literal(1),
  dimensions: z.int().min(1),
  words: z.int().min(1),
  bytesOfWords: z.int().min(1),
  source: z.string(),
});

/** The words of the file, sorted by their bytes, with one weight and one row of whole numbers each. */
export interface VectorFile {
  readonly dimensions: number;
  readonly words: number;
  /** The words parted by line feeds; all of them are ASCII. */
  readonly text: Uint8Array;
  /** Where each word begins in the text, and behind the last one where the text ends. */
  readonly starts: Uint32Array;
  /** 0 to 255: how much a word counts beside others. */
  readonly weights: Uint8Array;
  readonly rows: Int8Array;
}

/** Where the file lies: beside this file in the source, one folder above a function's bundle (lib/bundle.ts). */
const places = ["./word-vectors.bin", "../word-vectors.bin"].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

const lineFeed = 10;
let read: VectorFile | undefined;

/**
 * The file, read when it is first asked for: 3 MB, kept as it lies on disk and shared by all that runs in this process's
 * isolate. Throws where it is missing: a bundle without it could find nothing that is put in other words.
 */
export function vectorFile(): VectorFile {
  read ??= parsed();
  return read;
}

function parsed(): VectorFile {
  const file = places.find((place) => existsSync(place));
  if (file === undefined)
    throw new Error("There is no word-vectors.bin beside the bundle: lib/bundle.ts puts it there, so bundle anew");
  const bytes = readFileSync(file);
  const end = bytes.indexOf(lineFeed);
  const { dimensions, words, bytesOfWords } = Head.parse(JSON.parse(bytes.toString("utf8", 0, end)));
  const text = bytes.subarray(end + 1, end + 1 + bytesOfWords);
  const weights = bytes.subarray(end + 1 + bytesOfWords, end + 1 + bytesOfWords + words);
  const rows = new Int8Array(bytes.buffer, weights.byteOffset + words, words * dimensions);
  return { dimensions, words, text, starts: startsIn(text, words), weights, rows };
}

/** Where each of the words begins that are parted by line feeds, and behind the last one where the text ends. */
export function startsIn(text: Uint8Array, words: number): Uint32Array {
  const starts = new Uint32Array(words + 1);
  let at = 1;
  for (let byte = 0; byte < text.length; byte++) if (text[byte] === lineFeed) starts[at++] = byte + 1;
  starts[words] = text.length + 1;
  return starts;
}

/** The row of a word, -1 where the file has none. */
export function rowOf(word: string, { text, starts, words }: VectorFile): number {
  let [low, high] = [0, words - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compared(word, text, starts[middle] ?? 0, (starts[middle + 1] ?? 0) - 1);
    if (order === 0) return middle;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

function compared(word: string, text: Uint8Array, from: number, to: number): number {
  const length = Math.min(word.length, to - from);
  for (let at = 0; at < length; at++) {
    const difference = word.charCodeAt(at) - (text[from + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return word.length - (to - from);
}
