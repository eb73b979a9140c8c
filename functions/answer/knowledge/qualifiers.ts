import type { Passage } from "../../contracts/knowledge.ts";
import { isSoftWord } from "../../models/text/stop-words.ts";
import { termsOf, tokensOf } from "../../models/text/terms.ts";
import { fold } from "../../models/text/words.ts";
import { numberWords } from "./number-words.ts";

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
const withoutGiven = /\b(?:without|no|never|nor|ohne|kein\w*|nie)\b(.{0,40})/g;
// A model's name carries its number: the Corrie 3 is not the Corrie 2.
const model = /\b(\p{Lu}\p{L}+) (\d{1,3})\b/gu;

const spans =
  /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|ein|eine[mnr]?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf) (?:working |business |full |whole )?(day|week|month|year|tag|woche|monat|jahr)/g;
const spansIn = (text: string): string[] =>
  [...fold(text).matchAll(spans)].map(([, count = "", unit = ""]) => `${numberWords.get(count) ?? count} ${unit}`);

/** What was told says that it is not the first time, of which alone the passage speaks. */
export const isAnotherTurn = (told: string, { title, heading, text }: Passage): boolean =>
  otherTurn(fold(told), fold(`${title}. ${heading}. ${text}`));

/** The first exchange is free, the second is another matter. */
const otherTurn = (question: string, passage: string): boolean =>
  /\b(?:second|third|next|again|once more|already|zweite[rnms]?|dritte[rnms]?|noch ?mals?|noch einmal|wieder|schon|bereits)\b/.test(
    question,
  ) &&
  /\b(?:first|erste[rnms]?)\b/.test(passage) &&
  !/\b(?:second|third|zweite[rnms]?)\b/.test(passage);

/** `after 40 days`: somebody's own span of time, which the passage does not name; whether the rule holds for it is not ours to work out. */
function otherSpan(question: string, passage: string): boolean {
  const told = new Set(spansIn(passage));
  return spansIn(question).some((span) => !told.has(span));
}

const colours =
  /\b(?:red|blue|green|black|white|grey|gray|yellow|orange|purple|pink|brown|olive|navy|colou?rs?|rot\w*|blau\w*|grun\w*|schwarz\w*|weiss\w*|grau\w*|gelb\w*|lila|rosa|braun\w*|oliv\w*|dunkelblau\w*|farb\w*)\b/;
const ratherThan =
  /\b(?:rather|instead|prefer|swap\w*|exchang\w*|chang\w*|lieber|statt|tausch\w*|umtausch\w*|wechsel\w*)\b/;

/** Another colour instead of another size, of which the passage says nothing. */
export function isOtherColour(said: string, passage: string): boolean {
  const folded = fold(said);
  return colours.test(folded) && ratherThan.test(folded) && !colours.test(fold(passage));
}

/** Whether the passage speaks of another case than the question: before instead of after, without instead of with, another model. */
export function contradicts(question: string, passage: Passage, language: string): boolean {
  const whole = `${passage.title}. ${passage.heading}. ${passage.text}`;
  return (
    otherTurn(fold(question), fold(whole)) ||
    otherSpan(question, whole) ||
    otherModel(question, whole, language) ||
    isOtherColour(question, whole) ||
    otherCase(question, `${passage.heading}. ${passage.text}`, language)
  );
}

function otherModel(question: string, whole: string, language: string): boolean {
  const has = new Set(tokensOf(whole, language));
  return [...question.matchAll(model)].some(
    ([, name = "", number = ""]) => has.has(fold(name, language)) && !has.has(number),
  );
}

function otherCase(question: string, passage: string, language: string): boolean {
  // `how long until` asks for a span, and sets no condition.
  const asked = fold(question).replace(
    /\b(how (?:long|many|soon)\b.{0,40}?|dauert .{0,30}?)\b(?:until|till|before|bis)\b/g,
    "$1",
  );
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
