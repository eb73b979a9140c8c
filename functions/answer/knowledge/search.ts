import type { FoundPassage, Passage } from "../../contracts/knowledge.ts";
import { givesWhatIsAsked } from "../../models/text/expectation.ts";
import { synonymsOf, wholesOf } from "../../models/text/synonyms.ts";
import { questionTerms, termsOf, type WeightedTerm } from "../../models/text/terms.ts";
import { type LanguageIndex, type PassageIndex, passageTerms } from "./passage-index.ts";

/** From this score on a passage counts as an answer; below it, it is only something to look at. */
export const answersFrom = 0.6;
/** Passages this close (as a share of the best score) to the best of their article answer together with it. */
export const together = 0.96;

const candidates = 24;
const kept = 4;
const weakest = 0.25;

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

interface Ranked {
  readonly passage: Passage;
  readonly score: number;
}

function rank(index: LanguageIndex, question: string, language: string): Ranked[] {
  const terms = questionTerms(question, language).map((term) => ({ ...term, weight: worth(index, term) }));
  const asked = terms.filter((term) => !term.context);
  const usable = asked.some((term) => term.weight > 0) ? terms : terms.map((term) => ({ ...term, context: false }));
  if (usable.every((term) => term.weight === 0)) return [];
  const found = lookUp(index, usable, language)
    .map((passage) => ({ passage, score: scoreOf(passage, question, usable, language) }))
    .filter(({ score }) => score >= weakest)
    .sort((a, b) => b.score - a.score || a.passage.passageId.localeCompare(b.passage.passageId));
  return withMargin(found);
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

function scoreOf(passage: Passage, question: string, terms: readonly WeightedTerm[], language: string): number {
  const has = passageTerms(passage, language);
  let total = 0;
  let covered = 0;
  for (const { term, weight } of terms) {
    total += weight;
    covered += weight * match(term, has, language);
  }
  const heading = termsOf(passage.heading, language);
  const inQuestion = heading.filter((term) =>
    terms.some((asked) => match(asked.term, new Set([term]), language) > 0.5),
  );
  const headed = heading.length === 0 ? 0 : inQuestion.length / heading.length;
  const kind = givesWhatIsAsked(question, passage.text) ? 1 : 0.6;
  return Math.min(1, (0.9 * (covered / total) + 0.1 * headed) * kind);
}

/** How far the passage's words contain the term: itself 1, a synonym 0.85, what it is part of 0.8, part of a compound 0.8. */
function match(term: string, has: ReadonlySet<string>, language: string): number {
  if (has.has(term)) return 1;
  if (synonymsOf(term, language).some((other) => has.has(other))) return 0.85;
  if (wholesOf(term, language).some((whole) => has.has(whole))) return 0.8;
  if (language === "de" && term.length >= 5) {
    for (const other of has) {
      if (other.length >= 5 && (other.startsWith(term) || term.startsWith(other))) return 0.8;
    }
  }
  return 0;
}

/**
 * When passages of *different* articles come equally near, nobody knows which one is meant: up to a tenth is taken off.
 * Passages of one article are no rivals: they are told together.
 */
function withMargin(found: readonly Ranked[]): Ranked[] {
  const best = found[0];
  if (best === undefined) return [];
  const rival = found.find(({ passage }) => passage.articleId !== best.passage.articleId);
  const margin = rival === undefined ? 1 : (best.score - rival.score) / best.score;
  const factor = 0.9 + 0.1 * Math.min(1, margin / 0.1);
  return found.map(({ passage, score }) => ({ passage, score: score * factor }));
}
