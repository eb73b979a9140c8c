import type { Passage } from "../../contracts/knowledge.ts";
import { isHarmlessWord } from "../../models/embedded/sort/harmless-words.ts";
import { asksForAKind, givesWhatIsAsked } from "../../models/text/expectation.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { hasOwnRules, isPlace, isThing } from "../../models/text/synonyms.ts";
import { plainly, questionTerms, tokensOf } from "../../models/text/terms.ts";
import { covered, type Meant, meantWords } from "../../models/vectors/soft-match.ts";
import { similarity, vectorOf } from "../../models/vectors/word-vectors.ts";
import { meaningOf } from "./passage-meaning.ts";
import { type SentenceMeaning, sentenceMeaning } from "./sentence-features.ts";

/** A question as it is compared with passages. */
export interface QuestionMeaning {
  readonly asked: string;
  readonly words: readonly Meant[];
  /** The words told before it. */
  readonly around: readonly Meant[];
  readonly vector: Float32Array | undefined;
  /** Of all that was said. */
  readonly whole: Float32Array | undefined;
  /** Of the email's subject, and of both together; without a subject of the question alone. */
  readonly about: Float32Array | undefined;
  readonly joint: Float32Array | undefined;
  /** As the sentence encoder reads it; worked out when it is first asked for. */
  readonly sentence: () => SentenceMeaning;
}

/** What a question means; only its last sentence asks. `subject` says what the email is about. */
export function questionMeaning(question: string, language: string, subject = ""): QuestionMeaning {
  const sentences = sentencesOf(question);
  const asked = sentences.at(-1) ?? question;
  const vector = (words: string) => vectorOf(tokensOf(words, language), language);
  const own = vector(asked);
  return {
    asked,
    words: meantWords(asked, language),
    around: meantWords(sentences.slice(0, -1).join(" "), language),
    vector: own,
    whole: sentences.length < 2 ? own : vector(question),
    about: subject === "" ? undefined : vector(subject),
    joint: subject === "" ? own : vector(`${subject}. ${asked}`),
    sentence: once(() => sentenceMeaning(question)),
  };
}

/** The same question without the email's subject, as `questionMeaning` makes it of the question alone. */
export const withoutItsSubject = (meaning: QuestionMeaning): QuestionMeaning => ({
  ...meaning,
  about: undefined,
  joint: meaning.vector,
});

/** Encoding takes milliseconds, and what words alone decide needs none of it. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const near = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  one === undefined || other === undefined ? 0 : similarity(one, other);

/** How near a passage lies to a question as a whole: by this candidates are found. */
export function nearness({ vector, whole }: QuestionMeaning, passage: Passage, language: string): number {
  const { vectors } = meaningOf(passage, language);
  return near(vector, vectors.text) + near(vector, vectors.heading) + 0.5 * near(whole, vectors.text);
}

/** All that a passage says, and with `ways` what customers say who ask for it. */
export function wordsSaid(passage: Passage, language: string, ways: boolean): readonly Meant[] {
  const { words, asked } = meaningOf(passage, language);
  return ways ? [...words, ...new Set(asked.flatMap((way) => way.words))] : words;
}

/** How like the ways in which customers ask for a passage a question is: the asking sentence, and all that was said. */
export function likeAsked(question: QuestionMeaning, passage: Passage, language: string): Likeness {
  const before = compared.get(question) ?? new Map<Passage, Likeness>();
  compared.set(question, before);
  const known = before.get(passage) ?? likeness(question, passage, language);
  before.set(passage, known);
  return known;
}

type Likeness = Readonly<Record<"asked" | "whole" | "three", number>>;
const compared = new WeakMap<QuestionMeaning, Map<Passage, Likeness>>();

function likeness(question: QuestionMeaning, passage: Passage, language: string): Likeness {
  const { asked } = meaningOf(passage, language);
  const alike = asked.map(({ vector }) => near(question.vector, vector)).toSorted((a, b) => b - a);
  return {
    asked: alike[0] ?? 0,
    whole:
      question.whole === question.vector
        ? Math.max(0, alike[0] ?? 0)
        : Math.max(0, ...asked.map(({ vector }) => near(question.whole, vector))),
    three: alike.length === 0 ? 0 : sum(alike.slice(0, 3)) / Math.min(3, alike.length),
  };
}

/** The same of the email's subject: what it alone and what it says with the question. */
export function subjectLikeAsked(question: QuestionMeaning, passage: Passage, language: string) {
  const { asked } = meaningOf(passage, language);
  const most = (own: Float32Array | undefined) => Math.max(0, ...asked.map(({ vector }) => near(own, vector)));
  return { about: most(question.about), joint: most(question.joint) };
}

const waysRead = 2;

