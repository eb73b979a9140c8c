import type { FoundPassage, Passage } from "../../contracts/knowledge.ts";
import { answersFrom } from "./answers-from.ts";

/** A passage with how near a model outside finds it to the question, -1 to 1. */
export interface Near {
  readonly passage: Passage;
  readonly likeness: number;
}

// Reciprocal-rank fusion: the usual constant, which lets a first place in one list weigh about two tenth places in both.
const rankConstant = 60;
const kept = 5;
const fromEach = 10;
// A model's nearness is no proof: what only that finds is something to look at, never an answer.
const nearAtMost = answersFrom - 0.05;

/**
 * What words and meaning found for one question beside what a model's vectors find, fused by rank. What answers stays and
 * stays first; for the other places of the five the passage that both ways find comes before the one that one way finds.
 */
export function fuse(found: readonly FoundPassage[], near: readonly Near[], question: number): FoundPassage[] {
  const nearest = near.toSorted((a, b) => b.likeness - a.likeness).slice(0, fromEach);
  const worth = new Map<string, number>();
  for (const list of [found.map(({ passageId }) => passageId), nearest.map(({ passage }) => passage.passageId)])
    for (const [rank, id] of list.entries()) worth.set(id, (worth.get(id) ?? 0) + 1 / (rankConstant + rank + 1));
  const known = new Set(found.map(({ passageId }) => passageId));
  const added = nearest
    .filter(({ passage }) => !known.has(passage.passageId))
    .map(({ passage, likeness }) => ({ ...passage, question, score: Math.min(nearAtMost, Math.max(0, likeness)) }));
  const rank = ({ passageId, score }: FoundPassage): number =>
    (score >= answersFrom ? 1 + score : 0) + (worth.get(passageId) ?? 0);
  return [...found, ...added].toSorted((a, b) => rank(b) - rank(a)).slice(0, Math.max(kept, found.length));
}
