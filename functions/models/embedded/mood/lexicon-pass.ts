import { sentencesOf } from "../../text/sentences.ts";
import { fold, stem } from "../../text/words.ts";
import { germanLexicon, germanPhrases } from "./lexicon-de.ts";
import { englishLexicon, englishPhrases } from "./lexicon-en.ts";
import { frenchLexicon, frenchPhrases, spanishLexicon, spanishPhrases } from "./lexicon-romance.ts";

interface Lexicon {
  readonly words: ReadonlyMap<string, number>;
  readonly phrases: ReadonlyMap<string, number>;
}

const open = (
  language: string,
  table: Readonly<Record<number, string>>,
  phrases: Readonly<Record<string, number>>,
): Lexicon => {
  const words = new Map<string, number>();
  for (const [weight, list] of Object.entries(table)) {
    for (const word of list.split(/\s+/)) {
      const folded = fold(word);
      words.set(folded, Number(weight));
      const base = stem(folded, language);
      if (!words.has(base)) words.set(base, Number(weight));
    }
  }
  return { words, phrases: new Map(Object.entries(phrases).map(([phrase, weight]) => [fold(phrase), weight])) };
};

const lexicons: Readonly<Record<string, Lexicon>> = {
  en: open("en", englishLexicon, englishPhrases),
  de: open("de", germanLexicon, germanPhrases),
  fr: open("fr", frenchLexicon, frenchPhrases),
  es: open("es", spanishLexicon, spanishPhrases),
};

const negations = new Set(
  `not no never none nobody nothing neither nor cannot can't won't don't doesn't didn't isn't wasn't aren't weren't
  couldn't wouldn't shouldn't hasn't haven't hadn't ain't without hardly barely scarcely nicht kein keine keinen keinem
  keiner nie niemals ohne kaum pas jamais sans ni nunca sin`
    .split(/\s+/)
    .map((word) => fold(word)),
);
const stronger = new Set(
  `very really extremely absolutely totally completely utterly so such incredibly deeply highly truly most quite too
  beyond thoroughly bitterly sehr wirklich extrem absolut total völlig überaus zutiefst äußerst echt so tres vraiment muy`
    .split(/\s+/)
    .map((word) => fold(word)),
);
const weaker = new Set(
  "slightly somewhat little bit fairly rather kinda almost etwas bisschen ziemlich leicht un peu poco"
    .split(" ")
    .map((word) => fold(word)),
);

/** Feeling of one sentence, -1 to 1, and the words that carried it. */
export function feelingOf(sentence: string, language: string): { score: number; words: string[] } {
  const lexicon = lexicons[language] ?? lexicons["en"];
  const tokens = fold(sentence).match(/[\p{L}]+(?:['-][\p{L}]+)*/gu) ?? [];
  const words: string[] = [];
  let sum = 0;
  for (let at = 0; at < tokens.length; ) {
    const { weight, length } = weigh(tokens, at, language, lexicon);
    if (weight !== 0) {
      const felt = weight * emphasis(tokens, at, sentence);
      sum += felt;
      words.push(tokens.slice(at, at + length).join(" "));
    }
    at += length;
  }
  const excited = sum + Math.sign(sum) * Math.min(3, (sentence.match(/!/g) ?? []).length) * 0.4;
  return { score: excited / Math.sqrt(excited * excited + 12), words };
}

function weigh(
  tokens: readonly string[],
  at: number,
  language: string,
  lexicon: Lexicon | undefined,
): { weight: number; length: number } {
  for (const length of [4, 3, 2]) {
    const weight = lexicon?.phrases.get(tokens.slice(at, at + length).join(" "));
    if (weight !== undefined && at + length <= tokens.length) return { weight, length };
  }
  const token = tokens[at] ?? "";
  const weight = lexicon?.words.get(token) ?? lexicon?.words.get(stem(token, language)) ?? 0;
  return { weight, length: 1 };
}

/** Negation up to three words before turns a feeling round and weakens it; intensifiers and capitals raise it. */
function emphasis(tokens: readonly string[], at: number, sentence: string): number {
  const before = tokens.slice(Math.max(0, at - 3), at);
  let factor = before.some((word) => negations.has(word)) ? -0.6 : 1;
  if (before.slice(-2).some((word) => stronger.has(word))) factor *= 1.3;
  if (before.slice(-2).some((word) => weaker.has(word))) factor *= 0.6;
  const token = tokens[at] ?? "";
  if (token.length > 3 && sentence.includes(token.toUpperCase())) factor *= 1.25;
  return factor;
}

// A complaint inside praise is still a complaint: what hurts weighs half as much again.
const hurtWeight = 1.5;

/** First pass: what the words feel like, over the whole text. */
export function lexiconPass(text: string, language: string): { score: number; words: string[] } {
  let sum = 0;
  const words: string[] = [];
  for (const sentence of sentencesOf(text)) {
    const felt = feelingOf(sentence, language);
    sum += felt.score * (felt.score < 0 ? hurtWeight : 1);
    if (Math.abs(felt.score) > 0.3) words.push(...felt.words);
  }
  return { score: sum / Math.sqrt(sum * sum + 1.2), words: [...new Set(words)].slice(0, 6) };
}
