import type { Passage } from "../../contracts/knowledge.ts";
import { isLightWord } from "../../models/text/stop-words.ts";
import { synonymsOf } from "../../models/text/synonyms.ts";
import { termsOf } from "../../models/text/terms.ts";

// A passage that begins with a condition answers only those whom it concerns.
const condition =
  /^(?:if|when|once|after|should|until|wenn|falls|sobald|nachdem|sollte|sollten|nach) (.{8,140}?), (?=(?:please|send|the|you|we|your|our|it|they|open|choose|then|"|sehen|bitte|ist|sind|wird|wählen)\b|")/i;
// Conditions about nothing but the wish that the question has anyway.
const empty = /^(?:for|to|you (?:want|need|wish|would like))\b/i;

const enough = 0.5;

/** Whether the passage holds in a case of which the customer said nothing: `if pegs are missing from a new tent`. */
export function holdsInAnotherCase(passage: Passage, said: string, language: string): boolean {
  const [, clause] = condition.exec(passage.text) ?? [];
  if (clause === undefined || empty.test(clause)) return false;
  const terms = [...new Set(termsOf(clause, language))].filter(
    (term) => !isLightWord(term, language) && !/^\d/.test(term),
  );
  if (terms.length === 0) return false;
  const has = new Set(termsOf(said, language));
  const met = terms.filter((term) => has.has(term) || synonymsOf(term, language).some((other) => has.has(other)));
  return met.length / terms.length < enough;
}
