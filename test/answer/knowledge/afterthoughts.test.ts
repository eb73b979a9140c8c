import { describe, expect, test } from "vitest";
import { afterthoughtsIn } from "../../../functions/answer/knowledge/afterthoughts.ts";
import { embeddedModel } from "../../models/embedded-model.ts";
import { email } from "../sample-emails.ts";
import { devPolicy, flow, sampleIndex } from "../sample-flow.ts";

describe("what is told after the question", () => {
  const words = "We are off to Kerry. What size do I need?\nShe's expecting in September, so – bigger?\nThanks";

  test("stands behind the last that is asked, however it was written", () => {
    const isAfter = afterthoughtsIn(words, ["We are off to Kerry. What size do I need?"]);
    expect(["We are off to Kerry.", "She's expecting in September, so, bigger?", "Thanks."].map(isAfter)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("is nothing where the question is not in the words", () =>
    expect(afterthoughtsIn(words, ["How long does it take?"])("Thanks")).toBe(false));

  for (const afterthought of [
    "I was on my daughter's tablet, so I did it all without logging in to anything.",
    "I'd also like to know whether the Corrie 3 comes in anything but green.",
    "I'd like you to guarantee me that they are there by Tuesday.",
  ])
    test(`"${afterthought}" brings a person (P5)`, async () => {
      const asked = "Hello,\n\nwhen are Fern Points credited to my account after an order?";
      const sent = await flow([email({ words: asked })], embeddedModel(), sampleIndex(), devPolicy());
      const told = await flow(
        [email({ words: `${asked} ${afterthought}` })],
        embeddedModel(),
        sampleIndex(),
        devPolicy(),
      );
      expect([sent.gated.outcome, told.gated.outcome]).toEqual(["send", "ask-a-person"]);
    });
});
