import type { Passage } from "../../contracts/knowledge.ts";
import { encode, width } from "../../models/encoder/sentence-encoder.ts";
import { roleChances } from "../../models/encoder/sentence-roles.ts";
import { fold } from "../../models/text/words.ts";
import { rowsFor } from "./sentence-meanings.ts";
import { toldBias, toldWeights } from "./told-weights.ts";

// What tells of an exception, in the order of the weights: contrast, denial, time gone by, another turn or thing, a number,
// and a sentence that begins with the trouble.
const signs = [
  /\b(?:but|only|however|although|though|yet|except|nur|aber|jedoch|allerdings|leider|obwohl|doch)\b/,
  /\b(?:not|never|no|nobody|without|none|kein\w*|nicht|nie|ohne|niemand)\b|n't\b/,
  /\b(?:ago|since|weeks?|months?|years?|seit|vor|wochen|monate?n?|jahre?n?|already|schon|bereits)\b/,
  /\b(?:instead|second|third|another|other|else|again|still|statt|zweite\w*|dritte\w*|ander\w*|wieder|noch)\b/,
  /\d/,
  /^(?:but|only|now|nur|aber|jetzt|trouble is|problem is)\b/,
];
const manyWords = 40;

/**
 * How likely a statement beside a question changes what the passage answers, 0 to 1, as learnt from sentences of labelled emails
 * (logistic regression over what it means alone, with the question and with the passage, and the signs above).
 */
export function changeChance(told: string, asked: string, passage: Passage): number {
  const weights = toldWeights();
  const plain = fold(told).trim();
  const alone = encode(told);
  const features = [
    ...alone,
    ...encode(`${told} ${asked}`),
    ...withPassage(alone, passage),
    ...signs.map((sign) => (sign.test(plain) ? 1 : 0)),
    Math.min(plain.split(/\s+/).length, manyWords) / manyWords,
  ];
  return 1 / (1 + Math.exp(-features.reduce((sum, one, at) => sum + one * (weights[at] ?? 0), toldBias)));
}

const longer = Math.sqrt(width);

/** Both directions' products, as long as one of them would be; nothing where the passage was not encoded. */
function withPassage(told: Float32Array, passage: Passage): Float32Array {
  const { bytes, shares } = rowsFor(passage);
  const share = (shares[0] ?? 0) * longer;
  return told.map((one, at) => one * (bytes[at] ?? 0) * share);
}

const sureCourtesy = 0.7;
const sureSentences = new Map<string, boolean>();
const mostKept = 500;

/** Whether a sentence is nothing but manners, in words that no list has. */
export function isCourtesy(sentence: string): boolean {
  const known = sureSentences.get(sentence);
  if (known !== undefined) return known;
  const is = roleChances(encode(sentence)).courtesy >= sureCourtesy;
  if (sureSentences.size >= mostKept) sureSentences.clear();
  sureSentences.set(sentence, is);
  return is;
}

/** How many numbers the weights have: three directions, the signs, and how long the statement is. */
export const toldFeatures = 3 * width + signs.length + 1;
