import type { Passage } from "../../contracts/knowledge.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { tokensOf } from "../../models/text/terms.ts";
import { type Meant, meantWords } from "../../models/vectors/soft-match.ts";
import { vectorOf } from "../../models/vectors/word-vectors.ts";

/** What a passage means, worked out once. */
interface PassageMeaning {
  readonly whole: string;
  readonly heading: readonly Meant[];
  readonly words: readonly Meant[];
  readonly vectors: Readonly<Record<"heading" | "title" | "text", Float32Array | undefined>>;
  readonly sentences: readonly (Float32Array | undefined)[];
  /** The ways in which customers ask for it. */
  readonly asked: readonly Way[];
}

interface Way {
  readonly vector: Float32Array | undefined;
  readonly words: readonly Meant[];
}

const known = new WeakMap<Passage, PassageMeaning>();

/** What a passage means; worked out once per passage. */
export function meaningOf(passage: Passage, language: string): PassageMeaning {
  const before = known.get(passage);
  if (before !== undefined) return before;
  const { heading, title, text } = passage;
  const vector = (words: string) => vectorOf(tokensOf(words, language), language);
  const whole = `${title}. ${heading}. ${text}`;
  const meaning = {
    whole,
    heading: meantWords(heading, language),
    words: meantWords(whole, language),
    vectors: { heading: vector(heading), title: vector(title), text: vector(whole) },
    sentences: sentencesOf(text).map(vector),
    asked: (passage.asked ?? []).map((way) => ({ vector: vector(way), words: meantWords(way, language) })),
  };
  known.set(passage, meaning);
  return meaning;
}
