import type { Policy } from "../contracts/policy.ts";
import type { Sorting, SortingFacts } from "../contracts/understanding.ts";
import type { TaskAnswers } from "../models/tasks.ts";
import { termsOf } from "../models/text/terms.ts";

// A topic that our own words see this clearly cannot be left out by a model.
const clearTopic = 0.35;

/**
 * A model's sorting beside our own by words and rules. The model may add risks, suspicion and questions but take none
 * away; language and topics that always need a person are ours to say (P3).
 */
export function judgeSorting(
  model: TaskAnswers["sort"],
  own: TaskAnswers["sort"],
  policy: Pick<Policy, "topics">,
): Sorting {
  const known = new Set(policy.topics.map(({ topic }) => topic));
  const named = model.topics.filter(({ topic }) => known.has(topic));
  const missed = own.topics.filter(
    ({ topic, confidence }) =>
      confidence >= clearTopic && known.has(topic) && !named.some((one) => one.topic === topic),
  );
  const always = new Set(policy.topics.filter(({ alwaysAsk }) => alwaysAsk).map(({ topic }) => topic));
  const topics = [
    ...missed.filter(({ topic }) => always.has(topic)),
    ...named,
    ...missed.filter(({ topic }) => !always.has(topic)),
  ];
  return {
    topics: topics.length > 0 ? topics.slice(0, 5) : [{ topic: "other", confidence: 0.5 }],
    language: own.language,
    urgency: own.urgency === "high" ? "high" : model.urgency,
    risks: [...new Set([...model.risks, ...own.risks])],
    questions: questionsOf(model, own),
    suspicious: model.suspicious || own.suspicious,
  };
}

const mostQuestions = 8;
// So much of a question must stand in the email, or it is not the customer's.
const enoughOfEmail = 0.6;
// So much of what we hear asked must come back in one of the model's questions, or it was left out.
const enoughOfOurs = 0.5;

/**
 * The customer's questions, as a model puts them where it keeps to their words. The email's own words are the truth: a
 * question made of others is not believed, and none that we hear may be left out, since an answer to the rest would be
 * sent as if it were whole.
 */
function questionsOf(model: TaskAnswers["sort"], own: TaskAnswers["sort"]): string[] {
  const { language } = own;
  const heard = wordsIn(own.questions.join(" "), language);
  // Where we hear nothing asked, the email's words are not ours to compare with.
  const theirs =
    own.questions.length === 0
      ? model.questions
      : model.questions.filter((question) => shareOf(wordsIn(question, language), heard) >= enoughOfEmail);
  const leftOut = own.questions.filter(
    (question) =>
      !theirs.some((other) => shareOf(wordsIn(question, language), wordsIn(other, language)) >= enoughOfOurs),
  );
  return [...leftOut, ...theirs].slice(0, mostQuestions);
}

const wordsIn = (text: string, language: string): ReadonlySet<string> => new Set(termsOf(text, language));

function shareOf(words: ReadonlySet<string>, of: ReadonlySet<string>): number {
  return words.size === 0 ? 1 : [...words].filter((word) => of.has(word)).length / words.size;
}

/** The part that travels in workflow state. */
export function factsOf({ questions, ...facts }: Sorting): SortingFacts {
  return { ...facts, questionCount: questions.length };
}
