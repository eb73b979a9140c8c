import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import type { Case } from "../../bin/evaluate/figures.ts";
import type { PassageIndex } from "../../functions/answer/knowledge/passage-index.ts";
import { findPassages } from "../../functions/answer/knowledge/search.ts";
import { negativeMoods } from "../../functions/contracts/understanding.ts";
import { aboveOurEmail, losesWords } from "../../functions/intake/cut-words.ts";
import { dissect } from "../../functions/intake/dissect.ts";
import { askEmbedded } from "../../functions/models/embedded/embedded.ts";
import type { Model } from "../../functions/models/model.ts";
import { askOpenAi } from "../../functions/models/providers/openai.ts";
import { email } from "../answer/sample-emails.ts";
import { devPolicy, flow, sampleIndex } from "../answer/sample-flow.ts";
import { modelOf } from "../models/embedded-model.ts";
import { strongModel } from "./strong-model.ts";

const Labels = z.object({
  mood: z.string(),
  angry: z.boolean(),
  answerable: z.boolean(),
  adversarial: z.boolean().default(false),
  risks: z.array(z.string()).default([]),
  topics: z.array(z.string()).default([]),
  questions: z
    .array(z.object({ text: z.string(), answerable: z.boolean(), passages: z.array(z.string()).default([]) }))
    .default([]),
});
const Labelled = z.object({
  id: z.string(),
  language: z.string(),
  subject: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  body: z.string(),
  labels: Labels,
});
const Question = z.object({
  language: z.string(),
  question: z.string(),
  relevance: z.array(z.object({ passage: z.string(), grade: z.number() })),
});

/** Which model answers, and from which confidence on a reply is sent. */
interface Configuration {
  /** `embedded`, `openai:MODEL` for any server that speaks its protocol, or `scripted`: reads as the labels do. */
  readonly model: string;
  readonly sendAt: number | undefined;
  readonly access: { readonly apiKey: string; readonly baseUrl: string | undefined };
}

const samples = fileURLToPath(new URL("../../samples/evaluation/", import.meta.url));
const read = <Row extends z.ZodType>(file: string, row: Row) =>
  z.array(row).parse(parse(readFileSync(`${samples}${file}`, "utf8")));

/** The files of a part: `tuning` is all that may be tuned on, `tuning-3` the emails of one author. */
const filesOf = (part: string): readonly string[] =>
  part === "tuning" ? globSync("tuning*.yaml", { cwd: samples }).toSorted() : [`${part}.yaml`];

/** Runs every labelled email of a part through reading, understanding, answering and the gate. */
export async function evaluate(part: string, configuration: Configuration): Promise<readonly Case[]> {
  const policy = { ...devPolicy(), ...(configuration.sendAt !== undefined && { sendAt: configuration.sendAt }) };
  const index = sampleIndex();
  const cases: Case[] = [];
  const strong = configuration.model === "scripted" ? await strongModel() : undefined;
  const { model, access } = strong === undefined ? configuration : { model: "openai:scripted", access: strong.access };
  for (const one of filesOf(part).flatMap((file) => read(file, Labelled))) {
    strong?.reads(one);
    cases.push(await tryOne(one, modelFor(model, access), policy, index));
  }
  await strong?.close();
  return cases;
}

const isOurs = (address: string): boolean => address.toLowerCase() === "support@fernwood.example";

