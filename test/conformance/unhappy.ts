import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import type { PackedWeights } from "../../functions/models/embedded/linear-weights.ts";
import { plainReading, readingOf } from "../../functions/models/embedded/mood/read-mood.ts";
import { unhappyFeatures } from "../../functions/models/embedded/mood/unhappy-features.ts";
import { judgeMood } from "../../functions/understand/judge-mood.ts";
import { packed, type Taught, weigh } from "./logistic.ts";
import readEmail from "./mail.ts";
import { type Labelled, mixed } from "./unhappy-mixed.ts";

interface Example extends Labelled, Taught {}

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const Emails = z.array(
  z.object({
    id: z.string(),
    language: z.string(),
    subject: z.string(),
    body: z.string(),
    labels: z.object({ mood: z.string(), angry: z.boolean(), answerable: z.boolean() }),
  }),
);
// Up to here one author wrote tuning.yaml, from there on another (samples/evaluation/README.md).
const lastOfFirstAuthor = 70;

/** The tuning emails by author, and the sentences written to learn from. */
export async function labelled(): Promise<readonly Labelled[]> {
  const files = readdirSync(`${samples}evaluation`).filter((name) => /^tuning(?:-\d+)?\.yaml$/.test(name));
  const emails: Labelled[] = [];
  for (const file of files.toSorted())
    for (const { id, subject, body, language, labels } of Emails.parse(
      parse(readFileSync(`${samples}evaluation/${file}`, "utf8")),
    )) {
      const number = Number(/\d+$/.exec(id)?.[0]);
      const raw = `Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString("base64")}`;
      emails.push({
        author: file === "tuning.yaml" ? (number <= lastOfFirstAuthor ? "tuning 1" : "tuning 2") : file.slice(0, -5),
        subject,
        words: (await readEmail(Buffer.from(raw))).replyText,
        language,
        unhappy: labels.angry,
        answerable: labels.answerable,
        counts: labels.angry || !labels.mood.includes("negative"),
      });
    }
  const sentences = readFileSync(`${samples}mood/sentences.tsv`, "utf8").trim().split("\n");
  return [
    ...emails,
    ...sentences.map((line): Labelled => {
      const [kind = "", language, words = ""] = line.split("\t");
      const unhappy = kind === "unhappy";
      return { author: "sentences", subject: "", words, language, unhappy, answerable: !unhappy, counts: true };
    }),
  ];
}

const emailsCount = 2;

function asExample(one: Labelled, weight = one.author === "sentences" ? 1 : emailsCount): Example {
  const { lexicon, rules, language } = plainReading(one);
  const features = unhappyFeatures({ ...one, language }, { lexicon, rules });
  return { ...one, features, is: one.unhappy, weight };
}

const learn = (all: readonly Example[]): ReadonlyMap<string, number> => {
  const taught = all.filter(({ counts }) => counts);
  return weigh([...taught, ...mixed(taught).map((one) => asExample(one, one.weight))]);
};

// What moves the odds less is left out: emails mixed from others teach many words that say little.
const leastShipped = 0.05;

/** Weights learnt from everything there is. */
export const learnUnhappy = (all: readonly Labelled[]): PackedWeights =>
  packed(learn(all.map((one) => asExample(one))), leastShipped);

interface Missed {
  readonly author: string;
  readonly unhappy: number;
  readonly missed: number;
  readonly answerable: number;
  readonly held: number;
}

const parts = 5;

/** What is missed, and what is held for nothing, of each author by weights that saw none of theirs; of the sentences, by fifths. */
export function byAuthorLeftOut(all: readonly Labelled[]): readonly Missed[] {
  const examples = all.map((one) => asExample(one));
  return [...new Set(all.map(({ author }) => author))].map((author) => {
    const own = examples.filter((one) => one.author === author);
    const groups =
      author === "sentences"
        ? Array.from({ length: parts }, (_, part) => own.filter((_one, at) => at % parts === part))
        : [own];
    const read = groups.flatMap((group) => {
      const weights = learn(examples.filter((one) => !group.includes(one)));
      return group.map((one) => ({ ...one, negative: isNegative(one, weights) }));
    });
    const [unhappy, answerable] = [read.filter((one) => one.unhappy), read.filter((one) => one.answerable)];
    return {
      author,
      unhappy: unhappy.length,
      missed: unhappy.filter(({ negative }) => !negative).length,
      answerable: answerable.length,
      held: answerable.filter(({ negative }) => negative).length,
    };
  });
}

function isNegative(one: Example, weights: ReadonlyMap<string, number>): boolean {
  let odds = 0;
  for (const [name, value] of one.features) odds += (weights.get(name) ?? 0) * value;
  const input = { emails: [{ subject: one.subject, words: one.words }] };
  return judgeMood(
    input,
    readingOf(input.emails, () => ({ odds, because: [] })),
  ).mood.includes("negative");
}
