import type { FoundPassage, Passage } from "../../contracts/knowledge.ts";
import { asksIndirectly, putsAQuestion } from "../../models/text/asking.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { synonymsOf, wholesOf } from "../../models/text/synonyms.ts";
import { questionTerms, type WeightedTerm } from "../../models/text/terms.ts";
import type { LanguageIndex, PassageIndex } from "./passage-index.ts";
import { type AskedTerm, scoreOf } from "./score-passage.ts";

/** From this score on a passage counts as an answer; below it, it is only something to look at. */
export const answersFrom = 0.65;
/** Passages this close (as a share of the best score) to the best of their article answer together with it. */
export const together = 0.97;

const candidates = 24;
const kept = 4;
const weakest = 0.25;
// Share of the greatest possible worth from which a word is rare: in about one passage of forty.
const rareFrom = 0.65;

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
// What we are asked to do, not how something is.
const wantsUsToAct = [
  /\b(?:can|could|would|will) you (?:please |kindly )?(?!tell|explain|say|confirm|advise|let|give|help|point|show|recommend)\w+ (?:me|my|us|our|it|this)\b/i,
  /\b(?:können|könnten|würden) Sie (?:bitte )?(?:mir|mich|uns|meine?[rsnm]?|unsere?[rsnm]?)\b(?![^?]*\b(?:sagen|mitteilen|erklären|verraten|nennen|helfen)\b)/iu,
];
const isOwnCase = (question: string): boolean =>
  [...ownCases, ...wantsUsToAct].some((pattern) => pattern.test(question));

/** `My tent is not here`: somebody expects a reaction, but an article, however near, is none. */
function onlyTells(question: string): boolean {
  const last = sentencesOf(question).at(-1) ?? question;
  return !putsAQuestion(last) && !asksIndirectly(last);
}

interface Ranked {
  readonly passage: Passage;
  readonly score: number;
}

function rank(index: LanguageIndex, question: string, language: string): Ranked[] {
  const terms = questionTerms(question, language).map((term): AskedTerm => {
    const weight = worth(index, term);
    return {
      ...term,
      weight,
      rare: !term.context && weight >= rareFrom * Math.log(1 + (index.passages.size + 1) / 0.5),
    };
  });
  // A question without a word of its own (`how long does it take?`) is about what was said before it.
  const speaks = terms.some(({ context, soft }) => !context && !soft);
  const usable = speaks ? terms : terms.map((term) => ({ ...term, context: false }));
  if (usable.every((term) => term.weight === 0)) return [];
  // What kind of answer is wanted, only the last sentence says: those before it are context.
  const asked = sentencesOf(question).at(-1) ?? question;
  const found = lookUp(index, usable, language)
    .map((passage) => ({ passage, score: scoreOf(passage, asked, usable, language) }))
    .filter(({ score }) => score >= weakest)
    .sort((a, b) => b.score - a.score || a.passage.passageId.localeCompare(b.passage.passageId));
  const ranked = withMargin(found);
  return isOwnCase(question) || onlyTells(question)
    ? ranked.map((one) => ({ ...one, score: Math.min(one.score, ownCaseAtMost) }))
    : ranked;
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
