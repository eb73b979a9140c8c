import { termsOf } from "../../functions/models/text/terms.ts";
import { type Call, scriptedService } from "../models/scripted-service.ts";

/** What a perfect reader would know of one labelled email. */
export interface Known {
  readonly language: string;
  readonly labels: {
    readonly mood: string;
    readonly adversarial: boolean;
    readonly risks: readonly string[];
    readonly topics: readonly string[];
    readonly questions: readonly { readonly text: string; readonly passages: readonly string[] }[];
  };
}

/** Score of each level, in its middle. */
const scores: Readonly<Record<string, number>> = {
  "very-negative": -0.9,
  negative: -0.5,
  neutral: 0,
  positive: 0.5,
  "very-positive": 0.9,
};

type Say = (known: Known, user: string) => unknown;
/** By the name under which a task's schema goes over the wire. The port checks what is said against the schema. */
const says: Readonly<Record<"read_mood" | "sort" | "draft" | "check", Say>> = {
  read_mood: ({ labels }) => ({ mood: labels.mood, score: scores[labels.mood] ?? 0, signals: [] }),
  sort: ({ labels, language }) => ({
    topics: labels.topics.slice(0, 5).map((topic) => ({ topic, confidence: 0.9 })),
    ...{ language, urgency: "normal", risks: labels.risks, suspicious: labels.adversarial },
    questions: labels.questions.map(({ text }) => text),
  }),
  draft: (known, user) => {
    const given = passagesIn(user);
    const told = questionsIn(user).flatMap((question, at) => {
      const wanted = meantBy(question, known)?.passages ?? [];
      const passage = given.find(({ text }) => wanted.some((beginning) => text.startsWith(beginning)));
      return passage === undefined ? [] : [{ ...passage, question: at }];
    });
    return {
      paragraphs: [
        { sentences: [plain(known.language === "de" ? "Guten Tag," : "Hello,")] },
        ...told.map(({ passageId, text, question }) => ({
          sentences: [{ text, passageId, quote: text.slice(0, 1000), question }],
        })),
        { sentences: [plain(known.language === "de" ? "Viele Grüße" : "Kind regards")] },
      ],
    };
  },
  check: ({ labels }, user) => {
    const complete = labels.questions.every(({ passages }) => passages.some((beginning) => user.includes(beginning)));
    return {
      ...{ grounded: true, complete, noPromises: true, toneFits: true },
      problems: complete ? [] : ["A question is left without its answer."],
    };
  },
};

const plain = (text: string) => ({ text, passageId: null, quote: null, question: null });

/** The text inside the fences of a prompt, by their name. */
const fenced = (user: string, name: RegExp): { readonly name: string; readonly text: string }[] =>
  [...user.matchAll(/<<<([A-Z0-9-]+(?: \S+)?) ([0-9a-f]{18})\n([\s\S]*?)\n\2 \1>>>/g)].flatMap(
    ([, found = "", , text = ""]) => (name.test(found) ? [{ name: found, text }] : []),
  );

const questionsIn = (user: string): string[] =>
  (fenced(user, /^QUESTIONS$/)[0]?.text ?? "").split(/\n(?=\d: )/).map((line) => line.replace(/^\d: /, ""));

const passagesIn = (user: string) =>
  fenced(user, /^PASSAGE /).map(({ name, text }) => ({
    passageId: name.slice("PASSAGE ".length),
    text: text.slice(text.indexOf("\n") + 1),
  }));

/** The label's question that shares the most words with this one; the only one where there is no other. */
function meantBy(question: string, { labels, language }: Known) {
  const words = new Set(termsOf(question, language));
  return labels.questions
    .map((one) => ({ ...one, shared: termsOf(one.text, language).filter((term) => words.has(term)).length }))
    .toSorted((a, b) => b.shared - a.shared)[0];
}

/**
 * A model that reads every email as its labels do, behind a real HTTP server and the provider's own SDK: with it, what is
 * measured is our own code, the search, the checks and the gate, and not how well a model reads.
 */
export async function strongModel() {
  let known: Known | undefined;
  const service = await scriptedService(({ body }: Call) => {
    const { messages, response_format } = body as {
      messages: { role: string; content: string }[];
      response_format: { json_schema: { name: keyof typeof says } };
    };
    if (known === undefined) return { status: 500 };
    const user = messages.find(({ role }) => role === "user")?.content ?? "";
    return { answer: says[response_format.json_schema.name](known, user) };
  });
  return {
    access: { apiKey: "scripted", baseUrl: `${service.url}/v1` },
    /** Which email is read from now on. */
    reads: (one: Known) => {
      known = one;
    },
    close: service.close,
  };
}
