import * as z from "zod";
import { FoundPassage } from "../contracts/knowledge.ts";
import { Sorting } from "../contracts/understanding.ts";
import { codesIn } from "../platform/one-time-code.ts";
import { papers, readPaper } from "../platform/working-papers.ts";

export interface Asking {
  readonly sorting: Sorting;
  readonly passages: readonly FoundPassage[];
}

const mostQuestions = 8;

/**
 * The email that brings a one-time code asks nothing new: the questions of the interaction that asked for the code are
 * taken up again, with what was found for them, before whatever else the email asks. Risks of both count.
 */
export async function resumeAsking(asking: string, now: Asking): Promise<Asking> {
  const [sorting, passages] = await Promise.all([
    readPaper(asking, papers.sorting, Sorting),
    readPaper(asking, papers.passages, z.array(FoundPassage)),
  ]);
  if (sorting === undefined) return now;
  const own = now.sorting.questions
    .map((question, at) => ({ question, at }))
    .filter(({ question }) => codesIn(question).length === 0 && !sorting.questions.includes(question))
    .slice(0, Math.max(0, mostQuestions - sorting.questions.length));
  const before = sorting.questions.length;
  const moved = own.flatMap(({ at }, place) =>
    now.passages.filter(({ question }) => question === at).map((passage) => ({ ...passage, question: before + place })),
  );
  const topics = new Map([...sorting.topics, ...now.sorting.topics].map((one) => [one.topic, one]));
  return {
    sorting: {
      ...now.sorting,
      topics: [...topics.values()].filter(({ topic }) => topics.size === 1 || topic !== "other").slice(0, 5),
      language: sorting.language,
      urgency: sorting.urgency === "high" ? "high" : now.sorting.urgency,
      risks: [...new Set([...sorting.risks, ...now.sorting.risks])],
      questions: [...sorting.questions, ...own.map(({ question }) => question)],
      suspicious: sorting.suspicious || now.sorting.suspicious,
    },
    passages: [...(passages ?? []), ...moved],
  };
}
