import type { Passage } from "../../contracts/knowledge.ts";
import { isSoftWord } from "../../models/text/stop-words.ts";
import { termsOf, tokensOf } from "../../models/text/terms.ts";
import { fold } from "../../models/text/words.ts";

/** A condition in the question, and what a passage says around the same word when it holds for the opposite case only. */
interface Qualifier {
  readonly asked: RegExp;
  readonly opposite: RegExp;
}

const qualifiers: readonly Qualifier[] = [
  {
    asked: /\b(?:already|once|after|since|schon|bereits|nachdem|sobald)\b(.*)/,
    opposite: /\b(?:until|before|unless|as long as|not yet|bis|bevor|solange|noch nicht)\b(.{0,60})/g,
  },
  {
    asked: /\b(?:before|until|bevor|bis)\b(.*)/,
    opposite: /\b(?:once|after|nachdem|sobald)\b(.{0,60})/g,
  },
  {
    asked: /\b(?:under|within|during|with|in|unter|mit|innerhalb)\b(.*)/,
    opposite: /\b(?:out of|outside|without|no longer|ausserhalb|ohne)\b(.{0,30})/g,
  },
];
// `without harming it` tells how, `without an account` sets a condition.
const withoutAsked = /\b(?:without|ohne)\b(?! \w+ing\b)(.*)/;
const withoutGiven = /\b(?:without|no|not|never|nor|ohne|kein\w*|nicht|nie)\b(.{0,80})/g;
// A model's name carries its number: the Corrie 3 is not the Corrie 2.
const model = /\b(\p{Lu}\p{L}+) (\d{1,3})\b/gu;

/** Whether the passage speaks of another case than the question: before instead of after, without instead of with, another model. */
export function contradicts(question: string, passage: Passage, language: string): boolean {
  const whole = `${passage.title}. ${passage.heading}. ${passage.text}`;
  return otherModel(question, whole, language) || otherCase(question, `${passage.heading}. ${passage.text}`, language);
}

function otherModel(question: string, whole: string, language: string): boolean {
  const has = new Set(tokensOf(whole, language));
  return [...question.matchAll(model)].some(
    ([, name = "", number = ""]) => has.has(fold(name, language)) && !has.has(number),
  );
}

function otherCase(question: string, passage: string, language: string): boolean {
  const asked = fold(question);
  const told = fold(passage);
  const stems = (text: string | undefined) =>
    termsOf(text ?? "", language).filter((term) => !isSoftWord(term, language) && !/^\d/.test(term));
  const [without] = termsOf(withoutAsked.exec(asked)?.[1] ?? "", language);
  if (without !== undefined && ![...told.matchAll(withoutGiven)].some(([, after]) => stems(after).includes(without)))
    return true;
  return qualifiers.some(({ asked: condition, opposite }) => {
    const own = new Set(stems(condition.exec(asked)?.[1]));
    return own.size > 0 && [...told.matchAll(opposite)].some(([, after]) => stems(after).some((term) => own.has(term)));
  });
}
