import { startsIn } from "../vectors/vector-file.ts";
import type { Vocabulary } from "./word-pieces.ts";

const hash = 35;

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv): good enough for 30,000 pieces in twice as many slots.
const basis = 0x811c9dc5;
const prime = 0x01000193;
const mixed = (state: number, byte: number): number => Math.imul(state ^ byte, prime);
/** Pieces inside a word stand in the vocabulary behind `##`. */
const inside = mixed(mixed(basis, hash), hash);

/**
 * A vocabulary as bytes, in the order of its numbers, with a table of hashes beside it: 0.5 MB with 30,522 pieces, where a
 * Map of strings has 4 MB. Throws where a piece that the model itself needs is missing.
 */
export function vocabularyOf(text: Uint8Array, words: number): Vocabulary {
  const starts = startsIn(text, words);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * words))).fill(-1);
  const mask = slots.length - 1;
  let longest = 0;
  for (let word = 0; word < words; word++) {
    const [from, to] = [starts[word] ?? 0, (starts[word + 1] ?? 0) - 1];
    longest = Math.max(longest, to - from);
    let slot = hashOf(text, from, to, basis) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = word;
  }

  const found = (bytes: Uint8Array, from: number, to: number, state: number): number => {
    const before = from === 0 ? 0 : 2;
    for (let slot = state & mask; ; slot = (slot + 1) & mask) {
      const word = slots[slot] ?? -1;
      if (word === -1 || same(text, starts[word] ?? 0, (starts[word + 1] ?? 0) - 1, bytes, from, to, before))
        return word;
    }
  };

  const states = new Int32Array(longest + 1);
  const special = (name: string): number => {
    const bytes = new TextEncoder().encode(name);
    const word = found(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length, basis));
    if (word < 0) throw new Error(`The encoder's vocabulary lacks ${name}: pack it from a model of BERT's build`);
    return word;
  };

  return {
    unknown: special("[UNK]"),
    first: special("[CLS]"),
    last: special("[SEP]"),
    longest(bytes, from) {
      const most = Math.min(longest, bytes.length - from);
      let state = from === 0 ? basis : inside;
      for (let length = 1; length <= most; length++) {
        state = mixed(state, bytes[from + length - 1] ?? 0);
        states[length] = state;
      }
      for (let length = most; length > 0; length--) {
        const piece = found(bytes, from, from + length, states[length] ?? 0);
        if (piece >= 0) return { piece, to: from + length };
      }
      return undefined;
    },
  };
}

function hashOf(bytes: Uint8Array, from: number, to: number, start: number): number {
  let state = start;
  for (let at = from; at < to; at++) state = mixed(state, bytes[at] ?? 0);
  return state;
}

/** Whether text[start, end) is `before` hash signs and then bytes[from, to). */
function same(
  text: Uint8Array,
  start: number,
  end: number,
  bytes: Uint8Array,
  from: number,
  to: number,
  before: number,
): boolean {
  if (end - start !== to - from + before) return false;
  for (let at = 0; at < before; at++) if (text[start + at] !== hash) return false;
  for (let at = from; at < to; at++) if (text[start + before + at - from] !== bytes[at]) return false;
  return true;
}
