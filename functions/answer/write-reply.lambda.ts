import * as z from "zod";
import type { Draft } from "../contracts/draft.ts";
import type { Subject } from "../contracts/ids.ts";
import { sameDigits } from "../contracts/ids.ts";
import { FoundPassage } from "../contracts/knowledge.ts";
import { WriteReply } from "../contracts/steps.ts";
import { negativeMoods, Sorting } from "../contracts/understanding.ts";
import { emailText } from "../models/email-text.ts";
import { keepFailedCalls } from "../models/keep-failed-calls.ts";
import { openModel } from "../models/open-model.ts";
import { idFrom } from "../platform/ids.ts";
import { readInteraction, unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { coverageOf, draftFromAnswer } from "./draft-from-answer.ts";
import { answerable, foundFacts } from "./knowledge/found-facts.ts";
import { safeName } from "./safe-name.ts";

/** What a person at the desk asked of another draft. */
const Wish = z.object({ instruction: z.string().max(1000), at: z.string() });

async function writeReply(subject: Subject, language: string) {
  const [policy, emails, row, sorting, found, wish] = await Promise.all([
    readPolicy(),
    unansweredEmails(subject),
    readInteraction(subject.interactionId),
    readPaper(subject.interactionId, papers.sorting, Sorting),
    readPaper(subject.interactionId, papers.passages, z.array(FoundPassage)),
    readPaper(subject.interactionId, papers.instruction, Wish),
  ]);
  const questions = sorting?.questions ?? [];
  const passages = answerable(found ?? []);
  // What tools brought lies beside the articles' passages by now.
  const facts = foundFacts(found ?? [], questions.length);
  const mood = row.mood?.mood ?? "neutral";
  // With nothing to say, only an unhappy customer's helper gets a start: the words of regret.
  if (!passages.some(({ answers }) => answers) && !negativeMoods.includes(mood)) {
    await recordStep(subject, { entry: wrote(undefined, 0) });
    return { draftId: null, coverage: 0, found: facts };
  }
  const model = await openModel(policy, { subject, emails });
  const customer = emails.at(-1)?.replyTo ?? row.customer;
  const { answer, by, prompt, calls } = await model.ask("draft", {
    emails: emails.map(emailText),
    language,
    customerName: safeName(customer, language),
    mood,
    questions,
    passages,
    ...(wish !== undefined && { instruction: wish.instruction }),
  });
  const draft = draftFromAnswer(answer, found ?? [], {
    // One draft per run, and one more per wish of a person: a repeated step replaces its own.
    draftId:
      wish === undefined ? sameDigits("drf", subject.interactionId) : idFrom("drf", subject.interactionId, wish.at),
    interactionId: subject.interactionId,
    language,
    writtenBy: `${by} ${prompt}`,
  });
  const coverage = coverageOf(draft, questions.length, passages);
  await recordStep(subject, {
    set: { draftId: draft.draftId },
    papers: { [papers.draft(draft.draftId)]: draft },
    entry: wrote(draft, coverage),
    calls,
  });
  return { draftId: draft.draftId, coverage, found: facts };
}

const wrote = (draft: Draft | undefined, coverage: number) => ({
  kind: "draft-written" as const,
  by: draft === undefined ? "code" : `model:${draft.writtenBy.split(" ")[0]}`,
  summary:
    draft === undefined
      ? "No draft: no article answers anything"
      : `A draft that answers ${Math.round(coverage * 100)} % of what was asked`,
  details:
    draft === undefined
      ? { coverage }
      : {
          draftId: draft.draftId,
          coverage,
          cited: draft.sentences.flatMap(({ citation }) =>
            citation === undefined ? [] : [{ passageId: citation.passageId, version: citation.version }],
          ),
        },
});

export const handler = lambdaStep(WriteReply, ({ language, ...subject }) =>
  keepFailedCalls(subject, () => writeReply(subject, language)),
);
