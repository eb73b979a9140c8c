import type { Passage } from "../../contracts/knowledge.ts";
import { isPlace } from "../../models/text/synonyms.ts";
import { type Meant, meantWords } from "../../models/vectors/soft-match.ts";
import type { QuestionMeaning } from "./answer-features.ts";
import { meaningOf } from "./passage-meaning.ts";

const goingTo = /\b(?:to|nach) (?:(?:the|die) )?(\p{Lu}\p{L}+)/gu;
const rulesOutOthers =
  /\b(?:anywhere else|nowhere else|no other countr|nirgendwo sonst|nirgends sonst|keine anderen länder)/i;

/**
 * Whether the question names a place of which the passage does not speak, nor of what it is a part of. Here vectors say
 * nothing: Iceland lies near Norway, and what holds for the one does not hold for the other.
 */
export function isElsewhere(question: QuestionMeaning, passage: Passage, language: string): boolean {
  const listed = question.words.filter(({ stem }) => isPlace(stem, language));
  const named = [...question.asked.matchAll(goingTo)].flatMap(([, name = ""]) => meantWords(name, language));
  const places = [...listed, ...named];
  if (places.length === 0) return false;
  const { words, whole, asked } = meaningOf(passage, language);
  if (rulesOutOthers.test(whole)) return false;
  const told = new Set(words.map(({ stem }) => stem));
  const said = new Set([...told, ...asked.flatMap((way) => way.words.map(({ stem }) => stem))]);
  const isSaid = ({ stem, wholes, synonyms }: Meant) =>
    said.has(stem) || wholes.some((one) => told.has(one)) || [...synonyms].some((one) => said.has(one));
  return places.some((one) => !isSaid(one));
}
