import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { embeddedModel } from "../models/embedded-model.ts";
import { email } from "./sample-emails.ts";
import { devPolicy, flow, sampleIndex } from "./sample-flow.ts";

const Answered = z.object({ words: z.string(), answers: z.array(z.string()).min(1) });
const Held = z.object({ words: z.string(), because: z.string(), may: z.array(z.string()).default([]) });
const Paraphrases = z.record(z.string(), z.object({ answered: z.array(Answered), held: z.array(Held) }));

const file = fileURLToPath(new URL("./paraphrases.yaml", import.meta.url));
const all = Object.values(Paraphrases.parse(parse(readFileSync(file, "utf8"))));

describe("what customers ask in words of their own", () => {
  let told: (words: string) => Promise<readonly string[] | undefined>;
  beforeAll(() => {
    const [index, policy, model] = [sampleIndex(), devPolicy(), embeddedModel()];
    told = async (words) => {
      const { gated, draft } = await flow([email({ words })], model, index, policy);
      if (gated.outcome !== "send") return undefined;
      return draft?.sentences.flatMap(({ citation }) => citation?.passageId.replace(/^kb-/, "") ?? []) ?? [];
    };
  });

  test("is answered with the passage that says it, or by a person; seven in ten automatically (P11)", async () => {
    const cases = all.flatMap(({ answered }) => answered);
    const replies = await Promise.all(
      cases.map(async ({ words, answers }) => ({ words, answers, is: await told(words) })),
    );
    const sent = replies.filter(({ is }) => is !== undefined);
    const wrong = sent.filter(
      ({ answers, is }) => !answers.every((answer) => answer.split("|").some((passage) => is?.includes(passage))),
    );
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(180);
    expect(sent.length / cases.length).toBeGreaterThanOrEqual(0.7);
  });

  test("goes to a person where no article answers it, however near one comes (P11)", async () => {
    const cases = all.flatMap(({ held }) => held);
    const replies = await Promise.all(cases.map(async ({ words, may }) => ({ words, may, is: await told(words) })));
    const leaked = replies.filter(({ may, is }) => is !== undefined && !may.some((passage) => is.includes(passage)));
    expect(leaked).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(190);
  });
});
