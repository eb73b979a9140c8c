import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelCandidate } from "../../functions/contracts/policy.ts";
import type { Provider } from "../../functions/models/providers/provider.ts";
import { personalIn } from "../../functions/models/redact/personal.ts";
import { newRedaction } from "../../functions/models/redact/redact.ts";
import { openRouter } from "../../functions/models/router.ts";
import type { DraftInput } from "../../functions/models/tasks.ts";
import { labelled } from "./labelled-texts.ts";
import { candidate } from "./routed.ts";

const mark = /«([a-z-]+):([^»]+)»/g;

describe("what is personal in a text (S12)", () => {
  test("is found with the precision and recall that docs/models.md states", () => {
    let right = 0;
    let found = 0;
    let wanted = 0;
    const wrong: string[] = [];
    for (const text of labelled) {
      const truth = [...text.matchAll(mark)].map(([, kind, thing]) => `${kind} ${thing}`);
      const plain = text.replace(mark, "$2");
      const seen = personalIn(plain).map(({ kind, text: thing }) => `${kind} ${thing}`);
      right += seen.filter((one) => truth.includes(one)).length;
      found += seen.length;
      wanted += truth.length;
      if (JSON.stringify(seen) !== JSON.stringify(truth)) wrong.push(`${plain} → ${seen.join(" | ")}`);
    }
    expect({ precision: right / found, recall: right / wanted, wrong }).toEqual({ precision: 1, recall: 1, wrong: [] });
  });

  test("is looked for in time, whatever the text", () => {
    const started = performance.now();
    for (const unit of ["1", "1 ", "a@", "2001:", "DE12 ", "(0", "sk-a", "1.1.", "x@y."])
      personalIn(unit.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("a redaction", () => {
  test("gives the same thing the same mark, and puts each back where its mark stands", () => {
    const { hide, restore } = newRedaction({ open: [], names: [] });
    const hidden = hide("a@b.example wrote from 203.0.113.9; answer a@b.example");
    expect(hidden).toBe("[email-1] wrote from [ip-1]; answer [email-1]");
    expect(restore(`To [email-1]: ${hidden}, and [email-2]`)).toBe(
      "To a@b.example: a@b.example wrote from 203.0.113.9; answer a@b.example, and [email-2]",
    );
  });

  test("is undone without a trace, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...labelled), (text, more) => {
        const { hide, restore } = newRedaction({ open: [], names: ["Ada Kern"] });
        const whole = `${text} ${more} Ada Kern`.replace(/\[[a-z-]+-\d+\]/g, "");
        expect(restore(hide(whole))).toBe(whole);
      }),
    );
  });

  test("leaves what our own articles say to everybody, and hides names where that is asked", () => {
    const { hide } = newRedaction({ open: ["Call us: +49 30 1234567."], names: ["Ada Kern", "Kern"] });
    expect(hide("Is +49 30 1234567 right? I am ada kern, Mrs Kern, not Kernel.")).toBe(
      "Is +49 30 1234567 right? I am [name-1], Mrs [name-2], not Kernel.",
    );
  });
});

describe("a model outside", () => {
  const route = (provider: ModelCandidate["provider"], ask: Provider) =>
    openRouter({
      candidates: { draft: [candidate(provider, "m")] },
      providers: { embedded: undefined, openai: undefined, bedrock: undefined, [provider]: ask },
      allowed: () => true,
      breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
      ...{ nowMs: () => 0, random: () => 0, sleep: async () => undefined, warn: () => undefined },
    });
  const input: DraftInput = {
    emails: [{ subject: "My address", words: "It is jane@mail.example, and my card 4111 1111 1111 1111." }],
    ...{ language: "en", customerName: undefined, mood: "neutral", questions: ["Is jane@mail.example right?"] },
    passages: [],
  };
  const sentence = { passageId: null, quote: null, question: 0 };

  test("sees marks, and what it writes to the customer has the customer's own things back", async () => {
    let seen = "";
    const ask: Provider = async (request) => {
      seen = JSON.stringify(request);
      const paragraphs = [{ sentences: [{ ...sentence, text: "We have [email-1] for you." }] }];
      return { output: { paragraphs }, inputTokens: 1, outputTokens: 1 };
    };
    const { answer } = await route("bedrock", ask).ask("draft", input);
    expect(seen).not.toContain("jane@");
    expect(seen).not.toContain("4111");
    expect(answer.paragraphs[0]?.sentences[0]?.text).toBe("We have jane@mail.example for you.");
  });

  test("is what it is about: the embedded model reads the words as they are", async () => {
    let seen = "";
    const ask: Provider = async (request) => {
      seen = JSON.stringify(request.input);
      return { output: { paragraphs: [{ sentences: [{ ...sentence, text: "x" }] }] }, inputTokens: 0, outputTokens: 0 };
    };
    await route("embedded", ask).ask("draft", input);
    expect(seen).toContain("jane@mail.example");
  });
});
