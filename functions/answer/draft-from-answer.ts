import type { Draft, DraftSentence } from "../contracts/draft.ts";
import type { FoundPassage } from "../contracts/knowledge.ts";
import type { AnswerablePassage, TaskAnswers } from "../models/tasks.ts";

type Answer = TaskAnswers["draft"];

/**
 * A model's paragraphs as a draft. The version of a cited passage is ours to say; a citation of a passage that was not
 * given is kept under an empty version, so that the check finds it.
 */
export function draftFromAnswer(
  answer: Answer,
  passages: readonly FoundPassage[],
  about: Pick<Draft, "draftId" | "interactionId" | "language" | "writtenBy">,
): Draft {
  const versions = new Map(passages.map(({ passageId, version }) => [passageId, version]));
  const sentences = answer.paragraphs.flatMap((paragraph) =>
    paragraph.sentences.map(
      ({ text, passageId, quote, question }): DraftSentence => ({
        text: oneLine(text),
        ...(passageId !== null && {
          citation: { passageId, version: versions.get(passageId) ?? "", quote: quote ?? "" },
        }),
        ...(question !== null && { question }),
      }),
    ),
  );
  return { ...about, sentences, text: textOf(answer) };
}

/** Paragraphs as the customer will read them. Line breaks inside a sentence are not the model's to set. */
const textOf = ({ paragraphs }: Answer): string =>
  paragraphs
    .map(({ sentences }) => sentences.map(({ text }) => oneLine(text)).join(" "))
    .join("\n\n")
    .slice(0, 20_000);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/**
 * Share of the questions that at least one cited sentence answers, 0 to 1: told for it, or told for another question from
 * a passage that answers this one, too.
 */
export function coverageOf(
  { sentences }: Pick<Draft, "sentences">,
  questions: number,
  passages: readonly Pick<AnswerablePassage, "passageId" | "question" | "answers">[] = [],
): number {
  if (questions === 0) return 0;
  const answered = new Set(
    sentences.flatMap(({ question, citation }) => {
      if (citation === undefined) return [];
      const alike = passages.filter(({ passageId, answers }) => answers && passageId === citation.passageId);
      return [...(question === undefined ? [] : [question]), ...alike.map((passage) => passage.question)];
    }),
  );
  return [...answered].filter((question) => question < questions).length / questions;
}
