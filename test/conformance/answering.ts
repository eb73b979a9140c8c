import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { questionMeaning } from "../../functions/answer/knowledge/answer-features.ts";
import { rowsOf } from "../../functions/answer/knowledge/answer-model.ts";
import { candidatesFor } from "../../functions/answer/knowledge/candidates.ts";
import { ownSubject } from "../../functions/answer/knowledge/own-subject.ts";
import { byWords } from "../../functions/answer/knowledge/search.ts";
import type { Passage } from "../../functions/contracts/knowledge.ts";
import { sortEmails } from "../../functions/models/embedded/sort/sort-emails.ts";
import { similarity } from "../../functions/models/vectors/word-vectors.ts";
import { devPolicy, sampleIndex } from "../answer/sample-flow.ts";

/** A question beside one passage, and whether that passage answers it. */
interface Example {
  readonly author: string;
  /** The labelled email it stands in; none where a question stands alone. */
  readonly email: string | undefined;
  /** Which question, counted over all. */
  readonly question: number;
  readonly passageId: string;
  readonly articleId: string;
  readonly features: readonly number[];
  readonly yes: boolean;
}

/** What became of an email is judged by its labels. */
interface Email {
  readonly id: string;
  readonly answerable: boolean;
  /** It goes to a person whatever is known: upset, a risk, an attempt to steer, or another language. */
  readonly delicate: boolean;
  readonly gold: readonly (readonly string[])[];
}

const folder = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string): unknown => parse(readFileSync(`${folder}/${file}`, "utf8"));

const Labelled = z.array(
  z.object({
    id: z.string(),
    language: z.string(),
    subject: z.string(),
    body: z.string(),
    labels: z.object({
      mood: z.string(),
      angry: z.boolean(),
      answerable: z.boolean(),
      adversarial: z.boolean().default(false),
      risks: z.array(z.string()).default([]),
      questions: z.array(z.object({ text: z.string(), passages: z.array(z.string()).default([]) })).default([]),
    }),
  }),
);
const Paraphrases = z.record(
  z.string(),
  z.object({
    answered: z.array(z.object({ words: z.string(), answers: z.array(z.string()) })),
    held: z.array(z.object({ words: z.string(), may: z.array(z.string()).default([]) })),
  }),
);
const Searched = z.array(
  z.object({
    language: z.string(),
    question: z.string(),
    relevance: z.array(z.object({ passage: z.string(), grade: z.number() })),
  }),
);

/** Everything that may be learnt from: the tuning emails, the paraphrases and the graded questions. */
export async function examples(): Promise<{
  readonly examples: readonly Example[];
  readonly emails: readonly Email[];
}> {
  const [found, emails]: [Example[], Email[]] = [[], []];
  const index = sampleIndex();
  let count = 0;
  const add = (
    author: string,
    email: string | undefined,
    language: string,
    text: string,
    answers: (one: Passage) => boolean,
    subject = "",
  ) => {
    const own = index.get(language);
    if (own === undefined) return;
    const meaning = questionMeaning(text, language, subject);
    const candidates = candidatesFor(own, meaning, byWords(own, text, new Set(), language), language);
    const question = count++;
    for (const [at, row] of rowsOf(meaning, candidates, own.forPeople, language).entries()) {
      const passage = candidates[at]?.passage;
      if (passage === undefined) continue;
      const { passageId, articleId } = passage;
      found.push({
        author,
        email,
        question,
        passageId,
        articleId,
        features: Object.values(row),
        yes: answers(passage),
      });
    }
  };
  for (const file of globSync("samples/evaluation/tuning*.yaml", { cwd: folder }).toSorted()) {
    for (const one of Labelled.parse(read(file))) {
      const author = authorOf(file, one.id);
      if (knownToTheEncoder.has(author)) continue;
      const begins = (passages: readonly string[]) => (passage: Passage) =>
        passages.some((text) => passage.text.startsWith(text));
      const passages = [...(index.get(one.language)?.passages.values() ?? [])];
      const { labels } = one;
      emails.push({
        id: one.id,
        answerable: labels.answerable,
        delicate:
          labels.mood.includes("negative") ||
          labels.angry ||
          labels.adversarial ||
          labels.risks.length > 0 ||
          passages.length === 0,
        gold: labels.questions.map((question) =>
          passages.filter(begins(question.passages)).map(({ passageId }) => passageId),
        ),
      });
      for (const { text, passages } of labels.questions) add(author, undefined, one.language, text, begins(passages));
      const asked = await sortEmails({
        emails: [{ subject: one.subject, words: one.body.trim() }],
        topics: devPolicy().topics,
      });
      // Which of several labelled questions a found one stands for is told by their order alone, or all are alike.
      const mixed =
        labels.questions.length !== asked.questions.length &&
        !labels.answerable &&
        labels.questions.some((one) => one.passages.length > 0);
      for (const [at, text] of mixed ? [] : asked.questions.entries()) {
        const answers = begins(meantBy(text, at, asked.questions.length, labels.questions, one.language));
        add(author, one.id, one.language, text, answers, ownSubject([one]));
        // Who asks by a form or tries a question puts no subject over it.
        add(author, undefined, one.language, text, answers);
      }
    }
  }
  const named = (ids: readonly string[]) => (passage: Passage) =>
    ids.some((id) => id.split("|").includes(passage.passageId.replace(/^kb-/, "")));
  for (const { answered, held } of Object.values(Paraphrases.parse(read("test/answer/paraphrases.yaml")))) {
    for (const { words, answers } of answered) add("paraphrases", undefined, languageOf(words), words, named(answers));
    for (const { words, may } of held) add("paraphrases", undefined, languageOf(words), words, named(may));
  }
  for (const { language, question, relevance } of Searched.parse(read("samples/evaluation/search-questions.yaml")))
    add("search", undefined, language, question, (passage) =>
      relevance.some(({ passage: text, grade }) => grade === 3 && passage.text.startsWith(text)),
    );
  return { examples: found, emails };
}

/** The sentence encoder has learnt from these: what it makes of them says nothing of what it makes of others. */
const knownToTheEncoder = new Set(["5", "6", "7", "8", "9", "10", "17", "18", "19"]);

/** The first tuning file has two authors. */
const authorOf = (file: string, id: string): string =>
  file.endsWith("tuning.yaml")
    ? Number(id.slice(-3)) <= 70
      ? "1"
      : "2"
    : (/\d+/.exec(file.split("/").at(-1) ?? "")?.[0] ?? "");

const languageOf = (words: string): string =>
  /\b(?:ich|der|die|das|und|ist|kann|sie|wie|wann)\b/i.test(words) ? "de" : "en";

/** The labelled question that a found one stands for: in order where there are as many, else the one most alike. */
function meantBy(
  text: string,
  at: number,
  count: number,
  labelled: readonly { readonly text: string; readonly passages: readonly string[] }[],
  language: string,
): readonly string[] {
  if (count === labelled.length) return labelled[at]?.passages ?? [];
  const own = questionMeaning(text, language).vector;
  const ranked = labelled
    .map((one) => ({ one, other: questionMeaning(one.text, language).vector }))
    .map(({ one, other }) => ({ one, alike: own === undefined || other === undefined ? 0 : similarity(own, other) }))
    .toSorted((a, b) => b.alike - a.alike);
  return ranked[0]?.one.passages ?? [];
}
