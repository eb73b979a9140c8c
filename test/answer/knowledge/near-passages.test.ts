import { beforeAll, describe, expect, test } from "vitest";
import { answersFrom } from "../../../functions/answer/knowledge/answers-from.ts";
import type { PassageIndex } from "../../../functions/answer/knowledge/passage-index.ts";
import { findPassages } from "../../../functions/answer/knowledge/search.ts";
import { sampleIndex } from "../sample-flow.ts";

describe("a passage that is only near answers nothing (P5)", () => {
  let index: PassageIndex;
  const answering = (question: string) =>
    findPassages(index, [question], "en")
      .filter(({ score }) => score >= answersFrom)
      .map(({ passageId }) => passageId);
  beforeAll(() => {
    index = sampleIndex();
  });

  const near: [string, string][] = [
    ["names a thing that the passage does not", "How do I store a waxed hat?"],
    ["asks what to do with it, where the passage does something else", "How do I store a down jacket?"],
    ["adds a condition", "Can I exchange a jacket for another size if I wore it in the rain?"],
    ["adds a condition about use", "Can I exchange a sleeping bag for another size if I slept in it?"],
    ["asks about another model", "How do I pitch the Corrie 4?"],
    ["asks about a case inside, where the passage tells of one outside", "How much does a patch cost under warranty?"],
    ["wants to do without what the passage does with", "How do I wash a down sleeping bag without soap?"],
    ["leaves out what the passage relies on", "Can I track a parcel without an account?"],
    ["sends to another place", "How long does delivery to Brazil take?"],
  ];
  for (const [how, question] of near)
    test(`when the question ${how}: ${question}`, () => expect(answering(question)).toEqual([]));

  test("what comes after packing is not answered with what comes before it", () => {
    expect(answering("How do I cancel an order that is already packed?")).not.toContain("kb-change-or-cancel-order#1");
  });

  test("a model that the passage names, and storing what it stores, are answered", () => {
    expect(answering("How do I pitch the Corrie 3?")).not.toEqual([]);
    expect(answering("How do I store a down sleeping bag?")).not.toEqual([]);
  });
});
