import { numberOf, opened } from "../linear-weights.ts";
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

let learned: ReadonlyMap<number, number> | undefined;
const mostWords = 3;
// Neither unhappy nor calm to read-mood: there the other readings decide.
const undecided = -0.4;
// A word, or two, that people can make something of: no beginnings of words, no `to`.
const tellsSomething = /^w \p{L}[^*^]{3,}$/u;

/**
 * How unhappy an email reads to what was learnt from emails and sentences by several authors (bin/train-unhappy.ts): the mood
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
    if (tellsSomething.test(name)) speaking.push({ word: name.slice(2), pull: weight * value });
  }
  const because = speaking
    .filter(({ pull }) => pull > 0)
    .toSorted((a, b) => b.pull - a.pull)
    .slice(0, mostWords)
    .map(({ word }) => word);
  // A bare number has a form too, but nobody is upset without a word for it.
  const isSaid = because.length > 0 && /\p{L}{2}/u.test(email.words);
  return { odds: isSaid ? odds : Math.min(undecided, odds), because };
}
