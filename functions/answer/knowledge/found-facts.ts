import type * as z from "zod";
import type { FoundPassage } from "../../contracts/knowledge.ts";
import type { FindWhatWeKnow } from "../../contracts/steps.ts";
import type { AnswerablePassage } from "../../models/tasks.ts";
import { answersFrom, together } from "./answers-from.ts";

/** What was found, in numbers, for the gate. */
export function foundFacts(
  passages: readonly FoundPassage[],
  questions: number,
): z.infer<typeof FindWhatWeKnow.output> {
  const best = Array.from({ length: questions }, (_, question) =>
    passages.reduce((most, passage) => (passage.question === question ? Math.max(most, passage.score) : most), 0),
  );
  const leftOpen = new Set(passages.filter(({ leavesOpen }) => leavesOpen === true).map(({ question }) => question));
  return {
    passages: passages.length,
    answered: best.filter((score, question) => score >= answersFrom && !leftOpen.has(question)).length,
    questions,
    bestScore: Math.max(0, ...best),
    weakestScore: best.length === 0 ? 0 : Math.min(...best),
  };
}

/** Marks the passages that answer: the best of each question, and those of its article that come as near. */
export function answerable(passages: readonly FoundPassage[]): AnswerablePassage[] {
  return passages.map(({ passageId, articleId, title, heading, text, question, score }) => {
    const best = passages.filter((other) => other.question === question).sort((a, b) => b.score - a.score)[0];
    const isBest = best?.passageId === passageId;
    const asNear = best !== undefined && best.articleId === articleId && score >= best.score * together;
    return { passageId, title, heading, text, question, score, answers: score >= answersFrom && (isBest || asNear) };
  });
}
