import type { FoundPassage, Passage } from "../../contracts/knowledge.ts";
import { isHarmlessWord } from "../../models/embedded/sort/harmless-words.ts";
import { encode } from "../../models/encoder/sentence-encoder.ts";
import { roleChances } from "../../models/encoder/sentence-roles.ts";
import { asksIndirectly, asksTwice, putsAQuestion } from "../../models/text/asking.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { hasOwnRules, isPlace, isReferent, isThing, synonymsOf, wholesOf } from "../../models/text/synonyms.ts";
import { questionTerms, type WeightedTerm } from "../../models/text/terms.ts";
import { afterthoughtsIn } from "./afterthoughts.ts";
import { answersFrom } from "./answers-from.ts";
import { byMeaning, type Looked } from "./by-meaning.ts";
import type { Ranked } from "./candidates.ts";
import { nearWords } from "./near-words.ts";
import { isOwnCase } from "./own-case.ts";
import type { AboutEmail } from "./own-subject.ts";
import type { LanguageIndex, PassageIndex } from "./passage-index.ts";
import { type AskedTerm, scoreOf } from "./score-passage.ts";
import { searchWords } from "./search-words.ts";

const mostCandidates = 24;
const kept = 5;
const weakest = 0.25;
// Share of the greatest possible worth from which a word is rare: in about one passage of forty.
const rareFrom = 0.65;

/** The best passages for each question, by its place in `questions`, best first; none where nothing comes near. */
export function findPassages(
  index: PassageIndex,
  questions: readonly string[],
  language: string,
  { subject, words }: AboutEmail = { subject: "", words: "" },
): FoundPassage[] {
  const own = index.get(language);
  if (own === undefined || own.passages.size === 0) return [];
  const found: (readonly Ranked[])[] = [];
  const isAfter = afterthoughtsIn(words, questions);
  for (const [at, question] of questions.entries()) {
    const best = ranked(own, question, toldBefore(questions.slice(0, at)), { language, subject, isAfter });
    found.push(leavesTheMatter(question, best, found.at(-1), language) ? best.map(doubted) : best);
  }
  return found.flatMap((best, at) =>
    best.slice(0, kept).map(({ passage, score, leavesOpen }) => ({
      ...passage,
      score,
      question: at,
      ...(leavesOpen && { leavesOpen }),
    })),
  );
}

const pointsAtIt = /\b(?:it|that|this|them|these|those|es|das|sie|ihn|dafür|davon|dabei|damit)\b/iu;

// `And will the postage cost me anything?` goes on from the question before it.
const goesOn = /^(?:and|und)\b/i;
const mayBeMeant = 0.35;

/** `… and will it cost me anything?` is about what was asked before it: another article's price is none. */
function leavesTheMatter(
  question: string,
  all: readonly Ranked[],
  before: readonly Ranked[] | undefined,
  language: string,
): boolean {
  const [best] = all;
  const earlier = before?.[0];
  if (best === undefined || earlier === undefined || best.passage.articleId === earlier.passage.articleId) return false;
  const same = all.find(({ passage }) => passage.articleId === earlier.passage.articleId);
  if (goesOn.test(question) && (same?.score ?? 0) >= mayBeMeant) return true;
  const own = questionTerms(question, language).filter(({ context, soft }) => !context && !soft);
  return own.length <= 1 && pointsAtIt.test(sentencesOf(question).at(-1) ?? question);
}

// As sure as a person's next look, no surer.
const doubtedAtMost = 0.6;
const doubted = (one: Ranked): Ranked => ({ ...one, score: Math.min(one.score, doubtedAtMost) });

/** `My tent is not here`: somebody expects a reaction, but an article, however near, is none. */
function onlyTells(question: string): boolean {
  const last = sentencesOf(question).at(-1) ?? question;
  return !putsAQuestion(last) && !asksIndirectly(last);
}

/** `hab mein Passwort vergessen, wie krieg ich n neues`: a question without its mark and in no usual form. */
const asksAllTheSame = (question: string): boolean =>
  roleChances(encode(sentencesOf(question).at(-1) ?? question)).asked >= surelyAsks;
const surelyAsks = 0.8;

/** What stands before an earlier question has to be taken up by its answer; before a later one it only says what `it` is. */
const toldBefore = (earlier: readonly string[]): ReadonlySet<string> =>
  new Set(earlier.flatMap((question) => sentencesOf(question)));

/** `separately`, `straight`: how something is done, in a word that no article uses, is no part of what is asked. */
const passingWord = (term: WeightedTerm, index: LanguageIndex): WeightedTerm =>
  !term.soft && !term.crux && manner.test(term.term) && !index.documentFrequency.has(term.term)
    ? { ...term, soft: true }
    : term;
const manner =
  /^(?:normal|usual|separat|seperat|exact|direct|quick|slow|easi|proper|correct|safe|final|actual|immediat|straightaway|complet|absolut|possib|serious|honest|genuin|frequent|occasional|prompt|extreme|terribl|awful|lovel|beautiful|nice|perfect)(?:ly|y|e)?$/;

/** By words first; what is put in other words is then looked for by meaning. */
function ranked(
  index: LanguageIndex,
  question: string,
  takenUp: ReadonlySet<string>,
  { language, subject, isAfter }: Pick<Looked, "subject" | "isAfter"> & { readonly language: string },
): readonly Ranked[] {
  const lexical = byWords(index, question, takenUp, language);
  const told = sentencesOf(question)
    .slice(0, -1)
    .filter((sentence) => !takenUp.has(sentence));
  const mayAnswer =
    !isOwnCase(question) &&
    !asksTwice(sentencesOf(question).at(-1) ?? question) &&
    (!onlyTells(question) || asksAllTheSame(question));
  return byMeaning(index, { question, told, lexical, mayAnswer, subject, isAfter }, language);
}