/** How well the words of the nearest ways of asking are met by the question's, and the other way round: the better of both ways' products. */
export function sameWords(question: QuestionMeaning, passage: Passage, language: string): number {
  const { asked } = meaningOf(passage, language);
  const nearest = asked
    .map((way) => ({ way, alike: near(question.vector, way.vector) }))
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, waysRead);
  const share = (one: readonly Meant[], other: readonly Meant[]) => {
    const total = sum(one.map(({ weight }) => weight));
    return total === 0 ? 0 : sum(one.map((word) => word.weight * covered(word, other, "", language))) / total;
  };
  return Math.max(
    0,
    ...nearest.map(
      ({ way }) => share(question.words, way.words) * share(way.words, [...question.words, ...question.around]),
    ),
  );
}

/** From this match on a word counts as said. */
const said = 0.8;

/** What speaks for and against a passage as an answer: numbers that rest on no shop's own words. */
export function featuresOf(
  question: QuestionMeaning,
  passage: Passage,
  language: string,
): Readonly<Record<string, number>> {
  const { whole, heading, words, vectors, sentences } = meaningOf(passage, language);
  const found = matches(question.words, words, whole, language);
  const around = matches(question.around, words, whole, language);
  const all = [...question.words, ...question.around];
  const headed = heading.map((word) => Math.max(0, ...all.map((one) => covered(one, [word], "", language))));
  const misses = found.map(({ weight, match }) => weight * (1 - match)).toSorted((a, b) => b - a);
  const total = sum(found.map(({ weight }) => weight));
  const exact = found.map(({ weight, match }) => (match >= said ? weight : 0));
  const asked = plainly(question.asked, language);
  return {
    coverage: total === 0 ? 0 : sum(found.map(({ weight, match }) => weight * match)) / total,
    exact: total === 0 ? 0 : sum(exact) / total,
    worstMiss: misses[0] ?? 0,
    secondMiss: misses[1] ?? 0,
    missed: sum(misses),
    around:
      sum(around.map(({ weight, match }) => weight * match)) / Math.max(0.5, sum(around.map((one) => one.weight))),
    aroundHits: sum(around.map(({ weight, match }) => (match >= said ? weight : 0))),
    heading: near(question.vector, vectors.heading),
    headingWhole: near(question.whole, vectors.heading),
    title: near(question.vector, vectors.title),
    text: near(question.vector, vectors.text),
    textWhole: near(question.whole, vectors.text),
    sentence: Math.max(0, ...sentences.map((one) => near(question.vector, one))),
    headed: heading.length === 0 ? 0 : sum(headed) / heading.length,
    headedWorst: Math.min(1, ...headed),
    otherPlace: [...found, ...around].some(({ stem, match }) => match < said && isPlace(stem, language)) ? 1 : 0,
    words: found.filter(({ light }) => !light).length,
    weight: total,
    told: around.length,
    aboutHeading: near(question.about, vectors.heading),
    aboutText: near(question.about, vectors.text),
    aboutTitle: near(question.about, vectors.title),
    jointText: near(question.joint, vectors.text),
    asksKind: asksForAKind(asked) ? 1 : 0,
    wrongKind: givesWhatIsAsked(asked, passage.text) ? 0 : 1,
  };
}

// A word of the question that is nowhere near anything in the passage or in its ways of asking names something else.
const asGoodAsSaid = 0.42;
const matters = 0.6;
// What is to be done has to come nearer.
const asTheAct = 0.7;

/** The words of the asking sentence that neither the passage nor the ways of asking for it say, in whatever words. */
export function unsaid(question: QuestionMeaning, passage: Passage, language: string): readonly Meant[] {
  const { whole } = meaningOf(passage, language);
  const said = wordsSaid(passage, language, true);
  const crux = new Set(questionTerms(question.asked, language).flatMap((term) => (term.crux ? [term.term] : [])));
  return question.words
    .filter(({ light, weight, stem }) => crux.has(stem) || (!light && weight >= matters))
    .filter((word) => !isHarmlessWord(word.stem, language) || hasOwnRules(word.stem, language))
    .filter((word) => covered(word, said, whole, language) < (crux.has(word.stem) ? asTheAct : asGoodAsSaid));
}

const asNamed = 0.6;
const ofAll = /\b(?:everything|anything|any item|an item|alles|jeder artikel)\b/i;

/** The heading names a thing with rules of its own of which nobody spoke: what holds for gift cards may not hold for all. */
export function isHeadedByAnotherThing(question: QuestionMeaning, passage: Passage, language: string): boolean {
  const named = meaningOf(passage, language).heading.filter(({ stem }) => hasOwnRules(stem, language));
  const spoken = [...question.words, ...question.around];
  if (named.length > 0 && !named.some((one) => covered(one, spoken, "", language) >= asNamed)) return true;
  const { words, whole } = meaningOf(passage, language);
  const things = words.filter(({ stem }) => isThing(stem, language));
  const asked = question.words.filter(({ stem }) => isThing(stem, language));
  return (
    things.length > 0 &&
    asked.length > 0 &&
    !ofAll.test(whole) &&
    !asked.some((one) => covered(one, things, "", language) >= asNamed)
  );
}

const matches = (asked: readonly Meant[], words: readonly Meant[], whole: string, language: string) =>
  asked.map((word) => ({
    stem: word.stem,
    weight: word.weight,
    light: word.light,
    match: covered(word, words, whole, language),
  }));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
