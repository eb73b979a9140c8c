import { sentencesOf } from "./sentences.ts";
import { isSoftWord, isStopWord } from "./stop-words.ts";
import { stem, wordsOf } from "./words.ts";

/** Stems of the words that carry meaning, in order, repeated as often as they stand there. */
export function termsOf(text: string, language: string): string[] {
  return wordsOf(text, language)
    .filter((word) => !isStopWord(word, language))
    .map((word) => stem(word, language))
    .filter((term) => term.length > 1 && !isStopWord(term, language));
}

export interface WeightedTerm {
  readonly term: string;
  /** How much an answer that misses this term misses, 0 to 1. */
  readonly weight: number;
  /** Said before the question proper: it helps to understand, but nobody asked it. */
  readonly context: boolean;
}

const contextWeight = 0.4;
const softWeight = 0.25;

/** What a question is about. Only its last sentence asks; those before say what `it` is. */
export function questionTerms(question: string, language: string): WeightedTerm[] {
  const sentences = sentencesOf(question);
  const asked = sentences.at(-1) ?? question;
  const weighted = new Map<string, WeightedTerm>();
  const add = (text: string, context: boolean) => {
    for (const term of termsOf(text, language)) {
      if (weighted.has(term)) continue;
      const weight = (isSoftWord(term, language) ? softWeight : 1) * (context ? contextWeight : 1);
      weighted.set(term, { term, weight, context });
    }
  };
  add(asked, false);
  for (const sentence of sentences.slice(0, -1)) add(sentence, true);
  return [...weighted.values()];
}
