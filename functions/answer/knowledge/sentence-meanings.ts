import type { Passage, SentenceMeanings } from "../../contracts/knowledge.ts";
import { encode, encoderName, width } from "../../models/encoder/sentence-encoder.ts";

/** What a passage says as a whole, and then each way of asking for it: one direction of signed bytes after the other. */
export type Rows = Int8Array;

const keyOf = ({ passageId, version }: Passage): string => `${passageId}@${version}`;

const sentencesFor = ({ title, heading, text, asked = [] }: Passage): readonly string[] => [
  `${title}. ${heading}. ${text}`,
  ...asked,
];

/**
 * Encodes what is not among the `known` yet, up to `most` sentences (each takes some milliseconds); passages beyond that
 * have no row, and are found by their words alone.
 */
export function meaningsOf(
  passages: readonly Passage[],
  known: readonly SentenceMeanings[],
  most: number,
): SentenceMeanings {
  const before = known.filter(({ encoder }) => encoder === encoderName());
  const rows: Record<string, string> = {};
  let left = most;
  for (const passage of passages) {
    const key = keyOf(passage);
    const kept = before.find((one) => one.rows[key] !== undefined)?.rows[key];
    const sentences = sentencesFor(passage);
    if (kept !== undefined) rows[key] = kept;
    else if (sentences.length <= left) {
      left -= sentences.length;
      rows[key] = Buffer.concat(
        sentences.map((sentence) => Buffer.from(signedBytes(encode(sentence)).buffer)),
      ).toString("base64");
    }
  }
  return { encoder: encoderName(), rows };
}

/** The longest component becomes 127; directions need no length. */
function signedBytes(vector: Float32Array): Int8Array {
  const longest = Math.max(1e-9, ...vector.map(Math.abs));
  return Int8Array.from(vector, (one) => Math.round((127 * one) / longest));
}

const opened = new WeakMap<Passage, Rows>();

/** Keeps the stored rows with their passages; those of another encoder are left alone. */
export function openMeanings(passages: readonly Passage[], stored: SentenceMeanings | undefined): void {
  if (stored === undefined || stored.encoder !== encoderName()) return;
  for (const passage of passages) {
    const row = stored.rows[keyOf(passage)];
    if (row === undefined) continue;
    const bytes = Buffer.from(row, "base64");
    opened.set(passage, new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  }
}

/** What a passage and its ways of asking mean; none where it was not encoded. */
export const rowsFor = (passage: Passage): Rows => opened.get(passage) ?? none;
const none: Rows = new Int8Array(0);

/** Cosines of a direction of length 1 with each row: the passage's own first, then those of the ways of asking. */
export function cosines(direction: Float32Array, rows: Rows): Float32Array {
  const found = new Float32Array(rows.length / width);
  for (let row = 0; row < found.length; row++) {
    let [product, length] = [0, 0];
    for (let at = 0, from = row * width; at < width; at++) {
      const one = rows[from + at] ?? 0;
      product += one * (direction[at] ?? 0);
      length += one * one;
    }
    found[row] = product / Math.sqrt(Math.max(1, length));
  }
  return found;
}
