import { createHash } from "node:crypto";
import type { Passage, PassageVectors } from "../../contracts/knowledge.ts";

// Vectors of passages by a model outside, kept in an object beside the index.
//
//   V1. Vectors of two models are never compared: each model has an object of its own, and one of them is in force.
//   V2. Another model's vectors are made beside those in force, and put in force when none is missing.
//   V3. A passage whose words did not change is not embedded again.

/** Where they are kept. */
export interface VectorStore {
  /** The model whose vectors are in force; undefined when none are. */
  inForce(): Promise<string | undefined>;
  read(model: string): Promise<PassageVectors | undefined>;
  write(vectors: PassageVectors): Promise<void>;
  putInForce(model: string): Promise<void>;
}

export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>;

// What the services take in one call without being slow; half-done work is kept after so many calls.
const perCall = 64;

/** Embeds what is new and puts the model in force once nothing is missing; when `embed` throws, what was done is kept. */
export async function renewVectors(
  passages: readonly Passage[],
  model: string,
  embed: Embed,
  store: VectorStore,
): Promise<{ readonly embedded: number; readonly reused: number }> {
  const known = (await store.read(model))?.vectors ?? {};
  const wanted = new Map(passages.map((passage) => [vectorKey(passage), wordsOf(passage)]));
  const missing = [...wanted].filter(([key]) => known[key] === undefined);
  const vectors = Object.fromEntries(Object.entries(known).filter(([key]) => wanted.has(key)));
  const reused = Object.keys(vectors).length;
  if (missing.length === 0 && reused === Object.keys(known).length && (await store.inForce()) === model)
    return { embedded: 0, reused };
  try {
    for (let start = 0; start < missing.length; start += perCall) {
      const batch = missing.slice(start, start + perCall);
      const made = await embed(batch.map(([, words]) => words));
      for (const [at, [key]] of batch.entries()) {
        const vector = made[at];
        if (vector === undefined) throw new Error(`${model} gave ${made.length} vectors for ${batch.length} texts`);
        vectors[key] = packed(vector);
      }
    }
  } catch (error) {
    await store.write({ model, vectors: { ...known, ...vectors } });
    throw error;
  }
  await store.write({ model, vectors });
  await store.putInForce(model);
  return { embedded: missing.length, reused };
}

const wordsOf = ({ title, heading, text }: Passage): string => `${title}\n${heading}\n${text}`.slice(0, 8000);

/** The same words have the same vector, in whichever article and version. */
export const vectorKey = (passage: Passage): string =>
  createHash("sha256").update(wordsOf(passage)).digest("hex").slice(0, 16);

/** A direction as signed bytes: a hundredth of its precision is more than ranks need, at a quarter of the size. */
function packed(vector: readonly number[]): string {
  const length = Math.hypot(...vector) || 1;
  return Buffer.from(Int8Array.from(vector, (one) => Math.round((one / length) * 127)).buffer).toString("base64");
}

export function unpacked(text: string): Int8Array {
  const bytes = Buffer.from(text, "base64");
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Cosine, about: -1 to 1. Vectors of two lengths have nothing in common. */
export function likeness(vector: readonly number[], stored: Int8Array): number {
  if (vector.length !== stored.length) return 0;
  const length = Math.hypot(...vector) || 1;
  let sum = 0;
  for (let at = 0; at < stored.length; at++) sum += (vector[at] ?? 0) * (stored[at] ?? 0);
  return sum / (length * 127);
}
