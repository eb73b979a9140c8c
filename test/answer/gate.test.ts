import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { confidenceOf, factorsOf } from "../../functions/answer/confidence.ts";
import { gate } from "../../functions/answer/gate.ts";
import type { GateFacts } from "../../functions/answer/gate-facts.ts";
import { Verdict } from "../../functions/contracts/mail-receipt.ts";
import { GateOutcome, type Reason } from "../../functions/contracts/outcome.ts";
import { MoodLevel, Risk } from "../../functions/contracts/understanding.ts";

/** An email about which nothing speaks against sending. */
const fine: GateFacts = {
  mode: "auto",
  stopped: false,
  acknowledge: false,
  openTask: false,
  alwaysAskTopic: false,
  mood: "neutral",
  agreement: 0.9,
  risks: [],
  suspicious: false,
  hiddenText: false,
  warnings: [],
  unknownWarning: false,
  proof: { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" },
  attachmentNeedsEyes: false,
  languageCovered: true,
  questions: 1,
  answered: 1,
  weakestScore: 0.9,
  hasDraft: true,
  coverage: 1,
  check: { grounded: true, complete: true, noPromises: true, toneFits: true, problems: 0 },
  sendAt: 0.6,
};
const verdict = fc.constantFrom(...Verdict.options);
const warnings: Reason[] = ["sender-not-proven", "sender-failed", "reply-to-differs", "unreadable-part", "hidden-text"];
const share = fc.double({ min: 0, max: 1, noNaN: true });

const looseFacts: fc.Arbitrary<GateFacts> = fc.record({
  mode: fc.constantFrom("shadow", "draft", "auto", "auto", "auto"),
  stopped: fc.boolean(),
  acknowledge: fc.boolean(),
  openTask: fc.boolean(),
  alwaysAskTopic: fc.boolean(),
  mood: fc.constantFrom(...MoodLevel.options),
  agreement: share,
  risks: fc.subarray([...Risk.options]),
  suspicious: fc.boolean(),
  hiddenText: fc.boolean(),
  warnings: fc.subarray(warnings),
  unknownWarning: fc.boolean(),
  proof: fc.record({
    spf: verdict,
    dkim: verdict,
    dmarc: verdict,
    dmarcPolicy: fc.constantFrom("none", "quarantine", "reject"),
    spam: verdict,
    virus: verdict,
  }),
  attachmentNeedsEyes: fc.boolean(),
  languageCovered: fc.boolean(),
  questions: fc.integer({ min: 0, max: 8 }),
  answered: fc.integer({ min: 0, max: 8 }),
  weakestScore: share,
  hasDraft: fc.boolean(),
  coverage: share,
  check: fc.option(
    fc.record({
      grounded: fc.boolean(),
      complete: fc.boolean(),
      noPromises: fc.boolean(),
      toneFits: fc.boolean(),
      problems: fc.integer({ min: 0, max: 12 }),
    }),
    { nil: undefined },
  ),
  sendAt: share,
});

/** No more questions are answered than asked: the rest is any mixture. */
const anyFacts = looseFacts.map((facts) => ({ ...facts, answered: Math.min(facts.answered, facts.questions) }));

/** Mostly fine facts with a few things changed: random facts alone would hardly ever send. */
const nearlyFine: fc.Arbitrary<GateFacts> = fc
  .tuple(anyFacts, fc.subarray(Object.keys(fine) as (keyof GateFacts)[], { maxLength: 3 }))
  .map(([other, keys]): GateFacts => ({ ...fine, ...Object.fromEntries(keys.map((key) => [key, other[key]])) }))
  .map((facts) => ({ ...facts, answered: Math.min(facts.answered, facts.questions) }));

/** One more thing to worry about. */
const worries: Readonly<Record<string, (facts: GateFacts) => GateFacts>> = {
  "the stop button": (facts) => ({ ...facts, stopped: true }),
  "a person at work": (facts) => ({ ...facts, openTask: true }),
  "a topic for people": (facts) => ({ ...facts, alwaysAskTopic: true }),
  "a worse mood": (facts) => ({ ...facts, mood: "very-negative" }),
  "less agreement": (facts) => ({ ...facts, agreement: facts.agreement / 3 }),
  "a legal threat": (facts) => ({ ...facts, risks: [...new Set([...facts.risks, "legal" as const])] }),
  "a question of money": (facts) => ({ ...facts, risks: [...new Set([...facts.risks, "payment" as const])] }),
  "orders to an AI": (facts) => ({ ...facts, suspicious: true }),
  "hidden text": (facts) => ({ ...facts, hiddenText: true }),
  "another reply address": (facts) => ({ ...facts, warnings: [...facts.warnings, "reply-to-differs"] }),
  "a warning nobody knows": (facts) => ({ ...facts, unknownWarning: true }),
  "a forged sender": (facts) => ({ ...facts, proof: { ...facts.proof, dmarc: "FAIL", dmarcPolicy: "reject" } }),
  spam: (facts) => ({ ...facts, proof: { ...facts.proof, spam: "FAIL" } }),
  "an attachment": (facts) => ({ ...facts, attachmentNeedsEyes: true }),
  "a language we lack": (facts) => ({ ...facts, languageCovered: false }),
  "an unanswered question": (facts) => ({ ...facts, questions: facts.questions + 1 }),
  "a weaker match": (facts) => ({ ...facts, weakestScore: facts.weakestScore / 2 }),
  "less coverage": (facts) => ({ ...facts, coverage: facts.coverage / 2 }),
  "a problem found": (facts) => ({
    ...facts,
    check: facts.check && { ...facts.check, problems: facts.check.problems + 1 },
  }),
  "no check": (facts) => ({ ...facts, check: undefined }),
  "a higher threshold": (facts) => ({ ...facts, sendAt: 1 }),
  "draft mode": (facts) => ({ ...facts, mode: facts.mode === "auto" ? "draft" : facts.mode }),
};

describe("the gate", () => {
  test("sends when nothing speaks against it", () => {
    expect(gate(fine)).toMatchObject({ outcome: "send", reasons: ["answered-from-knowledge"] });
  });

  test("has an outcome and a reason for every combination of facts (G1)", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { outcome, reasons, confidence } = gate(facts);
        expect(GateOutcome.options).toContain(outcome);
        expect(reasons.length).toBeGreaterThan(0);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(gate(structuredClone(facts))).toEqual(gate(facts));
      }),
      { numRuns: 1000 },
    );
  });

  test("survives facts that are no numbers at all, and holds back", () => {
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1]) {
      expect(gate({ ...fine, weakestScore: broken, agreement: broken, coverage: broken }).outcome).toBe("ask-a-person");
    }
  });

  // Adding risk never makes it more willing: what did not go out before does not go out with one worry more.
  for (const [name, worry] of Object.entries(worries)) {
    test(`is never more willing because of ${name} (G2)`, () => {
      fc.assert(
        fc.property(fc.oneof(anyFacts, nearlyFine), (facts) => {
          const before = gate(facts);
          const after = gate(worry(facts));
          if (before.outcome !== "send") expect(after.outcome).not.toBe("send");
          if (before.outcome === "ask-a-person") expect(after.outcome).not.toBe("acknowledge");
          expect(after.confidence).toBeLessThanOrEqual(before.confidence + 1e-9);
        }),
        { numRuns: 400 },
      );
    });
  }

  const held: [string, Partial<GateFacts>, Reason][] = [
    [
      "DMARC failed and the domain asks to reject (D2)",
      { proof: { ...fine.proof, dmarc: "FAIL", dmarcPolicy: "reject" } },
      "sender-failed",
    ],
    [
      "DMARC failed and the domain asks to quarantine (D2)",
      { proof: { ...fine.proof, dmarc: "FAIL", dmarcPolicy: "quarantine" } },
      "sender-failed",
    ],
    [
      "DMARC failed and nobody knows what the domain asks (D2)",
      { proof: { ...fine.proof, dmarc: "FAIL" } },
      "sender-failed",
    ],
    [
      "nothing speaks for the sender (D2)",
      { proof: { ...fine.proof, spf: "FAIL", dkim: "FAIL", dmarc: "FAIL", dmarcPolicy: "none" } },
      "sender-not-proven",
    ],
    ["the email is spam (D3)", { proof: { ...fine.proof, spam: "FAIL" } }, "spam"],
    ["the email carries a virus (D3)", { proof: { ...fine.proof, virus: "FAIL" } }, "virus"],
    ["a reply would go elsewhere (L12)", { warnings: ["reply-to-differs"] }, "reply-to-differs"],
    ["it is not clear who sent it (D5)", { warnings: ["sender-unclear"] }, "sender-unclear"],
    ["the sender's name poses as another address (D4)", { warnings: ["sender-disguised"] }, "sender-disguised"],
    ["the sender asked for no automatic reply (L4)", { warnings: ["no-automatic-reply"] }, "no-automatic-reply"],
    ["our receiver's verdicts were lost", { warnings: ["receipt-lost"] }, "receipt-lost"],
    ["intake warns of something the gate has no row for", { warnings: ["loop"] }, "sender-not-proven"],
    ["text is hidden (P7)", { hiddenText: true }, "hidden-text"],
    ["the text talks to an AI", { suspicious: true }, "suspicious-text"],
    ["two readings of the mood disagree (P9)", { agreement: 0.3 }, "low-confidence"],
    ["a question has no answer", { questions: 2 }, "unanswered-question"],
    [
      "nothing is known (F25)",
      { answered: 0, weakestScore: 0, hasDraft: false, coverage: 0, check: undefined },
      "no-knowledge",
    ],
    [
      "the draft says more than the articles (P11)",
      { check: { grounded: false, complete: true, noPromises: true, toneFits: true, problems: 1 } },
      "draft-not-grounded",
    ],
    ["nobody checked the draft", { check: undefined }, "check-failed"],
    ["the match is weak", { weakestScore: 0.5 }, "low-confidence"],
    ["the topic always needs a person", { alwaysAskTopic: true }, "low-confidence"],
    ["a person is on it", { openTask: true }, "person-is-on-it"],
    ["automatic replies are stopped", { stopped: true }, "stopped"],
    ["the mailbox only drafts", { mode: "draft" }, "mode-draft"],
  ];
  for (const [what, change, reason] of held) {
    test(`asks a person when ${what}`, () => {
      const { outcome, reasons } = gate({ ...fine, ...change });
      expect({ outcome, first: reasons[0] }).toEqual({ outcome: "ask-a-person", first: reason });
    });
  }

  for (const dmarc of ["GRAY", "PROCESSING_FAILED", "DISABLED"] as const) {
    test(`answers general questions when DMARC is ${dmarc} (D2)`, () => {
      expect(gate({ ...fine, proof: { ...fine.proof, dmarc } }).outcome).toBe("send");
    });
  }

  test("closes a thank-you that asks for nothing, also when replies are stopped", () => {
    const thanks = {
      ...fine,
      questions: 0,
      answered: 0,
      weakestScore: 0,
      hasDraft: false,
      coverage: 0,
      check: undefined,
    };
    expect(gate(thanks)).toMatchObject({ outcome: "no-reply", reasons: ["nothing-asked"] });
    expect(gate({ ...thanks, stopped: true, mode: "draft" }).outcome).toBe("no-reply");
  });

  test("never closes in silence what is unhappy, risky, hidden or suspicious", () => {
    const silent = {
      ...fine,
      questions: 0,
      answered: 0,
      weakestScore: 0,
      hasDraft: false,
      coverage: 0,
      check: undefined,
    };
    for (const change of [
      { mood: "negative" },
      { risks: ["safety"] },
      { suspicious: true },
      { hiddenText: true },
      { attachmentNeedsEyes: true },
    ] as const)
      expect(gate({ ...silent, ...change }).outcome).toBe("ask-a-person");
  });

  test("acknowledges only where policy asks for it, and only when knowledge is what is missing", () => {
    const unknown = { ...fine, answered: 0, weakestScore: 0, hasDraft: false, coverage: 0, check: undefined };
    expect(gate(unknown).outcome).toBe("ask-a-person");
    expect(gate({ ...unknown, acknowledge: true }).outcome).toBe("acknowledge");
    expect(gate({ ...unknown, acknowledge: true, suspicious: true }).outcome).toBe("ask-a-person");
    expect(gate({ ...unknown, acknowledge: true, stopped: true }).outcome).toBe("ask-a-person");
  });

  test("proposes and sends nothing where the mailbox only watches", () => {
    expect(gate({ ...fine, mode: "shadow" })).toMatchObject({ outcome: "no-reply", reasons: ["mode-shadow"] });
  });
});

test("confidence is the product of its named factors", () => {
  const factors = factorsOf({
    ...fine,
    weakestScore: 0.8,
    questions: 4,
    answered: 4,
    proof: { ...fine.proof, dmarc: "GRAY" },
  });
  expect(factors).toEqual({
    knowledge: 0.8,
    coverage: 1,
    check: 1,
    agreement: expect.closeTo(0.98),
    sender: 0.95,
    clarity: 0.9,
  });
  expect(confidenceOf(factors)).toBeCloseTo(0.8 * 0.98 * 0.95 * 0.9, 3);
});
