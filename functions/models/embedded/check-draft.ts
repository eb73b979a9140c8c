import { encode } from "../encoder/sentence-encoder.ts";
import type { CheckInput, TaskAnswers } from "../tasks.ts";
import { givesWhatIsAsked } from "../text/expectation.ts";
import { sentencesOf } from "../text/sentences.ts";
import { isLightWord } from "../text/stop-words.ts";
import { coversAnyItem, synonymsOf, wholesOf } from "../text/synonyms.ts";
import { questionTerms, termsOf, tokensOf } from "../text/terms.ts";
import { fold } from "../text/words.ts";
import { similarity, vectorOf } from "../vectors/word-vectors.ts";

/** Words that bind us. In a sentence without a passage they are a promise of the writer's own. */
const promises =
  /\b(?:we will|we'll|i will|i'll|you will (?:get|receive)|guarantee\w*|promise\w*|refund\w*|free of charge|for free|compensat\w*|discount\w*|voucher|credit you|wir werden|ich werde|garantier\w*|verspreche\w*|versprochen|erstatt\w*|kostenlos|gutschrift|rabatt|gutschein|entschadig\w*)\b/;
const sorry = /\b(?:sorry|apologi[sz]e\w*|regret|leid|entschuldig\w*|bedauer\w*)\b/;
const cheerful = /\b(?:glad to hear|happy to hear|great news|wonderful|freut (?:uns|mich))\b/;

// Half of what a question is about must come back in its answer; below that the answer is about something else.
const enough = 0.5;

/** The embedded check: another way of looking than the search's. It counts words and looks for promises; it knows no meaning. */
export function checkDraft({ language, mood, questions, sentences }: CheckInput): TaskAnswers["check"] {
  const problems: string[] = [];
  const grounded = sentences.every(({ text, passage }) => passage === undefined || passage.includes(text));
  if (!grounded) problems.push("A sentence says more than the passage it cites.");
  let complete = true;
  for (const [at, question] of questions.entries()) {
    const answer = sentences.filter(
      (sentence) => sentence.question === at || tells(sentence.passage, question, language),
    );
    const text = answer.map((sentence) => `${sentence.text} ${sentence.passage ?? ""}`).join(" ");
    const wrong = whyNotAnswered(question, text, language);
    if (wrong === undefined) continue;
    complete = false;
    problems.push(`Question ${at + 1} ${wrong}`);
  }
  const own = sentences.filter(({ passage }) => passage === undefined).map(({ text }) => fold(text));
  const noPromises = !own.some((text) => promises.test(text));
  if (!noPromises) problems.push("A sentence without a source sounds like a promise.");
  const toneFits = fits(mood, own.join(" "));
  if (!toneFits) problems.push("The tone does not fit the customer's mood.");
  return { grounded, complete, noPromises, toneFits, problems: problems.slice(0, 12) };
}

const tells = (passage: string | undefined, question: string, language: string): boolean =>
  passage !== undefined && share(question, passage, language) >= enough;

function whyNotAnswered(question: string, answer: string, language: string): string | undefined {
  if (answer === "") return "is not answered.";
  if (share(question, answer, language) < enough)
    return "is answered by something that seems to be about another matter.";
  return givesWhatIsAsked(sentencesOf(question).at(-1) ?? question, answer)
    ? undefined
    : "asks for a time, a price or a number, and the answer has none.";
}

/** How many of the question's words come back, each counting the same. */
function share(question: string, answer: string, language: string): number {
  const asked = questionTerms(question, language).filter(
    ({ term, context }) => !context && !isLightWord(term, language) && !coversAnyItem(term, answer, language),
  );
  if (asked.length === 0) return 1;
  const has = new Set(termsOf(answer, language));
  const back = asked.filter(
    ({ term }) =>
      has.has(term) ||
      [...synonymsOf(term, language), ...wholesOf(term, language)].some((other) => has.has(other)) ||
      (language === "de" &&
        [...has].some((other) => other.length > 4 && (other.startsWith(term) || term.startsWith(other)))),
  );
  const alike = Math.max(back.length / asked.length, meantAlike(question, answer, language));
  return alike >= enough ? alike : Math.max(alike, readAlike(question, answer));
}

/** The same, as the sentence encoder reads both: only where counting and single words are not enough. */
function readAlike(question: string, answer: string): number {
  const asked = sentencesOf(question).at(-1) ?? question;
  return similarity(encode(asked), encode(answer));
}

/** How near the answer comes in other words; scaled so that what is clearly about the same counts as enough. */
function meantAlike(question: string, answer: string, language: string): number {
  const vector = (text: string) => vectorOf(tokensOf(text, language), language);
  const said = vector(answer);
  const asked = [vector(sentencesOf(question).at(-1) ?? question), vector(question)];
  return Math.max(0, ...asked.map((one) => (one === undefined || said === undefined ? 0 : similarity(one, said))));
}

function fits(mood: CheckInput["mood"], own: string): boolean {
  if (mood === "negative" || mood === "very-negative") return sorry.test(own) && !cheerful.test(own);
  return true;
}