/** What the words alone find for a question, best first; `takenUp` is what an earlier question told already. */
export function byWords(
  index: LanguageIndex,
  question: string,
  takenUp: ReadonlySet<string>,
  language: string,
): Ranked[] {
  const meant = questionTerms(question, language).flatMap((term) =>
    nearWords(term.term, index.documentFrequency, language).map((word) => ({ ...term, term: word })),
  );
  const terms = meant.map((one): AskedTerm => {
    const term = passingWord(one, index);
    const weight = worth(index, term);
    return {
      ...term,
      weight,
      rare: !term.context && weight >= rareFrom * Math.log(1 + (index.passages.size + 1) / 0.5),
    };
  });
  const sentences = sentencesOf(question);
  // What kind of answer is wanted, only the last sentence says: those before it are context.
  const asked = sentences.at(-1) ?? question;
  const usable = withReferents(terms, asked, language);
  if (usable.every((term) => term.weight === 0)) return [];
  const told = sentences.slice(0, -1).filter((sentence) => !takenUp.has(sentence));
  const earlier = sentences.slice(0, -1);
  const heard = (term: string) => index.documentFrequency.has(term);
  const scored = lookUp(index, usable, language)
    .map((passage) => ({ passage, ...scoreOf(passage, { asked, told, earlier, heard }, usable, language) }))
    .filter(({ score }) => score >= weakest);
  // A passage that takes up all that was told goes before any that does not, unless that one answers clearly better: then
  // what was told would choose the answer, and the question would not.
  const whole = scored.filter(({ leavesOpen }) => !leavesOpen);
  const most = Math.max(0, ...scored.map(({ score }) => score));
  const candidates = whole.some(({ score }) => score >= answersFrom && score >= most * clearlyBetter) ? whole : scored;
  const found = candidates.toSorted(
    (a, b) => b.score - a.score || a.passage.passageId.localeCompare(b.passage.passageId),
  );
  const placed = withMargin(found);
  return isOwnCase(question) || onlyTells(question) || asksTwice(asked) ? placed.map(doubted) : placed;
}

const clearlyBetter = 0.97;

const pointsBack =
  /\b(?:it|its|them|they|their|that|this|these|those|there|one|ones|both|as well|too|count|auch|es|sie|ihn|ihm|das|die|den|davon|dafür|damit|dort|dorthin|dahin|hierher|welche)\b/iu;

/**
 * What the asking sentence only points at: without a word of its own it is about what was said before; `it` is the thing
 * and `there` the place that was named.
 */
function withReferents(terms: readonly AskedTerm[], asked: string, language: string): readonly AskedTerm[] {
  const speaks = terms.some(({ context, soft }) => !context && !soft);
  if (!speaks)
    return terms.map((term) => ({
      ...term,
      context: false,
      soft: term.soft || (term.context && isHarmlessWord(term.term, language)),
    }));
  const own = terms.filter(({ context }) => !context);
  const namesPlace = own.some(({ term }) => isPlace(term, language));
  // What is asked of a jacket may still be pointed at: `which one should I choose for a jacket`.
  const content = own.filter(({ soft }) => !soft);
  const namesThing =
    content.some(({ term }) => hasOwnRules(term, language)) && !content.every(({ term }) => isThing(term, language));
  const back = pointsBack.test(asked);
  return terms.map((term) => {
    const isMeant =
      term.context &&
      ((!namesPlace && isPlace(term.term, language)) || (back && !namesThing && isReferent(term.term, language)));
    return isMeant ? { ...term, context: false } : term;
  });
}

function lookUp(index: LanguageIndex, terms: readonly WeightedTerm[], language: string): Passage[] {
  const words = terms.flatMap(({ term }) => [term, ...synonymsOf(term, language), ...wholesOf(term, language)]);
  const hits = index.search.search(searchWords(words, index.documentFrequency).join(" "), {
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
    prefix: language === "de" ? (term) => term.length >= 5 : false,
  });
  return hits
    .slice(0, mostCandidates)
    .map((hit) => index.passages.get(String(hit.id)))
    .filter((passage) => passage !== undefined);
}

/** Rare words weigh more. A word that stands in no article weighs most where it was asked, and nothing as context. */
function worth(index: LanguageIndex, { term, weight, context, soft }: WeightedTerm): number {
  const documents = index.documentFrequency.get(term) ?? 0;
  if (documents === 0 && (context || soft)) return 0;
  return weight * Math.log(1 + (index.documentFrequency.size === 0 ? 0 : index.passages.size + 1) / (documents + 0.5));
}

// Passages of different articles that come as near as this share of the best make it unclear which one is meant.
const clearLead = 0.12;
const mostDoubt = 0.4;

/** Takes off for doubt when another article's passage comes near. Passages of one article are told together, no rivals. */
function withMargin(found: readonly Ranked[]): Ranked[] {
  const best = found[0];
  if (best === undefined) return [];
  const rival = found.find(({ passage }) => passage.articleId !== best.passage.articleId);
  const margin = rival === undefined ? 1 : (best.score - rival.score) / best.score;
  const factor = 1 - mostDoubt * (1 - Math.min(1, margin / clearLead));
  return found.map((one) => ({ ...one, score: one.score * factor }));
}
