import type { FoundPassage, Passage } from "../../contracts/knowledge.ts";
import { givesWhatIsAsked } from "../../models/text/expectation.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { synonymsOf, wholesOf } from "../../models/text/synonyms.ts";
import { questionTerms, type WeightedTerm } from "../../models/text/terms.ts";
import { type LanguageIndex, type PassageIndex, type PassageTerms, passageTerms } from "./passage-index.ts";

/** From this score on a passage counts as an answer; below it, it is only something to look at. */
export const answersFrom = 0.65;
/** Passages this close (as a share of the best score) to the best of their article answer together with it. */
export const together = 0.97;

const candidates = 24;
const kept = 4;
const weakest = 0.25;
// Worth of the rarest soft word is about 1: below it a question says nothing by itself.
const leastOwn = 1;

/** The best passages for each question, by its place in `questions`, best first; none where nothing comes near. */
export function findPassages(index: PassageIndex, questions: readonly string[], language: string): FoundPassage[] {
  const own = index.get(language);
  if (own === undefined || own.passages.size === 0) return [];
  return questions.flatMap((question, at) =>
    rank(own, question, language)
      .slice(0, kept)
      .map(({ passage, score }) => ({ ...passage, score, question: at })),
  );
}

// An article says how it is for everybody. How one order stands it cannot say, however well its words fit.
const ownCaseAtMost = 0.6;
const ownCases = [
  /\b(?:[A-Z]{2,4}-?\d{4,}|\d{6,})\b|#\s?\d{3,}/,
  /\b(?:where|when|why|has|have|did|is|are)\b[^?]{0,40}\bmy (?:\w+ ){0,2}(?:order|parcel|package|refund|delivery|shipment|exchange|replacement|money|return|repair|boots|jacket|tent|rucksack)\b(?![^?]*\b(?:if|best|need)\b)/i,
  /\b(?:wo|wann|warum|ist|wurde|haben)\b[^?]{0,40}\bmeine?[rsmn]? (?:\p{L}+ ){0,2}(?:bestellung|paket|erstattung|lieferung|sendung|geld|retoure|rücksendung|reparatur|jacke|zelt)\b/iu,
];
const isOwnCase = (question: string): boolean => ownCases.some((pattern) => pattern.test(question));

interface Ranked {
  readonly passage: Passage;
  readonly score: number;
}

function rank(index: LanguageIndex, question: string, language: string): Ranked[] {
  const terms = questionTerms(question, language).map((term) => ({ ...term, weight: worth(index, term) }));
  // A question without a word of its own (`how long does it take?`) is about what was said before it.
  const speaks = terms.some(({ context, weight }) => !context && weight >= leastOwn);
  const usable = speaks ? terms : terms.map((term) => ({ ...term, context: false }));
  if (usable.every((term) => term.weight === 0)) return [];
  // What kind of answer is wanted, only the last sentence says: those before it are context.
  const asked = sentencesOf(question).at(-1) ?? question;
  const found = lookUp(index, usable, language)
    .map((passage) => ({ passage, score: scoreOf(passage, asked, usable, language) }))
    .filter(({ score }) => score >= weakest)
    .sort((a, b) => b.score - a.score || a.passage.passageId.localeCompare(b.passage.passageId));
  const ranked = withMargin(found);
  return isOwnCase(question) ? ranked.map((one) => ({ ...one, score: Math.min(one.score, ownCaseAtMost) })) : ranked;
}

function lookUp(index: LanguageIndex, terms: readonly WeightedTerm[], language: string): Passage[] {
  const words = terms.flatMap(({ term }) => [term, ...synonymsOf(term, language), ...wholesOf(term, language)]);
  const hits = index.search.search([...new Set(words)].join(" "), {
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
    prefix: language === "de" ? (term) => term.length >= 5 : false,
  });
  return hits
    .slice(0, candidates)
    .map((hit) => index.passages.get(String(hit.id)))
    .filter((passage) => passage !== undefined);
}

/** Rare words weigh more. A word that stands in no article weighs most where it was asked, and nothing as context. */
function worth(index: LanguageIndex, { term, weight, context }: WeightedTerm): number {
  const documents = index.documentFrequency.get(term) ?? 0;
  if (documents === 0 && context) return 0;
  return weight * Math.log(1 + (index.documentFrequency.size === 0 ? 0 : index.passages.size + 1) / (documents + 0.5));
}

