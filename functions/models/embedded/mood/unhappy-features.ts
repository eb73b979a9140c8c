import { asksIndirectly, putsAQuestion } from "../../text/asking.ts";
import { sentencesOf } from "../../text/sentences.ts";
import { fold } from "../../text/words.ts";
import { vectorOf } from "../../vectors/word-vectors.ts";
import { classesOf } from "./word-classes.ts";

/** What the word list and the rules say of the whole email, -1 to 1. */
export interface OtherReadings {
  readonly lexicon: number;
  readonly rules: number;
}

/** Where an email's feeling stands, stands near its beginning; reading more would cost (P12). */
const longestRead = 4000;
const mostSentences = 40;
const longestSubject = 200;
const tokenPattern = /\p{L}+(?:['-]\p{L}+)*|\d+(?:[.,:]\d+)*|[!?]+|\.{2,}|…/gu;

/** Languages that the word vectors know. */
const withVectors = new Set(["en", "de"]);

interface Email {
  readonly subject: string;
  readonly words: string;
  readonly language: string;
}

/**
 * An email as named numbers: its words and pairs of words; what its words do (word-classes), alone and in order, apart for
 * what is asked and what is told; what its sentences mean together (word vectors); and its form: how much is asked, how
 * curt and how loud it is. How much each kind counts was found on authors left out.
 */
export function unhappyFeatures(
  { subject, words, language }: Email,
  others: OtherReadings,
): ReadonlyMap<string, number> {
  const features = new Map<string, number>();
  const add = (name: string, value: number) => features.set(name, value);
  const sentences = sentencesIn(subject, words);
  const classes = classesOf(sentences.flatMap(({ tokens }) => tokens));
  let at = 0;
  for (const { tokens, asks } of sentences) {
    addWords(tokens, add);
    addClasses(classes.slice(at, at + tokens.length), asks ? "q" : "s", add);
    at += tokens.length;
  }
  if (withVectors.has(language)) addMeanings(sentences, language, add);
  addForm(
    sentences.filter(({ inSubject }) => !inSubject),
    words,
    add,
  );
  if (sentences.some(({ text }) => text.includes("!")))
    add("#loud", Math.min(4, sentences.filter(({ text }) => text.includes("!")).length) / 4);
  add("#bias", 1);
  add("#lexicon-bad", Math.min(0, others.lexicon));
  add("#lexicon-good", Math.max(0, others.lexicon));
  add("#rules-bad", Math.min(0, others.rules));
  add("#rules-good", Math.max(0, others.rules));
  return features;
}

interface Sentence {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly asks: boolean;
  readonly inSubject: boolean;
}

function sentencesIn(subject: string, words: string): readonly Sentence[] {
  const read = (text: string, inSubject: boolean): Sentence => ({
    text,
    tokens: fold(text).match(tokenPattern) ?? [],
    asks: putsAQuestion(text) || asksIndirectly(text),
    inSubject,
  });
  return [
    ...sentencesOf(subject.slice(0, longestSubject))
      .slice(0, 2)
      .map((text) => read(text, true)),
    ...sentencesOf(words.slice(0, longestRead))
      .slice(0, mostSentences)
      .map((text) => read(text, false)),
  ];
}

function addMeanings(sentences: readonly Sentence[], language: string, add: Add): void {
  const meanings = sentences.flatMap(({ tokens, asks }) => {
    const vector = vectorOf(tokens.filter(isWord), language);
    return vector === undefined ? [] : [{ vector, asks }];
  });
  addMeaning("v", meanings, add);
  addMeaning(
    "vt",
    meanings.filter(({ asks }) => !asks),
    add,
  );
}

const isWord = (token: string): boolean => /^\p{L}/u.test(token);

type Add = (name: string, value: number) => void;

const wordShare = 0.35;

function addWords(tokens: readonly string[], add: Add): void {
  let before = "^";
  for (const token of tokens) {
    const word = /^\d/.test(token) ? "0" : token;
    add(`w ${word}`, wordShare);
    if (word.length > 6) add(`w ${word.slice(0, 5)}*`, wordShare);
    add(`w ${before} ${word}`, wordShare);
    before = word;
  }
}

const classShare = 0.25;
const pairShare = 0.18;

function addClasses(classes: readonly (readonly string[])[], kind: "q" | "s", add: Add): void {
  const row = classes.filter((names) => names.length > 0);
  for (const [index, names] of row.entries()) {
    for (const name of names) {
      add(`c ${name}`, classShare);
      add(`c ${name} ${kind}`, pairShare);
      for (const next of row[index + 1] ?? []) add(`c ${name}>${next}`, pairShare);
    }
  }
}

const meaningShare = 6;

/** The mean direction of several sentences. */
function addMeaning(name: string, meanings: readonly { readonly vector: Float32Array }[], add: Add): void {
  const first = meanings[0];
  if (first === undefined) return;
  const sum = new Float32Array(first.vector.length);
  for (const { vector } of meanings)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
  const length = Math.hypot(...sum) || 1;
  for (const [at, value] of sum.entries()) add(`${name}${at}`, (value / length) * meaningShare);
}

const curt = 5;

/** How much is asked and told, how curtly, how loudly. */
function addForm(sentences: readonly Sentence[], words: string, add: Add): void {
  const asked = sentences.filter(({ asks }) => asks).length;
  const told = sentences.filter(({ asks, tokens }) => !asks && tokens.length > 2).length;
  const short = sentences.filter(({ asks, tokens }) => !asks && tokens.length > 0 && tokens.length < curt).length;
  if (asked === 0) add("#asks nothing", 1);
  add(`#asked ${Math.min(3, asked)}`, 0.5);
  add(`#told ${Math.min(5, told)}`, 0.5);
  add("#told share", told / Math.max(1, told + asked));
  if (short > 0) add("#curt", Math.min(3, short) / 3);
  if (/[?!]{2,}/.test(words)) add("#marks in rows", 1);
  const capitals = (words.slice(0, longestRead).match(inCapitals) ?? []).length;
  if (capitals > 0) add("#capitals", Math.min(4, capitals) / 4);
  if (inQuotationMarks.test(words.slice(0, longestRead))) add("#word in quotation marks", 1);
  const last = sentences.at(-1);
  if (last !== undefined && putsAQuestion(last.text)) add("#ends asking", 1);
}

const inCapitals = /(?<![\p{L}\p{N}-])\p{Lu}{3,}(?![\p{L}\p{N}-])/gu;
const inQuotationMarks = /(?<![\p{L}\p{N}])["'“„‘]\p{L}[\p{L} ]{2,40}["'”“’](?![\p{L}\p{N}])/u;
