import { describe, expect, test } from "vitest";
import { verifyDraft } from "../../functions/answer/verify-draft.ts";
import type { Draft, DraftSentence } from "../../functions/contracts/draft.ts";
import type { Passage } from "../../functions/contracts/knowledge.ts";

const passage: Passage = {
  passageId: "kb-delivery#1",
  articleId: "kb-delivery",
  title: "Delivery",
  heading: "Delivery to Germany",
  version: "v1",
  language: "en",
  topics: [],
  text: "Delivery to Germany takes 3 to 5 working days and costs €9.90. Follow it at https://fernwood.example/track.",
};
const cited = (text: string, change: Partial<NonNullable<DraftSentence["citation"]>> = {}): DraftSentence => ({
  text,
  question: 0,
  citation: {
    passageId: "kb-delivery#1",
    version: "v1",
    quote: "Delivery to Germany takes 3 to 5 working days",
    ...change,
  },
});
const draft = (...sentences: DraftSentence[]): Draft => ({
  draftId: `drf_${"0".repeat(40)}`,
  interactionId: `int_${"0".repeat(40)}`,
  language: "en",
  sentences,
  text: sentences.map(({ text }) => text).join(" "),
  writtenBy: "test",
});
const verify = (...sentences: DraftSentence[]) =>
  verifyDraft(draft(...sentences), { passages: [passage], linkHosts: ["help.fernwood.example"], customerName: "Zoë" });
const answer = cited("Delivery to Germany takes 3 to 5 working days and costs €9.90.");

describe("a draft passes", () => {
  test("when it quotes what stands in the passage, between manners", () => {
    expect(verify({ text: "Hello Zoë," }, { text: "Thank you for your question." }, answer)).toEqual({
      grounded: true,
      noPromises: true,
      problems: [],
    });
  });
  test("when its link stands in the passage it cites", () => {
    const link = cited("Follow it at https://fernwood.example/track.");
    expect(verify(link).grounded).toBe(true);
  });
});

describe("a draft is held (P5, P11)", () => {
  const held: [string, DraftSentence][] = [
    [
      "a quote that does not stand in the passage",
      cited("Delivery to Germany takes 3 days.", { quote: "takes 3 days" }),
    ],
    ["an empty quote", cited("Delivery to Germany takes 3 to 5 working days.", { quote: " " })],
    [
      "a passage that was not found",
      cited("Delivery to Germany takes 3 to 5 working days.", { passageId: "kb-else#1" }),
    ],
    ["another version of the passage", cited("Delivery to Germany takes 3 to 5 working days.", { version: "v0" })],
    ["a number of its own", cited("Delivery to Germany takes 2 working days.")],
    ["a number written as a word", cited("Delivery to Germany takes two days.")],
    ["a date of its own", cited("Delivery to Germany takes until Friday.")],
    ["a price of its own", cited("Delivery to Germany costs €4.90.")],
    ["a promise", cited("Delivery to Germany is free.")],
    ["a refund", cited("Delivery to Germany takes 3 to 5 working days and we refund you.")],
    ["a link that no article has", cited("Delivery to Germany: see https://evil.example/x.")],
    ["a link whose query could carry text out", cited("Delivery to Germany: https://help.fernwood.example/?q=secret")],
    ["a bare domain", cited("Delivery to Germany: see evil-site.com.")],
    ["an address", cited("Delivery to Germany: write to boss@evil.example.")],
    ["a markdown picture", cited("Delivery to Germany ![x](https://fernwood.example/track)")],
    ["HTML", cited("Delivery to Germany <b>takes</b> 3 to 5 working days.")],
    ["a sentence about something else under a true quote", cited("Your account has been closed because of fraud.")],
    ["a fact without a source", { text: "Your account has been deleted." }],
    ["an essay without a source", { text: "Thank you for your question. ".repeat(12) }],
  ];
  for (const [what, sentence] of held) {
    test(`for ${what}`, () => {
      const { grounded, problems } = verify(answer, sentence);
      expect(grounded).toBe(false);
      expect(problems.length).toBeGreaterThan(0);
    });
  }
  test("when its text is not what its sentences say", () => {
    const given = { passages: [passage], linkHosts: [], customerName: undefined };
    expect(verifyDraft({ ...draft(answer), text: `${answer.text} And a refund.` }, given).grounded).toBe(false);
  });
  test("with a promise named as such", () => {
    expect(verify(cited("Delivery to Germany is guaranteed."))).toMatchObject({ noPromises: false });
  });
  test("a link on a host that policy lists may stand without a passage, but not with a query", () => {
    const onHost = cited("Delivery to Germany: https://help.fernwood.example/delivery");
    expect(verify(onHost).grounded).toBe(true);
  });
});
