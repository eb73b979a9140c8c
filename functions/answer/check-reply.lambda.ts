import * as z from "zod";
import { Draft } from "../contracts/draft.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Subject } from "../contracts/ids.ts";
import { FoundPassage } from "../contracts/knowledge.ts";
import { CheckReply } from "../contracts/steps.ts";
import { Sorting } from "../contracts/understanding.ts";
import { keepFailedCalls } from "../models/keep-failed-calls.ts";
import { openModel } from "../models/open-model.ts";
import { readInteraction, unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { coverageOf } from "./draft-from-answer.ts";
import { judgeCheck } from "./judge-check.ts";
import { answerable } from "./knowledge/found-facts.ts";
import { safeName } from "./safe-name.ts";
import type { Given, Verified } from "./verify-draft.ts";

async function checkReply(subject: Subject, draftId: string) {
  const [policy, emails, row, draft, sorting, found] = await Promise.all([
    readPolicy(),
    unansweredEmails(subject),
    readInteraction(subject.interactionId),
    readPaper(subject.interactionId, papers.draft(draftId), Draft),
    readPaper(subject.interactionId, papers.sorting, Sorting),
    readPaper(subject.interactionId, papers.passages, z.array(FoundPassage)),
  ]);
  if (draft === undefined) throw new StepFailure(Failure.BadInput, `There is no draft ${draftId}`);
  const passages = found ?? [];
  const questions = sorting?.questions ?? [];
  const customerName = safeName(emails.at(-1)?.replyTo ?? row.customer, draft.language);
  const model = await openModel(policy, { subject, emails });
  const asked = model.ask("check", {
    language: draft.language,
    mood: row.mood?.mood ?? "neutral",
    questions,
    sentences: draft.sentences.map(({ text, question, citation }) => ({
      text,
      question,
      passage: passages.find(
        (passage) => passage.passageId === citation?.passageId && passage.version === citation.version,
      )?.text,
    })),
  });
  const [verified, { answer, by, calls }] = await Promise.all([
    ourOwnCheck(draft, { passages, linkHosts: policy.linkHosts, customerName }),
    asked,
  ]);
  const check = judgeCheck(verified, answer, coverageOf(draft, questions.length, answerable(passages)));
  const facts = { ...check, problems: check.problems.length };
  await recordStep(subject, {
    papers: { [papers.check(draftId)]: check },
    entry: {
      kind: "draft-checked",
      by: `model:${by}`,
      summary: facts.problems === 0 ? "The check found nothing wrong" : `The check found ${facts.problems} problem(s)`,
      details: { draftId, ...facts },
    },
    calls,
  });
  return facts;
}

/** Word for word, by code. Its word lists are loaded while the model is asked. */
async function ourOwnCheck(draft: Draft, given: Given): Promise<Verified> {
  const { verifyDraft } = await import("./verify-draft.ts");
  return verifyDraft(draft, given);
}

export const handler = lambdaStep(CheckReply, ({ draftId, ...subject }) =>
  keepFailedCalls(subject, () => checkReply(subject, draftId)),
);
