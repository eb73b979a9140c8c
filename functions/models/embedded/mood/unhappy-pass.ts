import { type OtherReadings, unhappyFeatures } from "./unhappy-features.ts";
import { weightsOfUnhappy } from "./unhappy-weights.ts";

/** What an email's features say together. */
export interface UnhappyReading {
  /** Odds that a person ought to see it because the customer is upset, as a natural logarithm. */
  readonly odds: number;
  /** The customer's own words that spoke most for it. */
  readonly because: readonly string[];
}

export interface EmailWords {
  readonly subject: string;
  readonly words: string;
  readonly language: string;
}

/** 24 bits of FNV-1a: a feature's name as a number. Of ten thousand names one in a thousand strangers meets one. */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 24)) & 0xffffff;
}

/** Numbers of features, three bytes each, and their weights in steps of `step`, one byte each. */
function opened({ features, weights, step }: typeof weightsOfUnhappy): ReadonlyMap<number, number> {
  const names = Buffer.from(features, "base64");
  const values = Buffer.from(weights, "base64");
  const map = new Map<number, number>();
  for (let at = 0; at < values.length; at++) map.set(names.readUIntBE(at * 3, 3), values.readInt8(at) * step);
  return map;
}

let learned: ReadonlyMap<number, number> | undefined;
const mostWords = 3;

/**
 * How unhappy an email reads to what was learnt from emails and sentences by several authors (bin/train-mood.ts): the mood
 * of the whole, where no listed word or rule speaks.
 */
export function unhappyReading(email: EmailWords, others: OtherReadings): UnhappyReading {
  learned ??= opened(weightsOfUnhappy);
  let odds = 0;
  const speaking: { readonly word: string; readonly pull: number }[] = [];
  for (const [name, value] of unhappyFeatures(email, others)) {
    const weight = learned.get(numberOf(name));
    if (weight === undefined) continue;
    odds += weight * value;
    if (/^w \p{L}/u.test(name) && !name.endsWith("*")) speaking.push({ word: name.slice(2), pull: weight * value });
  }
  const because = speaking
    .filter(({ pull }) => pull > 0)
    .toSorted((a, b) => b.pull - a.pull)
    .slice(0, mostWords)
    .map(({ word }) => word);
  return { odds, because };
}
