import type { Policy } from "../contracts/policy.ts";
import type { Sorting, SortingFacts } from "../contracts/understanding.ts";
import type { TaskAnswers } from "../models/tasks.ts";

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
    // A model that hears no question where we hear one is not believed: silence would close the email.
    questions: model.questions.length > 0 ? model.questions : own.questions,
    suspicious: model.suspicious || own.suspicious,
  };
}

/** The part that travels in workflow state. */
export function factsOf({ questions, ...facts }: Sorting): SortingFacts {
  return { ...facts, questionCount: questions.length };
}
