import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { plainReading, readingOf } from "../../functions/models/embedded/mood/read-mood.ts";
import { unhappyFeatures } from "../../functions/models/embedded/mood/unhappy-features.ts";
import { numberOf } from "../../functions/models/embedded/mood/unhappy-pass.ts";
import { judgeMood } from "../../functions/understand/judge-mood.ts";
import readEmail from "./mail.ts";

/** An email or a sentence of which somebody said whether a person must see it because its author is upset. */
interface Labelled {
  readonly author: string;
  readonly subject: string;
  readonly words: string;
  readonly language: string | undefined;
  readonly unhappy: boolean;
  /** An automatic reply would be right: to hold it for its mood would cost something. */
  readonly answerable: boolean;
  /** Unhappy ones that need nobody's attention are neither taught nor counted. */
  readonly counts: boolean;
}
interface Example extends Labelled {
  readonly features: ReadonlyMap<string, number>;
  readonly weight: number;
}

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
const joinedCount = 0.6;

function asExample(one: Labelled): Example {
  const { lexicon, rules, language } = plainReading(one);
  const features = unhappyFeatures({ ...one, language }, { lexicon, rules });
  return { ...one, features, weight: one.author === "sentences" ? 1 : emailsCount };
}

/** Numbers between 0 and 1 that are the same every time, so that the same emails give the same weights. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Two sentences as one email: an unhappy one stays so whatever is asked beside it. */
function joined(all: readonly Example[]): Example[] {
  const next = numbers(3);
  const one = (list: readonly Example[]) => list[Math.floor(next() * list.length)];
  return Object.values(Object.groupBy(all, ({ language }) => language ?? "")).flatMap((own = []) => {
    const [unhappy, calm] = [own.filter((each) => each.unhappy), own.filter((each) => !each.unhappy)];
    const pairs = own.flatMap((each) => [
      [each, one(calm)] as const,
      [one(each.unhappy ? unhappy : calm), each] as const,
    ]);
    return pairs.flatMap(([first, second]) =>
      first === undefined || second === undefined
        ? []
        : [{ ...asExample({ ...first, words: `${first.words} ${second.words}` }), weight: joinedCount }],
    );
  });
}

const epochs = 25;
const learningRate = 0.15;
const decay = 0.002;
const fewest = 2;

/** Weights by feature, of a logistic regression learnt by AdaGrad. */
function weigh(examples: readonly Example[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const kept = new Map([...seen].filter(([, times]) => times >= fewest).map(([name], at) => [name, at]));
  const rows = examples.map(({ features, unhappy, weight }) => {
    const known = [...features].flatMap(([name, value]) => {
      const at = kept.get(name);
      return at === undefined ? [] : [[at, value] as const];
    });
    return { known, is: unhappy ? 1 : 0, weight };
  });
  const weights = new Float64Array(kept.size);
  const squares = new Float64Array(kept.size).fill(0.05);
  const next = numbers(7);
  const order = rows.slice();
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      const [a, b] = [order[at], order[other]];
      if (a !== undefined && b !== undefined) [order[at], order[other]] = [b, a];
    }
    for (const { known, is, weight } of order) {
      let sum = 0;
      for (const [at, value] of known) sum += (weights[at] ?? 0) * value;
      const off = (1 / (1 + Math.exp(-sum)) - is) * weight;
      for (const [at, value] of known) {
        const slope = off * value + decay * (weights[at] ?? 0);
        squares[at] = (squares[at] ?? 0) + slope * slope;
        weights[at] = (weights[at] ?? 0) - (learningRate * slope) / Math.sqrt(squares[at] ?? 1);
      }
    }
  }
  return new Map([...kept].map(([name, at]) => [name, weights[at] ?? 0]));
}

const step = 0.02;
// What moves an email's odds by less than a hundredth is left out.
const least = 0.03;

/** As they are shipped: numbers for names, whole steps for weights. */
function packed(weights: ReadonlyMap<string, number>): { step: number; features: string; weights: string } {
  const rows = new Map(
    [...weights]
      .filter(([, weight]) => Math.abs(weight) >= least)
      .map(([name, weight]) => [numberOf(name), Math.max(-127, Math.min(127, Math.round(weight / step)))]),
  );
  const sorted = [...rows].toSorted(([a], [b]) => a - b);
  const names = Buffer.alloc(sorted.length * 3);
  for (const [at, [name]] of sorted.entries()) names.writeUIntBE(name, at * 3, 3);
  const values = Buffer.from(Int8Array.from(sorted.map(([, value]) => value)).buffer);
  return { step, features: names.toString("base64"), weights: values.toString("base64") };
}

const learn = (all: readonly Example[]): ReadonlyMap<string, number> => {
  const taught = all.filter(({ counts }) => counts);
  return weigh([...taught, ...joined(taught.filter(({ author }) => author === "sentences"))]);
};

/** Weights learnt from everything there is. */
export const learnUnhappy = (all: readonly Labelled[]): ReturnType<typeof packed> => packed(learn(all.map(asExample)));

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
  const examples = all.map(asExample);
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
