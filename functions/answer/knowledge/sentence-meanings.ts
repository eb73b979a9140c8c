import type { Passage, SentenceMeanings } from "../../contracts/knowledge.ts";
import { encode, encoderName, width } from "../../models/encoder/sentence-encoder.ts";

/** What a passage says as a whole, and then each way of asking for it: one direction of signed bytes after the other. */
export interface Rows {
  readonly bytes: Int8Array;
  /** One over the length of each. */
  readonly shares: Float32Array;
}

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
    opened.set(passage, withShares(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)));
  }
}

/** What a passage and its ways of asking mean; none where it was not encoded. */
export const rowsFor = (passage: Passage): Rows => opened.get(passage) ?? none;
const none: Rows = { bytes: new Int8Array(0), shares: new Float32Array(0) };

function withShares(bytes: Int8Array): Rows {
  const shares = new Float32Array(bytes.length / width);
  for (let row = 0; row < shares.length; row++) {
    let length = 0;
    for (let at = row * width; at < (row + 1) * width; at++) length += (bytes[at] ?? 0) ** 2;
    shares[row] = 1 / Math.sqrt(Math.max(1, length));
  }
  return { bytes, shares };
}

/** Cosines of a direction (length 1, `width` numbers) with each row: the passage's own first, then those of the ways of asking. */
export function cosines(direction: Float32Array, { bytes, shares }: Rows): Float32Array {
  const found = new Float32Array(shares.length);
  const numbers = direction.length;
  for (let row = 0; row < found.length; row++) {
    let product = 0;
    for (let at = 0, from = row * numbers; at < numbers; at++)
      product += (bytes[from + at] ?? 0) * (direction[at] ?? 0);
    found[row] = product * (shares[row] ?? 0);
  }
  return found;
}
