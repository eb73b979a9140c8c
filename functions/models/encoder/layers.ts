import { bytesOfLayers, bytesOfMatrix, type EncoderFile, type Shape } from "./encoder-file.ts";
import type { Kernel } from "./kernel.ts";
import { vocabularyOf } from "./vocabulary.ts";
import { wordPieces } from "./word-pieces.ts";

const bytesOfFloat = 4;

/** A matrix of signed bytes in the kernel's memory, with a scale and a bias for each row. */
interface Matrix {
  readonly weights: number;
  readonly scales: number;
  readonly bias: number;
  readonly rows: number;
  readonly columns: number;
}

interface Norm {
  readonly gain: number;
  readonly shift: number;
}

/** BERT's layer: what each token takes from all, then what it makes of that, each added to what there was. */
interface Layer {
  readonly asked: Matrix;
  readonly taken: Matrix;
  readonly afterTaking: Norm;
  readonly widened: Matrix;
  readonly narrowed: Matrix;
  readonly afterThinking: Norm;
}

/** Lays the model out in the kernel's memory and gives what reads a text with it. */
export function openEncoder(file: EncoderFile, kernel: Kernel): (text: string) => Float32Array {
  const { shape } = file;
  const { hidden, intermediate, positions } = shape;
  const vocabulary = vocabularyOf(file.vocabulary, file.words);
  const start = kernel.room(bytesOfLayers(shape));
  const floats = (count: number): number => kernel.room(count * bytesOfFloat);
  const states = floats(positions * hidden);
  const added = floats(positions * hidden);
  const wide = floats(positions * Math.max(3 * hidden, intermediate));
  const levels = kernel.room(positions * Math.max(hidden, intermediate) * 2);
  const scores = floats(positions + 3);
  // All room is taken: from here on the views of it hold.
  file.readLayers(new Uint8Array(kernel.bytes(), start, bytesOfLayers(shape)));
  const { places, first, layers } = laidOut(shape, start);
  const view = (at: number): Float32Array => new Float32Array(kernel.bytes(), at, positions * hidden);
  const [numbers, embedded, positioned] = [view(states), view(added), view(places)];

  const product = (out: number, from: number, { weights, scales, bias, rows, columns }: Matrix, tokens: number): void =>
    kernel.product(out, from, weights, scales, bias, levels, scores, tokens, rows, columns);
  const normalise = ({ gain, shift }: Norm, tokens: number): void =>
    kernel.normalise(states, added, gain, shift, tokens, hidden);

  return (text) => {
    const pieces = wordPieces(text, vocabulary, positions);
    const tokens = pieces.length;
    numbers.set(positioned.subarray(0, tokens * hidden));
    for (const [at, piece] of pieces.entries()) file.readRow(piece, embedded.subarray(at * hidden, (at + 1) * hidden));
    normalise(first, tokens);
    for (const { asked, taken, afterTaking, widened, narrowed, afterThinking } of layers) {
      product(wide, states, asked, tokens);
      kernel.attend(added, wide, scores, tokens, hidden);
      product(added, added, taken, tokens);
      normalise(afterTaking, tokens);
      product(wide, states, widened, tokens);
      kernel.gelu(wide, tokens * intermediate);
      product(added, wide, narrowed, tokens);
      normalise(afterThinking, tokens);
    }
    return meanDirection(numbers, tokens, hidden);
  };
}

/** Where each part lies, in the order of tools/pack-sentence-encoder.py. */
function laidOut({ hidden, intermediate, layers, positions }: Shape, start: number) {
  let at = start;
  const next = (bytes: number): number => {
    const here = at;
    at += bytes;
    return here;
  };
  const norm = (): Norm => ({ gain: next(hidden * bytesOfFloat), shift: next(hidden * bytesOfFloat) });
  const matrix = (rows: number, columns: number): Matrix => {
    const weights = next(bytesOfMatrix(rows, columns));
    const scales = weights + rows * columns;
    return { weights, scales, bias: scales + rows * bytesOfFloat, rows, columns };
  };
  const places = next(positions * hidden * bytesOfFloat);
  const first = norm();
  const all = Array.from(
    { length: layers },
    (): Layer => ({
      asked: matrix(3 * hidden, hidden),
      taken: matrix(hidden, hidden),
      afterTaking: norm(),
      widened: matrix(intermediate, hidden),
      narrowed: matrix(hidden, intermediate),
      afterThinking: norm(),
    }),
  );
  return { places, first, layers: all };
}

/** The mean over all tokens, [CLS] and [SEP] too, made length 1: their sum made length 1 is the same. */
function meanDirection(numbers: Float32Array, tokens: number, hidden: number): Float32Array {
  const direction = new Float32Array(hidden);
  let squares = 0;
  for (let at = 0; at < hidden; at++) {
    let sum = 0;
    for (let token = 0; token < tokens; token++) sum += numbers[token * hidden + at] ?? 0;
    direction[at] = sum;
    squares += sum * sum;
  }
  const length = Math.sqrt(squares);
  for (let at = 0; at < hidden; at++) direction[at] = (direction[at] ?? 0) / length;
  return direction;
}
