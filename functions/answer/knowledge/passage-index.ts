import MiniSearch, { type AsPlainObject, type Options } from "minisearch";
import * as z from "zod";
import type { KnowledgeIndex, Passage, SentenceMeanings } from "../../contracts/knowledge.ts";
import { isStopWord } from "../../models/text/stop-words.ts";
import { termsOf, tokensOf } from "../../models/text/terms.ts";
import { stem } from "../../models/text/words.ts";
import { openMeanings } from "./sentence-meanings.ts";

/** One language's search: minisearch for candidates, and in how many passages each term stands for the scores. */
export interface LanguageIndex {
  readonly passages: ReadonlyMap<string, Passage>;
  /** What customers ask that no article answers: a question that is most like these goes to a person. */
  readonly forPeople: readonly Passage[];
  readonly search: MiniSearch<Passage>;
  readonly documentFrequency: ReadonlyMap<string, number>;
}
export type PassageIndex = ReadonlyMap<string, LanguageIndex>;

const Stored = z.record(z.string(), z.object({ search: z.unknown(), terms: z.record(z.string(), z.number()) }));

const options = (language: string): Options<Passage> => ({
  idField: "passageId",
  fields: ["heading", "title", "text"],
  tokenize: (text) => [...tokensOf(text, language)],
  processTerm: (word) => {
    const term = stem(word, language);
    return isStopWord(word, language) || term.length < 2 ? null : term;
  },
  // BM25+ with the usual constants: passages are paragraphs of about the same length.
  searchOptions: { boost: { heading: 2, title: 1.5 }, bm25: { k: 1.2, b: 0.7, d: 0.5 } },
});

/** Builds the index that is stored as one object. The same passages give the same bytes, but for `builtAt`. */
export function buildIndex(passages: readonly Passage[], builtAt: string, meanings?: SentenceMeanings): KnowledgeIndex {
  const index: z.infer<typeof Stored> = {};
  for (const language of [...new Set(passages.map((passage) => passage.language))].sort()) {
    const own = passages.filter((passage) => passage.language === language && passage.answeredBy === undefined);
    const search = new MiniSearch<Passage>(options(language));
    search.addAll(own);
    index[language] = { search: search.toJSON(), terms: frequencies(own, language) };
  }
  return { builtAt, passages: [...passages], index, ...(meanings !== undefined && { meanings }) };
}

function frequencies(passages: readonly Passage[], language: string): Record<string, number> {
  const count = new Map<string, number>();
  for (const passage of passages) {
    const { heading, text, title } = passageTerms(passage, language);
    for (const term of new Set([...heading, ...text, ...title])) count.set(term, (count.get(term) ?? 0) + 1);
  }
  return Object.fromEntries(count);
}

/** The words of a passage by where they stand, as stems. */
export interface PassageTerms {
  readonly heading: ReadonlySet<string>;
  readonly text: ReadonlySet<string>;
  readonly title: ReadonlySet<string>;
  /** The title's, where it names one subject: of `Pegs and parts` a passage may be about either. */
  readonly subject: ReadonlySet<string>;
}

const isList = (title: string): boolean => /, | (?:and|or|und|oder|&) /.test(title);
const known = new WeakMap<Passage, PassageTerms>();
/** Stems of what a passage says; worked out once per passage. */
export function passageTerms(passage: Passage, language: string): PassageTerms {
  let terms = known.get(passage);
  if (terms === undefined) {
    const stems = (text: string) => new Set(termsOf(text, language));
    terms = {
      heading: stems(passage.heading),
      text: stems(passage.text),
      title: stems(passage.title),
      subject: new Set(isList(passage.title) ? [] : stems(passage.title)),
    };
    known.set(passage, terms);
  }
  return terms;
}

/** Makes a stored index searchable. `today` (ISO date) leaves out passages not yet or no longer valid. */
export function openIndex(stored: KnowledgeIndex, today: string): PassageIndex {
  const valid = stored.passages.filter(
    (passage) => (passage.validFrom ?? "") <= today && today <= (passage.validUntil ?? "9999"),
  );
  openMeanings(valid, stored.meanings);
  const opened = new Map<string, LanguageIndex>();
  for (const [language, { search, terms }] of Object.entries(Stored.parse(stored.index))) {
    const own = valid.filter((passage) => passage.language === language);
    const quotable = own.filter(({ answeredBy }) => answeredBy === undefined);
    opened.set(language, {
      passages: new Map(quotable.map((passage) => [passage.passageId, passage])),
      forPeople: own.filter(({ answeredBy }) => answeredBy === "people"),
      search: MiniSearch.loadJS<Passage>(search as AsPlainObject, options(language)),
      documentFrequency: new Map(Object.entries(terms)),
    });
  }
  return opened;
}
