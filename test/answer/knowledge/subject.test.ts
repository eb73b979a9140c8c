import { beforeAll, describe, expect, test } from "vitest";
import { answersFrom } from "../../../functions/answer/knowledge/answers-from.ts";
import { ownSubject } from "../../../functions/answer/knowledge/own-subject.ts";
import type { PassageIndex } from "../../../functions/answer/knowledge/passage-index.ts";
import { findPassages } from "../../../functions/answer/knowledge/search.ts";
import { sampleIndex } from "../sample-flow.ts";

describe("what stands over an email", () => {
  let index: PassageIndex;
  const answering = (questions: readonly string[], subject = "", language = "en") =>
    findPassages(index, questions, language, { subject, words: "" }).filter(({ score }) => score >= answersFrom);
  beforeAll(() => {
    index = sampleIndex();
  });

  test("is its own only where it answers no older email: people ask anew under an old subject", () => {
    expect(ownSubject([{ subject: "Tent pegs" }, { subject: " Points missing " }])).toBe("Points missing");
    for (const subject of ["Re: Tent pegs", "AW: Heringe", "Fwd: [2] Pegs", "re[3]: pegs"])
      expect(ownSubject([{ subject }])).toBe("");
    expect(ownSubject([])).toBe("");
  });

  test("makes an answer of nothing that the question itself does not ask (P5)", () => {
    for (const subject of ["Returning something", "Shipping costs", "Gift card", "Warranty", "Password reset"])
      for (const question of ["Do you have it in green?", "Do you sell snowshoes?", "Is it vegan?", "And what now?"])
        expect([subject, question, answering([question], subject).map(({ passageId }) => passageId)]).toEqual([
          subject,
          question,
          [],
        ]);
  });

  test("a question about `it` is not answered by another article than the question before it (P5)", () => {
    const asked = ["How do I exchange my boots for another size?", "And what does it cost?"];
    const found = answering(asked).filter(({ question }) => question === 1);
    expect(found.filter(({ articleId }) => articleId !== "kb-size-exchange")).toEqual([]);
  });

  test("a place that lies near one which the passage names is another place (P5)", () => {
    for (const place of ["Iceland", "Liechtenstein", "Greenland"])
      expect(answering([`How long does delivery to ${place} take?`])).toEqual([]);
    expect(answering(["Was kostet der Versand nach Liechtenstein?"], "", "de")).toEqual([]);
    expect(answering(["How long does delivery to Norway take?"])).not.toEqual([]);
  });
});