// Where a word stands says how much the passage is about it: a title covers the other passages of the article too.
const inHeading = 1;
const inText = 0.96;
const inTitle = 0.72;
// How much of the score is the share of the heading that was asked for: what else it is about counts against it.
const headingShare = 0.15;
const wrongKind = 0.6;

// What was only said before the question can tip a balance, no more.
const contextShare = 0.04;

type Doubt = (asked: readonly WeightedTerm[], has: PassageTerms, language: string) => boolean;
/** What makes a good match doubtful, and by how much. */
const doubts: readonly (readonly [Doubt, number])[] = [
  [missesMuch, 0.92],
  [missesThePoint, 0.8],
  [saysLittle, 0.85],
];

function scoreOf(passage: Passage, question: string, terms: readonly WeightedTerm[], language: string): number {
  const has = passageTerms(passage, language);
  const asked = terms.filter(({ context }) => !context);
  const around = terms.filter(({ context }) => context);
  const kind = doubts
    .filter(([holds]) => holds(asked, has, language))
    .reduce((factor, [, by]) => factor * by, givesWhatIsAsked(question, passage.text) ? 1 : wrongKind);
  const about =
    (1 - headingShare) * coverage(asked, has, language) + headingShare * headedBy(has.heading, asked, language);
  return Math.min(
    1,
    about * kind * (1 - contextShare) + contextShare * (around.length === 0 ? about : coverage(around, has, language)),
  );
}

/** Nothing in the passage speaks of what is to be done, or of the one thing the question is about. */
function missesThePoint(asked: readonly WeightedTerm[], has: PassageTerms, language: string): boolean {
  const crux = asked.filter((term) => term.crux);
  return crux.some(({ term }) => !isIn(term, has, language));
}

/** One word alone fits too many passages. */
function saysLittle(asked: readonly WeightedTerm[]): boolean {
  const own = asked.filter(({ soft }) => !soft);
  return own.length === 1 && own[0]?.crux === false;
}

const isIn = (term: string, has: PassageTerms, language: string): boolean =>
  [has.heading, has.text, has.title].some((place) => match(term, place, language) > 0);

/** A third of what was asked about is nowhere in the passage, however common those words are: `a return` from Germany. */
function missesMuch(asked: readonly WeightedTerm[], has: PassageTerms, language: string): boolean {
  const matters = asked.filter(({ soft }) => !soft);
  const missing = matters.filter(({ term }) => !isIn(term, has, language));
  return missing.length > 0 && missing.length * 3 >= matters.length;
}

/** Share of the terms that the passage has, by weight. */
function coverage(terms: readonly WeightedTerm[], has: PassageTerms, language: string): number {
  let total = 0;
  let covered = 0;
  for (const { term, weight } of terms) {
    total += weight;
    const places = [
      inHeading * match(term, has.heading, language),
      inText * match(term, has.text, language),
      inTitle * match(term, has.title, language),
    ];
    covered += weight * Math.max(...places);
  }
  return total === 0 ? 0 : covered / total;
}

/** The share of the heading's words that the question has. */
function headedBy(heading: ReadonlySet<string>, terms: readonly WeightedTerm[], language: string): number {
  if (heading.size === 0) return 0;
  let sum = 0;
  for (const word of heading) {
    const own = new Set([word]);
    sum += Math.max(0, ...terms.map(({ term }) => match(term, own, language)));
  }
  return sum / heading.size;
}

/** How far the words contain the term: itself 1, a synonym 0.85, what it is part of 0.8, part of a compound 0.8. */
function match(term: string, has: ReadonlySet<string>, language: string): number {
  if (has.has(term)) return 1;
  if (synonymsOf(term, language).some((other) => has.has(other))) return 0.85;
  if (wholesOf(term, language).some((whole) => has.has(whole))) return 0.8;
  if (language === "de" && term.length >= 5 && term !== "zuruck") {
    for (const other of has) {
      if (other.length >= 5 && (other.startsWith(term) || term.startsWith(other))) return 0.8;
    }
  }
  return 0;
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
  return found.map(({ passage, score }) => ({ passage, score: score * factor }));
}
