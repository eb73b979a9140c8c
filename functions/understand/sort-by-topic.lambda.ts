import type { Subject } from "../contracts/ids.ts";
import { SortByTopic } from "../contracts/steps.ts";
import type { SortingFacts } from "../contracts/understanding.ts";
import { emailText } from "../models/email-text.ts";
import { keepFailedCalls } from "../models/keep-failed-calls.ts";
import { openModel } from "../models/open-model.ts";
import type { TaskAnswers, TaskInputs } from "../models/tasks.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { papers } from "../platform/working-papers.ts";

async function sortByTopic(subject: Subject): Promise<SortingFacts> {
  const [policy, emails] = await Promise.all([readPolicy(), unansweredEmails(subject)]);
  const model = await openModel(policy, { subject, emails });
  const input = {
    emails: emails.map(emailText),
    topics: policy.topics.map(({ topic, words }) => ({ topic, words })),
  };
  const [{ answer, by, calls }, own, { factsOf, judgeSorting }] = await Promise.all([
    model.ask("sort", input),
    ownSorting(input),
    import("./judge-sorting.ts"),
  ]);
  const sorting = judgeSorting(answer, own, policy);
  const facts = factsOf(sorting);
  await recordStep(subject, {
    set: { sorting: facts },
    papers: { [papers.sorting]: sorting },
    entry: {
      kind: "topics-sorted",
      by: `model:${by}`,
      summary: `About ${facts.topics.map(({ topic }) => topic).join(", ")}; ${facts.questionCount} question(s)`,
      details: { ...facts, emails: emails.length },
    },
    calls,
  });
  return facts;
}

/** Our own reading. Its word lists are loaded while the model is asked. */
async function ownSorting(input: TaskInputs["sort"]): Promise<TaskAnswers["sort"]> {
  const { sortEmails } = await import("../models/embedded/sort/sort-emails.ts");
  return sortEmails(input);
}

export const handler = lambdaStep(SortByTopic, (subject) => keepFailedCalls(subject, () => sortByTopic(subject)));
