import type { Passage } from "../../contracts/knowledge.ts";
import { nearness, type QuestionMeaning } from "./answer-features.ts";
import type { Candidate } from "./answer-model.ts";
import type { LanguageIndex } from "./passage-index.ts";
import { sentenceLikeness, sentenceWorth } from "./sentence-features.ts";

/** A passage as it stands among those found for a question. */
export interface Ranked {
  readonly passage: Passage;
  readonly score: number;
  readonly leavesOpen: boolean;
}

const mostNear = 9;
// In a larger index the words find the candidates: comparing with every passage would take too long.
const mostCompared = 3000;

/** The passages that are looked at more closely: the nearest by meaning, and those that the words found. */
export function candidatesFor(
  index: LanguageIndex,
  meaning: QuestionMeaning,
  lexical: readonly Ranked[],
  language: string,
): readonly Candidate[] {
  const scores = new Map(lexical.slice(0, 5).map(({ passage, score }) => [passage, score]));
  const all = index.passages.size <= mostCompared ? [...index.passages.values()] : [];
  const compared = all.map((passage) => ({
    passage,
    byWords: nearness(meaning, passage, language),
    bySentence: sentenceWorth(sentenceLikeness(meaning.sentence(), passage)),
  }));
  const nearest = [
    ...first(compared, ({ byWords }) => byWords),
    ...first(compared, ({ bySentence }) => bySentence),
  ].map(({ passage }) => passage);
  return [...new Set([...nearest, ...scores.keys()])].map((passage) => ({
    passage,
    lexical: scores.get(passage) ?? 0,
  }));
}

/** Those that come nearest, best first. */
const first = <One extends { readonly passage: Passage }>(all: readonly One[], worth: (one: One) => number) =>
  all
    .toSorted((a, b) => worth(b) - worth(a) || a.passage.passageId.localeCompare(b.passage.passageId))
    .slice(0, mostNear);
