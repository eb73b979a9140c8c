import { sentencesOf } from "../../functions/models/text/sentences.ts";
import { numbers } from "./logistic.ts";

/** An email or a sentence of which somebody said whether a person must see it because its author is upset. */
export interface Labelled {
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

/** One put together from others, and how much it counts when it is taught. */
export interface Mixed extends Labelled {
  readonly weight: number;
}

const joinedCount = 0.6;
const putInCount = 0.3;
const pairedCount = 0.5;
const timesPutIn = 2;

/**
 * What a few hundred emails do not say often enough, put together from them: two sentences are one email; a sentence of
 * another hand stands amid an email, and an unhappy one makes it so whatever is asked around it; two calm emails are a long
 * calm one. The same emails are always mixed the same.
 */
export function mixed(all: readonly Labelled[]): readonly Mixed[] {
  const next = numbers(3);
  const one = <Row>(list: readonly Row[]): Row | undefined => list[Math.floor(next() * list.length)];
  return Object.values(Object.groupBy(all, ({ language }) => language ?? "")).flatMap((own = []) => {
    const sentences = own.filter(({ author }) => author === "sentences");
    const [unhappy, calm] = [sentences.filter((each) => each.unhappy), sentences.filter((each) => !each.unhappy)];
    const emails = own.filter(({ author }) => author !== "sentences");
    return [
      ...sentences.flatMap((each) => [
        ...joined(each, one(calm), joinedCount),
        ...joined(one(each.unhappy ? unhappy : calm), each, joinedCount),
      ]),
      ...emails.flatMap((each) => {
        const others = emails.filter(
          (other) => other.author === each.author && other !== each && other.counts && !other.unhappy,
        );
        return [
          ...Array.from({ length: timesPutIn }, () => [
            ...(each.unhappy ? [] : putIn(each, one(unhappy), next())),
            ...putIn(each, one(calm), next()),
          ]).flat(),
          ...joined(each, one(others), pairedCount),
        ];
      }),
    ];
  });
}

/** Two as one, unhappy if either is. */
const joined = (first: Labelled | undefined, second: Labelled | undefined, weight: number): readonly Mixed[] =>
  first === undefined || second === undefined
    ? []
    : [{ ...first, words: `${first.words} ${second.words}`, unhappy: first.unhappy || second.unhappy, weight }];

/** After the first sentence and before the last, where there are three. */
function putIn(email: Labelled, sentence: Labelled | undefined, where: number): readonly Mixed[] {
  if (sentence === undefined) return [];
  const own = sentencesOf(email.words);
  const at = own.length < 3 ? own.length : 1 + Math.floor(where * (own.length - 1));
  const words = [...own.slice(0, at), sentence.words, ...own.slice(at)].join(" ");
  return [{ ...email, words, unhappy: email.unhappy || sentence.unhappy, weight: putInCount }];
}
