import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { embeddedModel } from "../models/embedded-model.ts";
import { email } from "./sample-emails.ts";
import { devPolicy, flow, sampleIndex } from "./sample-flow.ts";

const Labelled = z.object({
  id: z.string(),
  language: z.string(),
  subject: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  body: z.string(),
  labels: z.object({
    angry: z.boolean(),
    answerable: z.boolean(),
    risks: z.array(z.string()),
    questions: z.array(z.object({ answerable: z.boolean(), passages: z.array(z.string()).default([]) })).default([]),
  }),
});

const file = fileURLToPath(new URL("../../samples/evaluation/tuning.yaml", import.meta.url));

describe("on the emails that may be tuned on, the embedded model", () => {
  let results: { labels: z.infer<typeof Labelled>; result: Awaited<ReturnType<typeof flow>> }[] = [];
  beforeAll(async () => {
    const [index, policy, model] = [sampleIndex(), devPolicy(), embeddedModel()];
    const cases = z.array(Labelled).parse(parse(readFileSync(file, "utf8")));
    results = await Promise.all(
      cases.map(async (one) => ({
        labels: one,
        result: await flow(
          [email({ subject: one.subject, words: one.body.trim(), from: one.from, replyTo: one.from })],
          model,
          index,
          policy,
        ),
      })),
    );
  });

  test("sends no wrong reply", () => {
    const wrong = results.filter(({ labels: { labels }, result }) => {
      if (result.gated.outcome !== "send") return false;
      const told = result.draft?.sentences.flatMap(({ citation }) => citation?.passageId ?? []) ?? [];
      const texts = result.passages.filter(({ passageId }) => told.includes(passageId)).map(({ text }) => text);
      const answered = labels.questions.every(({ passages }) =>
        passages.some((beginning) => texts.some((text) => text.startsWith(beginning))),
      );
      return !labels.answerable || !answered;
    });
    expect(wrong.map(({ labels }) => labels.id)).toEqual([]);
  });

  test("answers two in five of what an article answers, by itself", () => {
    const answerable = results.filter(({ labels: { labels } }) => labels.answerable);
    const answered = answerable.filter(({ result }) => result.gated.outcome === "send");
    expect(answered.length / answerable.length).toBeGreaterThanOrEqual(0.4);
  });

  test("misses no anger and no risk, and knows every language", () => {
    const missed = results.filter(
      ({ labels: { language, labels }, result: { mood, sorting } }) =>
        sorting.language !== language ||
        (labels.angry && !mood.mood.includes("negative")) ||
        labels.risks.some((risk) => !sorting.risks.some((found) => found === risk)),
    );
    expect(missed.map(({ labels }) => labels.id)).toEqual([]);
  });

  test("closes none in silence that asks something", () => {
    const silenced = results.filter(
      ({ labels: { labels }, result }) => result.gated.outcome === "no-reply" && labels.questions.length > 0,
    );
    expect(silenced.map(({ labels }) => labels.id)).toEqual([]);
  });
});
