import type { AnswerablePassage, DraftInput, TaskAnswers } from "../tasks.ts";
import { sentencesOf } from "../text/sentences.ts";
import { questionTerms, termsOf } from "../text/terms.ts";
import { phrasesIn } from "./phrases.ts";

type Paragraph = TaskAnswers["draft"]["paragraphs"][number];
type Sentence = Paragraph["sentences"][number];

// A passage of this length is told whole; of a longer one only what is asked.
const toldWhole = 420;
const mostPassages = 4;

/** A reply made of quotations: what is a fact stands word for word in an article; the rest is manners. */
export function writeDraft(input: DraftInput): TaskAnswers["draft"] {
  const phrases = phrasesIn(input.language);
  const told = new Set<string>();
  const answered: Paragraph[] = [];
  for (const [question, text] of input.questions.entries()) {
    const own = input.passages
      .filter((passage) => passage.question === question && passage.answers)
      .slice(0, mostPassages);
    // What was told for an earlier question answers this one too; it is not told twice.
    const sentences = own
      .flatMap((passage) => quotationsOf(passage, text, input.language, own.length > 1))
      .filter((sentence) => !told.has(sentence.text));
    for (const sentence of sentences) told.add(sentence.text);
    if (sentences.length > 0) answered.push({ sentences });
  }
  return {
    paragraphs: [
      saying(phrases.greeting(input.customerName)),
      saying(phrases.opening(input.mood, input.questions.length)),
      ...answered.map((paragraph, at) => introduced(paragraph, phrases.next[at - 1])),
      saying(phrases.closing(input.mood, answered.length > 0)),
    ],
  };
}

const manners = (text: string): Sentence => ({ text, passageId: null, quote: null, question: null });
const saying = (text: string): Paragraph => ({ sentences: [manners(text)] });
const introduced = (paragraph: Paragraph, by: string | undefined): Paragraph =>
  by === undefined ? paragraph : { sentences: [manners(by), ...paragraph.sentences] };

/** The sentences of a passage that the reply tells, each its own quotation. */
function quotationsOf(passage: AnswerablePassage, question: string, language: string, brief: boolean): Sentence[] {
  const sentences = sentencesOf(passage.text);
  const chosen =
    passage.text.length <= toldWhole && !brief ? sentences : mostFitting(sentences, question, language, brief ? 1 : 3);
  return chosen.map((text) => ({ text, passageId: passage.passageId, quote: text, question: passage.question }));
}

/** The best sentences in their own order. */
function mostFitting(sentences: readonly string[], question: string, language: string, most: number): string[] {
  const asked = new Set(questionTerms(question, language).map(({ term }) => term));
  const ranked = sentences
    .map((text, at) => ({ at, hits: new Set(termsOf(text, language).filter((term) => asked.has(term))).size }))
    .sort((a, b) => b.hits - a.hits || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at);
  return ranked.map(({ at }) => sentences[at] ?? "").filter((text) => text !== "");
}
