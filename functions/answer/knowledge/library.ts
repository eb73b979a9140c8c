import type { FoundPassage } from "../../contracts/knowledge.ts";
import { loadIndex } from "./load-index.ts";
import type { AboutEmail } from "./own-subject.ts";
import { findPassages } from "./search.ts";

/**
 * Where passages are looked for: the port behind which the index lies. Here it is one object in a bucket, held in memory,
 * good for `mostPassages`; a managed index takes over by giving this, and nothing that asks need change.
 */
export interface Library {
  /** The best passages of each question, by its place, best first. */
  find(questions: readonly string[], language: string, about: AboutEmail): Promise<FoundPassage[]>;
}

/**
 * Passages that one object may hold: 30,000 are 27 MB, opened by a new function environment in 1.3 s, and 480 MB in memory of
 * which functions have 1,024. Searching would go on: 100,000 take 19 ms (`npm run bench -- search --passages N`).
 */
export const mostPassages = 30_000;

/** The articles as they are indexed now; undefined while nothing is (F25). */
export async function openLibrary(): Promise<Library | undefined> {
  const index = await loadIndex();
  return index && { find: async (questions, language, about) => findPassages(index, questions, language, about) };
}
