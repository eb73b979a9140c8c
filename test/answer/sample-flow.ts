import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { coverageOf, draftFromAnswer } from "../../functions/answer/draft-from-answer.ts";
import { gate } from "../../functions/answer/gate.ts";
import { factsFrom } from "../../functions/answer/gather-facts.ts";
import { judgeCheck } from "../../functions/answer/judge-check.ts";
import { answerable, foundFacts } from "../../functions/answer/knowledge/found-facts.ts";
import { aboutEmails } from "../../functions/answer/knowledge/own-subject.ts";
import { buildIndex, openIndex, type PassageIndex } from "../../functions/answer/knowledge/passage-index.ts";
import { readArticle } from "../../functions/answer/knowledge/read-article.ts";
import { sampleMeanings } from "../../functions/answer/knowledge/sample-meanings.ts";
import { findPassages } from "../../functions/answer/knowledge/search.ts";
import { safeName } from "../../functions/answer/safe-name.ts";
import { verifyDraft } from "../../functions/answer/verify-draft.ts";
import type { Email } from "../../functions/contracts/email.ts";
import { type FoundPassage, KnowledgeIndex } from "../../functions/contracts/knowledge.ts";
import type { Policy } from "../../functions/contracts/policy.ts";
import { negativeMoods } from "../../functions/contracts/understanding.ts";
import { emailText } from "../../functions/models/email-text.ts";
import { sortEmails } from "../../functions/models/embedded/sort/sort-emails.ts";
import type { Model } from "../../functions/models/model.ts";
import type { Service } from "../../functions/tools/tool.ts";
import { attachmentFacts } from "../../functions/understand/attachment-facts.ts";
import { judgeMood } from "../../functions/understand/judge-mood.ts";
import { factsOf, judgeSorting } from "../../functions/understand/judge-sorting.ts";
import { seedPolicy } from "../../lib/seed-policy.ts";
import { stageNamed } from "../../lib/stages.ts";
import { askedAgents } from "../tools/asked-agents.ts";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));

/** The policy that stage dev starts with. */
export const devPolicy = (): Policy => seedPolicy(stageNamed("dev"));

/** The sample shop's articles, indexed as the function does it. */
export function sampleIndex(): PassageIndex {
  const folder = `${samples}knowledge/`;
  const passages = readdirSync(folder).flatMap((file) => readArticle(file, readFileSync(folder + file, "utf8")));
  return openIndex(
    KnowledgeIndex.parse(
      JSON.parse(JSON.stringify(buildIndex(passages, "2026-11-20T00:00:00.000Z", sampleMeanings()))),
    ),
    "2026-11-20",
  );
}

export const expectations = (): Record<
  string,
  { outcome: string; reason: string | string[]; article?: string | string[] }
> => parse(readFileSync(`${samples}expected.yaml`, "utf8"));

/** The pure functions of understand and answer in the workflow's order, without AWS: what each step would have found. */
export async function flow(
  emails: readonly Email[],
  model: Model,
  index: PassageIndex | undefined,
  policy: Policy,
  service?: Service,
) {
  const texts = emails.map(emailText);
  const mood = judgeMood({ emails: texts }, (await model.ask("read-mood", { emails: texts })).answer);
  const sortInput = { emails: texts, topics: policy.topics };
  const sorting = judgeSorting((await model.ask("sort", sortInput)).answer, await sortEmails(sortInput), policy);
  const language = sorting.language;
  const looked = await askedAgents(emails, sorting, policy, service);
  const passages: FoundPassage[] = [
    ...(index === undefined ? [] : findPassages(index, sorting.questions, language, aboutEmails(emails))),
    ...looked.passages,
  ];
  const found = foundFacts(passages, sorting.questions.length);
  const near = answerable(passages);
  const negative = negativeMoods.includes(mood.mood);
  const last = emails.at(-1);
  const written =
    near.some(({ answers }) => answers) || negative
      ? await model.ask("draft", {
          emails: texts,
          language,
          customerName: last === undefined ? undefined : safeName(last.replyTo, language),
          mood: mood.mood,
          questions: sorting.questions,
          passages: near,
        })
      : undefined;
  const ids = { draftId: `drf_${"0".repeat(40)}`, interactionId: `int_${"0".repeat(40)}` };
  const draft =
    written === undefined
      ? undefined
      : draftFromAnswer(written.answer, passages, { ...ids, language, writtenBy: written.by });
  const coverage = draft === undefined ? 0 : coverageOf(draft, sorting.questions.length, near);
  const check =
    draft === undefined
      ? undefined
      : judgeCheck(
          verifyDraft(draft, {
            passages,
            linkHosts: policy.linkHosts,
            customerName: last === undefined ? undefined : safeName(last.replyTo, language),
          }),
          (
            await model.ask("check", {
              language,
              mood: mood.mood,
              questions: sorting.questions,
              sentences: draft.sentences.map(({ text, question, citation }) => ({
                text,
                question,
                passage: passages.find((passage) => passage.passageId === citation?.passageId)?.text,
              })),
            })
          ).answer,
          coverage,
        );
  const facts = factsFrom({
    input: {
      interactionId: ids.interactionId,
      conversationId: `con_${"0".repeat(40)}`,
      seq: 1,
      mood,
      sorting: factsOf(sorting),
      attachments: attachmentFacts(emails),
      found,
      // Who may be asked for a code gets the email that asks for it as the draft.
      draftId: looked.account === "code" ? ids.draftId : (draft?.draftId ?? null),
      account: looked.account,
      coverage,
      check: check === undefined ? null : { ...check, problems: check.problems.length },
    },
    emails,
    policy,
    openTask: false,
  });
  // The workflow's own Choice: an unhappy customer never reaches the gate.
  const gated = gate(facts);
  return { mood, sorting, passages, found, draft, coverage, check, facts, gated };
}
