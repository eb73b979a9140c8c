import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { handler as checkReply } from "../../functions/answer/check-reply.lambda.ts";
import { handler as findWhatWeKnow } from "../../functions/answer/find-what-we-know.lambda.ts";
import { handler as gate } from "../../functions/answer/gate.lambda.ts";
import { handler as indexKnowledge } from "../../functions/answer/index-knowledge.lambda.ts";
import { handler as writeReply } from "../../functions/answer/write-reply.lambda.ts";
import { Draft } from "../../functions/contracts/draft.ts";
import { env } from "../../functions/contracts/environment.ts";
import { FoundPassage, indexKey, KnowledgeReport, reportKey } from "../../functions/contracts/knowledge.ts";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import {
  CheckReply,
  Found,
  Gate,
  ReadAttachments,
  ReadMood,
  SortByTopic,
  WriteReply,
} from "../../functions/contracts/steps.ts";
import { Sorting } from "../../functions/contracts/understanding.ts";
import { isNewest } from "../../functions/intake/newest.ts";
import { readBytes } from "../../functions/platform/documents.ts";
import { readInteraction } from "../../functions/platform/interactions.ts";
import { queryRows } from "../../functions/platform/rows.ts";
import { s3 } from "../../functions/platform/s3.ts";
import { papers, readPaper } from "../../functions/platform/working-papers.ts";
import { handler as readAttachments } from "../../functions/understand/read-attachments.lambda.ts";
import { handler as readMood } from "../../functions/understand/read-mood.lambda.ts";
import { handler as sortByTopic } from "../../functions/understand/sort-by-topic.lambda.ts";
import { type Arrival, arrives, writesAgain } from "../desk/left-by-intake.ts";
import { openWorld, type World } from "../desk/world.ts";

const returns = `---
id: returns
title: Returns
language: en
topics: [returns]
---

## How long you can return something

You can return anything within 30 days of delivery. It should be unused.
`;

const putArticle = (text: string) =>
  s3().send(new PutObjectCommand({ Bucket: "mail", Key: "articles/returns.md", Body: text }));

/** The steps in the workflow's order, each given what the former ones gave back. */
async function run(ids: { interactionId: string; conversationId: string; seq: number }) {
  const subject = { interactionId: ids.interactionId, conversationId: ids.conversationId, seq: ids.seq };
  await isNewest(subject);
  const [mood, sorting, attachments] = [
    ReadMood.output.parse(await readMood(subject)),
    SortByTopic.output.parse(await sortByTopic(subject)),
    ReadAttachments.output.parse(await readAttachments(subject)),
  ];
  const found = Found.parse(await findWhatWeKnow({ ...subject, language: sorting.language }));
  const written = WriteReply.output.parse(await writeReply({ ...subject, language: sorting.language }));
  const { draftId } = written;
  const check = draftId === null ? null : CheckReply.output.parse(await checkReply({ ...subject, draftId }));
  const gated = Gate.output.parse(await gate({ ...subject, mood, sorting, attachments, found, ...written, check }));
  return { mood, sorting, attachments, found, draftId, check, gated };
}

const logOf = async (interactionId: string) => (await queryRows({ table: "log", pk: interactionId }, LogEntry)).rows;

