import type { Passage } from "../../contracts/knowledge.ts";
import { encode } from "../../models/encoder/sentence-encoder.ts";
import { roleChances } from "../../models/encoder/sentence-roles.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { cosines, rowsFor } from "./sentence-meanings.ts";

/** A question as the sentence encoder reads it: what asks, and all that was said. */
export interface SentenceMeaning {
  readonly asked: Float32Array;
  readonly whole: Float32Array;
}

/** Encodes a question; only its last sentence asks. Takes some milliseconds a sentence. */
export function sentenceMeaning(question: string): SentenceMeaning {
  const asked = encode(sentencesOf(question).at(-1) ?? question);
  return { asked, whole: sentencesOf(question).length < 2 ? asked : encode(question) };
}

/** How a question stands to a passage and to the ways in which customers ask for it: cosines. */
export interface SentenceLikeness {
  readonly way: number;
  readonly three: number;
  readonly text: number;
  readonly whole: number;
}

const nothingAlike: SentenceLikeness = { way: 0, three: 0, text: 0, whole: 0 };
const compared = new WeakMap<SentenceMeaning, Map<Passage, SentenceLikeness>>();

/** Compared once for each question and passage. */
export function sentenceLikeness(question: SentenceMeaning, passage: Passage): SentenceLikeness {
  const before = compared.get(question) ?? new Map<Passage, SentenceLikeness>();
  compared.set(question, before);
  const known = before.get(passage) ?? likeness(question, passage);
  before.set(passage, known);
  return known;
}

const mostMeant = 3;

function likeness({ asked, whole }: SentenceMeaning, passage: Passage): SentenceLikeness {
  const rows = rowsFor(passage);
  if (rows.shares.length === 0) return nothingAlike;
  const alike = cosines(asked, rows);
  const text = alike[0] ?? 0;
  const nearest = highest(alike.subarray(1), mostMeant);
  const way = nearest[0] ?? text;
  return {
    way,
    three: nearest.length === 0 ? text : nearest.reduce((sum, one) => sum + one, 0) / nearest.length,
    text,
    whole: whole === asked ? way : (highest(cosines(whole, rows), 1)[0] ?? 0),
  };
}

/** The `most` highest numbers, highest first. A few hundred passages are asked with every question: sorting all is too slow. */
function highest(numbers: Float32Array, most: number): readonly number[] {
  const found: number[] = [];
  for (const one of numbers) {
    if (found.length === most && one <= (found[most - 1] ?? 0)) continue;
    let at = found.length;
    while (at > 0 && one > (found[at - 1] ?? 0)) at--;
    found.splice(at, 0, one);
    if (found.length > most) found.length = most;
  }
  return found;
}

/** By this candidates are found. */
export const sentenceWorth = ({ way, three, text, whole }: SentenceLikeness): number =>
  way + 0.5 * three + 0.3 * text + 0.3 * whole;

interface Beside {
  readonly passage: Passage;
  readonly like: SentenceLikeness;
}

/** What the encoder says of each candidate, beside the others and beside what only people answer. */
export function sentenceRows(
  question: SentenceMeaning,
  candidates: readonly Passage[],
  forPeople: readonly Passage[],
): readonly Readonly<Record<string, number>>[] {
  const own = candidates.map((passage): Beside => ({ passage, like: sentenceLikeness(question, passage) }));
  const people = forPeople.map((passage) => sentenceLikeness(question, passage));
  const toPeople = Math.max(0, ...people.map(({ way }) => way));
  const threeToPeople = Math.max(0, ...people.map(({ three }) => three));
  const roles = roleChances(question.asked);
  return own.map(({ passage, like }) => {
    const worth = sentenceWorth(like);
    const beside = own.filter((other) => other.passage !== passage);
    const most = (some: readonly Beside[]) => Math.max(0, ...some.map((other) => sentenceWorth(other.like)));
    return {
      senWay: like.way,
      senThree: like.three,
      senText: like.text,
      senWhole: like.whole,
      senBeforeOthers: worth - most(beside.filter((other) => other.passage.articleId !== passage.articleId)),
      senBeforeOwn: worth - most(beside.filter((other) => other.passage.articleId === passage.articleId)),
      senBetter: beside.filter((other) => sentenceWorth(other.like) > worth).length,
      senPeople: toPeople,
      senBeforePeople: like.way - toPeople,
      senThreeBeforePeople: like.three - threeToPeople,
      senAsked: roles.asked,
      senUnanswered: roles.unanswered,
      senChanges: roles.changes,
    };
  });
}
