import { Failure, StepFailure } from "../contracts/failures.ts";
import type { FoundPassage } from "../contracts/knowledge.ts";
import type { Policy } from "../contracts/policy.ts";
import { FindWhatWeKnow } from "../contracts/steps.ts";
import { Sorting } from "../contracts/understanding.ts";
import type { About } from "../models/open-model.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { agentsFor } from "../tools/plan-agents.ts";
import { foundFacts } from "./knowledge/found-facts.ts";
import { openLibrary } from "./knowledge/library.ts";
import { aboutEmails } from "./knowledge/own-subject.ts";

export const handler = lambdaStep(FindWhatWeKnow, async ({ language, ...subject }) => {
  const [sorting, library, policy, emails] = await Promise.all([
    readPaper(subject.interactionId, papers.sorting, Sorting),
    openLibrary(),
    readPolicy(),
    unansweredEmails(subject),
  ]);
  if (sorting === undefined)
    throw new StepFailure(Failure.BadInput, "There is no sorting to search by: Sort by topic has not run");
  const found = (await library?.find(sorting.questions, language, aboutEmails(emails))) ?? [];
  const { passages, calls } =
    policy.models.embed === undefined
      ? { passages: found, calls: [] }
      : await fused(found, { questions: sorting.questions, language }, policy, { subject, emails });
  const facts = foundFacts(passages, sorting.questions.length);
  const agents = policy.tools === undefined ? [] : agentsFor(sorting.questions, emails, policy.tools);
  await recordStep(subject, {
    papers: { [papers.passages]: passages },
    entry: {
      kind: "knowledge-found",
      by: "code",
      summary:
        library === undefined
          ? "There is no knowledge index yet"
          : `${facts.answered} of ${facts.questions} question(s) are answered by an article`,
      details: {
        ...facts,
        language,
        found: passages.map(({ passageId, version, score }) => ({ passageId, version, score })),
      },
    },
    calls,
  });
  return { ...facts, agents };
});

/** Loaded only where policy names a model that embeds: most have none, and search by words and meaning alone. */
async function fused(
  found: readonly FoundPassage[],
  asked: { readonly questions: readonly string[]; readonly language: string },
  policy: Policy,
  about: About,
) {
  const [{ besideVectors }, { vectorObjects }, { openModel }] = await Promise.all([
    import("./knowledge/beside-vectors.ts"),
    import("./knowledge/vector-objects.ts"),
    import("../models/open-model.ts"),
  ]);
  return besideVectors(found, asked, policy, vectorObjects, (routed) => openModel(routed, about));
}
