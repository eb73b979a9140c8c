import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PassageIndex } from "../../functions/answer/knowledge/passage-index.ts";
import { negativeMoods } from "../../functions/contracts/understanding.ts";
import { embeddedModel } from "../models/embedded-model.ts";
import { openShop, type TestShop } from "../tools/shop.ts";
import { sampleEmail, sampleNames } from "./sample-emails.ts";
import { devPolicy, expectations, flow, sampleIndex } from "./sample-flow.ts";

// Intake closes these before anybody reads them.
const neverRead = new Set(["vacation", "bounce", "list"]);
const expected = expectations();
const read = sampleNames().filter((name) => !neverRead.has([expected[name]?.reason ?? ""].flat()[0] ?? ""));

describe("the sample inbox, answered by the embedded model", () => {
  let index: PassageIndex;
  let shop: TestShop;
  beforeAll(async () => {
    index = sampleIndex();
    shop = await openShop();
  });
  afterAll(() => shop.close());

  test("has expectations for every sample, and most samples are read", () => {
    expect(sampleNames().filter((name) => expected[name] === undefined)).toEqual([]);
    expect(read.length).toBeGreaterThanOrEqual(14);
  });

  for (const name of read) {
    const { outcome, reason, article } = expected[name] ?? { outcome: "", reason: "" };
    test(`${name} is ${outcome} (${[reason].flat().join(" or ")})`, async () => {
      const result = await flow([await sampleEmail(name)], embeddedModel(), index, devPolicy(), shop.service);
      const reasons = negativeMoods.includes(result.mood.mood) ? ["negative-mood"] : result.gated.reasons;
      const outcomes = {
        send: "answered",
        clarify: "answered",
        "ask-a-person": "waiting",
        "no-reply": "closed",
      } as Record<string, string>;
      expect({ outcome: outcomes[result.gated.outcome], reason: reasons[0] }).toEqual({
        outcome,
        reason: expect.toBeOneOf([reason].flat()),
      });
      if (article === undefined) return;
      const quoted = new Set(
        result.draft?.sentences.flatMap(({ citation }) => citation?.passageId.split("#")[0] ?? []),
      );
      expect([...quoted].sort()).toEqual([article].flat().sort());
    });
  }

  test("a German email is answered in German, by name and with thanks", async () => {
    const { draft } = await flow([await sampleEmail("12-german-question.eml")], embeddedModel(), index, devPolicy());
    expect(draft?.language).toBe("de");
    expect(draft?.text).toMatch(/^Guten Tag Jürgen Krämer,\n\nvielen Dank für Ihre Frage\.\n\nDie Lieferung/);
  });

  test("two emails of one run get one reply that answers both", async () => {
    const both = await Promise.all(
      ["04-delivery-time-question.eml", "18-follow-up-shipping-cost.eml"].map((name) => sampleEmail(name)),
    );
    const { gated, draft } = await flow(both, embeddedModel(), index, devPolicy());
    expect(gated.outcome).toBe("send");
    expect(draft?.text).toContain("takes 3 to 5 working days");
    expect(draft?.text).toContain("costs €9.90 per order");
  });
});