async function tryOne(
  one: z.infer<typeof Labelled>,
  asked: Model,
  policy: ReturnType<typeof devPolicy>,
  index: PassageIndex,
): Promise<Case> {
  const spent = { costUsd: 0, prompts: new Set<string>() };
  const model = watched(asked, spent);
  const { mail, read } = await dissect(Buffer.from(asMail(one)), {
    envelopeSender: undefined,
    isOwn: () => false,
    keys: ["no key signed anything here"],
  });
  // As intake warns of a first email (functions/intake/receive-mail.ts).
  const cuts = read.losesWords && losesWords(aboveOurEmail(read.text, isOurs), read.words);
  const warnings = [...mail.problems, ...read.problems, ...(cuts ? ["cut-words"] : [])];
  const { words, text, hidden } = read;
  const started = performance.now();
  const result = await flow(
    [email({ subject: one.subject, words, text, hidden: [...hidden], warnings, from: one.from, replyTo: one.from })],
    model,
    index,
    policy,
  );
  const told = new Set(result.draft?.sentences.flatMap(({ citation }) => citation?.passageId ?? []));
  const texts = result.passages.filter(({ passageId }) => told.has(passageId)).map(({ text }) => text);
  const { labels } = one;
  return {
    id: one.id,
    // The workflow's own Choice keeps an unhappy customer from the gate.
    sent: result.gated.outcome === "send" && !negativeMoods.includes(result.mood.mood),
    right:
      labels.answerable &&
      labels.questions.every(({ passages }) =>
        passages.some((beginning) => texts.some((text) => text.startsWith(beginning))),
      ),
    confidence: result.gated.confidence,
    reasons: result.gated.reasons,
    answerable: labels.answerable,
    angry: labels.angry,
    seenNegative: negativeMoods.includes(result.mood.mood),
    moodRight: side(result.mood.mood) === side(labels.mood),
    languageRight: result.sorting.language === one.language,
    risksMissed: labels.risks.filter((risk) => !result.sorting.risks.some((found) => found === risk)).length,
    risksOf: labels.risks.length,
    ms: performance.now() - started,
    costUsd: spent.costUsd,
    prompts: [...spent.prompts],
  };
}

const side = (mood: string): string =>
  mood.includes("negative") ? "negative" : mood.includes("positive") ? "positive" : "neutral";

const asMail = ({ from, subject, body }: z.infer<typeof Labelled>): string =>
  [
    `From: =?utf-8?B?${Buffer.from(from.name).toString("base64")}?= <${from.address}>`,
    "To: support@fernwood.example",
    `Subject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(body).toString("base64"),
  ].join("\r\n");

// A model that thinks takes its time; what the policy would allow it is not what is measured here.
const timeoutMs = 60_000;

function modelFor(model: string, access: Configuration["access"]): Model {
  if (model === "embedded") return modelOf(askEmbedded, "embedded");
  const name = model.replace(/^openai:/, "");
  return modelOf((request) => askOpenAi(access, { ...request, model: name, timeoutMs }));
}

/** The model, with what its calls cost and by which prompts they were made written down. */
const watched = (model: Model, spent: { costUsd: number; prompts: Set<string> }): Model => ({
  ask: async (task, input) => {
    const answered = await model.ask(task, input);
    for (const { costUsd } of answered.calls) spent.costUsd += costUsd ?? 0;
    spent.prompts.add(answered.prompt);
    return answered;
  },
});

/** nDCG@5 of the search over the graded questions, 0 to 1. */
export function searchQuality(): { readonly questions: number; readonly ndcg: number } {
  const index = sampleIndex();
  const all = read("search-questions.yaml", Question);
  const sum = all.reduce((total, one) => total + ndcgOf(index, one), 0);
  return { questions: all.length, ndcg: sum / all.length };
}

function ndcgOf(index: PassageIndex, { language, question, relevance }: z.infer<typeof Question>): number {
  const gain = (grade: number, at: number) => (2 ** grade - 1) / Math.log2(at + 2);
  const found = findPassages(index, [question], language).slice(0, 5);
  const got = found.reduce(
    (sum, { text }, at) => sum + gain(relevance.find(({ passage }) => text.startsWith(passage))?.grade ?? 0, at),
    0,
  );
  const best = relevance
    .map(({ grade }) => grade)
    .toSorted((a, b) => b - a)
    .slice(0, 5)
    .reduce((sum, grade, at) => sum + gain(grade, at), 0);
  return best === 0 ? 1 : got / best;
}
