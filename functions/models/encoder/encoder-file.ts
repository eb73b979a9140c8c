import { existsSync, openSync, readSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/** What tools/pack-sentence-encoder.py writes before the vocabulary. */
const Head = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  hidden: z.int().min(8).multipleOf(8),
  intermediate: z.int().min(8).multipleOf(8),
  layers: z.int().min(1),
  positions: z.int().min(3),
  words: z.int().min(1),
  bytesOfWords: z.int().min(1),
  source: z.string(),
});

/** The sizes of the model: a token's numbers, those between the last two matrices, and the longest text in tokens. */
export interface Shape {
  readonly hidden: number;
  readonly intermediate: number;
  readonly layers: number;
  readonly positions: number;
}

/** The model's file, open: 23 MB with six layers, of which the word pieces' rows (12 MB) stay on disk. */
export interface EncoderFile {
  /** Changes with the weights. */
  readonly name: string;
  readonly shape: Shape;
  readonly words: number;
  /** The word pieces in the order of their numbers, parted by line feeds, in UTF-8. */
  readonly vocabulary: Uint8Array;
  /** Fills this with what stays in memory: positions, norms and matrices in the order of use. */
  readonly readLayers: (into: Uint8Array) => void;
  /** Fills this with a word piece's numbers. */
  readonly readRow: (word: number, into: Float32Array) => void;
}

/** Where the file lies: beside this file in the source, one folder above a function's bundle (lib/bundle.ts). */
const places = ["./sentence-encoder.bin", "../sentence-encoder.bin"].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

const longestHead = 1024;
const lineFeed = 10;
const bytesOfFloat = 4;

/**
 * Opens the file and leaves it open, for as long as the process lives. Throws where it is missing: a bundle without it
 * could compare no sentences.
 */
export function openEncoderFile(): EncoderFile {
  const path = places.find((place) => existsSync(place));
  if (path === undefined)
    throw new Error("There is no sentence-encoder.bin beside the bundle: lib/bundle.ts puts it there, so bundle anew");
  const file = openSync(path, "r");
  const start = new Uint8Array(longestHead);
  fill(file, start, 0);
  const end = start.indexOf(lineFeed);
  const { name, words, bytesOfWords, ...shape } = Head.parse(
    JSON.parse(new TextDecoder().decode(start.subarray(0, end))),
  );
  const vocabulary = new Uint8Array(bytesOfWords);
  fill(file, vocabulary, end + 1);
  const layersAt = end + 1 + bytesOfWords;
  // Read as plain bytes: fs once refused a DataView as no view, under load, and never again by itself.
  const row = new Uint8Array(bytesOfFloat + shape.hidden);
  const [first, numbers] = [new DataView(row.buffer), new Int8Array(row.buffer, bytesOfFloat)];
  const readRow = (word: number, into: Float32Array): void => {
    fill(file, row, layersAt + bytesOfLayers(shape) + word * row.byteLength);
    const scale = first.getFloat32(0, true);
    for (let at = 0; at < numbers.length; at++) into[at] = scale * (numbers[at] ?? 0);
  };
  return { name, shape, words, vocabulary, readLayers: (into) => fill(file, into, layersAt), readRow };
}

/** The bytes of what stays in memory: positions and their norm, then each layer's matrices and norms. */
export function bytesOfLayers({ hidden, intermediate, layers, positions }: Shape): number {
  const norm = 2 * hidden * bytesOfFloat;
  const matrices = [
    [3 * hidden, hidden],
    [hidden, hidden],
    [intermediate, hidden],
    [hidden, intermediate],
  ].map(([rows = 0, columns = 0]) => bytesOfMatrix(rows, columns));
  const layer = matrices.reduce((sum, bytes) => sum + bytes, 2 * norm);
  return positions * hidden * bytesOfFloat + norm + layers * layer;
}

/** Signed bytes, and for each row a scale and a bias. */
export const bytesOfMatrix = (rows: number, columns: number): number => rows * (columns + 2 * bytesOfFloat);

/** Throws where the file ends before. */
function fill(file: number, into: Uint8Array, position: number): void {
  const read = readSync(file, into, 0, into.byteLength, position);
  if (read < into.byteLength) throw new Error("sentence-encoder.bin is cut short: pack it anew");
}