describe("the steps of understand and answer, on real tables and objects", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    process.env[env.knowledgeBucket] = "mail";
  });
  afterAll(() => world.close());

  const arrivesAsking = (thread: string, words: string, more: Partial<Arrival> = {}) =>
    arrives({ thread, words, ...more });

  test("without any index nothing is known and a person answers (F25)", async () => {
    const ids = await arrivesAsking("no-index", "How long do I have to return something?");
    const { found, draftId, gated } = await run(ids);
    expect(found).toMatchObject({ passages: 0, answered: 0, questions: 1 });
    expect(draftId).toBeNull();
    expect(gated).toMatchObject({ outcome: "ask-a-person", reasons: ["no-knowledge"] });
  });

  test("a question that an article answers is read, answered with proof, checked and let through", async () => {
    await putArticle(returns);
    expect(await indexKnowledge({})).toEqual({ articles: 1, passages: 1 });
    const ids = await arrivesAsking("returns", "Hello, how long do I have to return something?");
    const { gated, draftId } = await run(ids);
    expect(gated).toMatchObject({ outcome: "send", reasons: ["answered-from-knowledge"] });

    const row = await readInteraction(ids.interactionId);
    expect(row).toMatchObject({ mood: { mood: "neutral" }, sorting: { questionCount: 1 }, draftId, gate: gated });
    const draft = await readPaper(ids.interactionId, papers.draft(draftId ?? ""), Draft);
    const passages = await readPaper(ids.interactionId, papers.passages, z.array(FoundPassage));
    for (const { citation } of draft?.sentences ?? []) {
      if (citation === undefined) continue;
      const cited = passages?.find(({ passageId }) => passageId === citation.passageId);
      expect(cited?.version).toBe(citation.version);
      expect(cited?.text).toContain(citation.quote);
    }
    expect(draft?.text).toContain("You can return anything within 30 days of delivery.");
  });

  test("every decision and every model call is in the log, and nothing of what the customer wrote", async () => {
    const ids = await arrivesAsking(
      "logged",
      "I dressed as a zebra last week. How long do I have to return something?",
    );
    await run(ids);
    const log = await logOf(ids.interactionId);
    const kinds = log.map(({ kind }) => kind);
    for (const kind of [
      "mood-read",
      "topics-sorted",
      "attachments-read",
      "knowledge-found",
      "draft-written",
      "draft-checked",
      "gate-decided",
    ])
      expect(kinds).toContain(kind);
    const calls = log.filter(({ kind }) => kind === "model-called");
    expect(calls.map(({ details }) => String(details["task"])).sort()).toEqual(["check", "draft", "read-mood", "sort"]);
    expect(calls[0]).toMatchObject({
      by: "model:embedded/embedded",
      details: { ok: true, costUsd: 0 },
    });
    expect(JSON.stringify(log)).not.toContain("zebra");
    expect(JSON.stringify(log)).not.toContain("customer.example");
  });

  test("a repeated step replaces its result and keeps the draft's id", async () => {
    const ids = await arrivesAsking("repeated", "How long do I have to return something?");
    const first = await run(ids);
    const again = await run(ids);
    expect(again.draftId).toBe(first.draftId);
    expect(again.gated).toEqual(first.gated);
  });

  test("a changed article is found within seconds, under a new version", async () => {
    const ids = await arrivesAsking("changed", "How long do I have to return something?");
    await run(ids);
    await putArticle(returns.replace("30 days", "45 days"));
    await indexKnowledge({});
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const { draftId } = await run(ids);
    const draft = await readPaper(ids.interactionId, papers.draft(draftId ?? ""), Draft);
    expect(draft?.text).toContain("45 days");
  });

  test("an article that cannot be read is left out and the others stay", async () => {
    await s3().send(
      new PutObjectCommand({ Bucket: "mail", Key: "articles/broken.md", Body: "---\nlanguage: english\n---\nx" }),
    );
    expect(await indexKnowledge({})).toEqual({ articles: 1, passages: 1 });
    await s3().send(new DeleteObjectCommand({ Bucket: "mail", Key: "articles/broken.md" }));
  });

  test("articles in HTML are indexed beside it, and what people should look at is reported", async () => {
    const old = "<title>Old returns</title><p>You can return anything within 14 days of delivery.</p>";
    const put = (file: string, Body: string) =>
      s3().send(new PutObjectCommand({ Bucket: "mail", Key: `articles/${file}`, Body }));
    await Promise.all([put("old.html", old), put("twin.md", returns), put("scan.pdf", "no PDF at all")]);
    expect(await indexKnowledge({})).toEqual({ articles: 2, passages: 2 });
    const report = KnowledgeReport.parse(
      JSON.parse(Buffer.from(await readBytes({ bucket: "mail", key: reportKey })).toString()),
    );
    expect(report.articles.map(({ file }) => file)).toEqual(["old.html", "returns.md"]);
    expect(report.leftOut).toMatchObject([
      { file: "scan.pdf" },
      { file: "twin.md", problem: expect.stringContaining("returns.md") },
    ]);
    expect(report.conflicts).toMatchObject([{ one: { file: "old.html" }, other: { file: "returns.md" } }]);
    const files = ["old.html", "twin.md", "scan.pdf"];
    for (const file of files) await s3().send(new DeleteObjectCommand({ Bucket: "mail", Key: `articles/${file}` }));
    expect(await indexKnowledge({})).toEqual({ articles: 1, passages: 1 });
  });

  test("unanswered emails of one conversation are read together", async () => {
    await arrivesAsking("twice", "How long do I have to return something?");
    const ids = await writesAgain({ thread: "twice", seq: 2, words: "And do you sell kites?" }, undefined);
    const { sorting, gated } = await run(ids);
    expect(sorting.questionCount).toBe(2);
    const paper = await readPaper(ids.interactionId, papers.sorting, Sorting);
    expect(paper?.questions).toEqual(["How long do I have to return something?", "And do you sell kites?"]);
    expect(gated).toMatchObject({ outcome: "ask-a-person", reasons: expect.arrayContaining(["unanswered-question"]) });
  });

  test("a conversation that a person has open is never answered over their head", async () => {
    await arrivesAsking("open-task", "How long do I have to return something?");
    const ids = await writesAgain(
      { thread: "open-task", seq: 2, words: "How long do I have to return something?" },
      `tsk_${"a".repeat(40)}`,
    );
    expect((await run(ids)).gated).toMatchObject({ outcome: "ask-a-person", reasons: ["person-is-on-it"] });
  });

  test("an unhappy customer's helper gets a draft even when nothing is known", async () => {
    const ids = await arrivesAsking(
      "unhappy",
      "This is unacceptable. I am furious about your kites, they are terrible!!!",
    );
    const { mood, draftId, gated } = await run(ids);
    expect(mood.mood).toMatch(/negative/);
    const draft = await readPaper(ids.interactionId, papers.draft(draftId ?? ""), Draft);
    expect(draft?.text).toMatch(/sorry/);
    expect(gated.outcome).toBe("ask-a-person");
  });

  test("a missing or empty index object is a reason for a person, not a crash (F25)", async () => {
    await s3().send(new DeleteObjectCommand({ Bucket: "mail", Key: indexKey }));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const ids = await arrivesAsking("gone", "How long do I have to return something?");
    expect((await run(ids)).gated.reasons).toEqual(["no-knowledge"]);
  });
});
