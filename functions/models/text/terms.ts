import { sentencesOf } from "./sentences.ts";
import { isSoftWord, isStopWord } from "./stop-words.ts";
import { stem, wordsOf } from "./words.ts";

/** Words as they are compared: what belongs together joined, small words still there. */
export const tokensOf = (text: string, language: string): string[] => wordsOf(separable(text, language), language);

/** Stems of the words that carry meaning, in order, repeated as often as they stand there. */
export function termsOf(text: string, language: string): string[] {
  return tokensOf(text, language)
    .filter((word) => !isStopWord(word, language))
    .map((word) => stem(word, language))
    .filter((term) => term.length > 1 && !isStopWord(term, language));
}

/** Verbs and names that fall apart are put together: `send it back` is `return`, `schicke ich es zurück` is `zurückschicken`. */
function separable(text: string, language: string): string {
  return (joins[language] ?? []).reduce((joined, [pattern, by]) => joined.replace(pattern, by), text);
}

const joins: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\bmoney back\b/gi, "refund"],
    [/\b(?:send|sent|sending|give|gave|bring|take) ((?:\w+ ){0,3}?)back\b/gi, "return $1"],
    [/\b(?:log|sign|logging|signing) ?in\b/gi, "login"],
    [/\bgift ?(?:card|voucher|certificate)s?\b/gi, "giftcard"],
    [/\bsleeping ?bags?\b/gi, "sleepingbag"],
    [/\bmade (?:of|from|out of)\b/gi, "material"],
    [/\b(?:come|comes|coming|supplied|sold|delivered) with\b/gi, "included"],
    [/\b(?:how|what) (?:expensive|is the price|are the prices|is the cost|are the costs)\b/gi, "cost"],
    // The shop is a store, too; only what is done with things counts.
    [/\b(?:stor(?:ed|ing)|store(?= (?:a|an|my|our|the|it|them|your|down|this)\b))/gi, "storage"],
    [/\bget rid of\b/gi, "remove"],
    [/\b(?:united kingdom|great britain|u\.k\.)/gi, "uk"],
    [/\b(?:run|ran|running|are|is|be) out of(?: stock)?\b/gi, "sold out"],
    [/\bcall(?:ing|ed)? off\b/gi, "cancel"],
    [/\bpick(?:ing)? up\b/gi, "collect"],
  ],
  de: [
    [
      /\b(schick|send|geb|gib|bring|setz|zahl|ruf|nehm|tausch|meld|bestell)(\p{L}*)\b([^.?!]*?)\s(zurück|um|ab|an)(?=[\s.,?!]|$)/giu,
      "$4$1en$3",
    ],
    [/\b(zurück|um|ab|an|ein|aus)zu(\p{L}{3,}n)\b/giu, "$1$2"],
    [/\bgeld ((?:\p{L}+ ){0,4})zurück\b/giu, "erstattung $1"],
  ],
};

export interface WeightedTerm {
  readonly term: string;
  /** How much an answer that misses this term misses, 0 to 1. */
  readonly weight: number;
  /** Said before the question proper: it helps to understand, but nobody asked it. */
  readonly context: boolean;
  /** It only hints at the matter; an answer may do without it. */
  readonly soft: boolean;
  /** What is to be done, or the quality asked for: an answer without it answers something else. */
  readonly crux: boolean;
}

const contextWeight = 0.4;
const softWeight = 0.25;
// What somebody wants to do decides more than what they want to do it to: exchanging a jacket is not measuring one.
const actionWeight = 1.5;
// `how warm`, `how heavy`: the quality asked for is the whole question.
const qualityAsked =
  /\bhow (?!do|does|did|can|could|should|would|will|to|is|are|long|much|many|soon|quick|quickly|fast|often|come|about)(\p{L}+)/iu;
// Asks what there is, not how to do something.
const asksForStock =
  /\b(?:do|did|will) you (?:also |still |even )?(?:have|sell|offer|stock|carry|make|provide)\b|\b(?:haben|verkaufen|führen|gibt es) (?:sie|bei ihnen)\b/iu;
const actionBehind =
  /\b(?:how (?:do|can|could|should|would|to)|can|could|may|do|should|am i allowed to|is it possible to|want to|would like to|need to)\b(?: (?:i|we|you|one))?|\bwie (?=\p{L}+ (?:ich|wir|man)\b)/iu;
// In German the verb that matters stands last: `wie kann ich die Jacke umtauschen`.
const germanFrame = /\b(?:kann|könnte|können|darf|möchte|will|muss|soll) (?:ich|wir|man|sie)\b/iu;

/** What a question is about. Only its last sentence asks; those before say what `it` is. */
export function questionTerms(question: string, language: string): WeightedTerm[] {
  const sentences = sentencesOf(question);
  const asked = sentences.at(-1) ?? question;
  const weighted = new Map<string, WeightedTerm>();
  const action = actionIn(asked, language);
  const add = (text: string, context: boolean) => {
    for (const term of termsOf(text, language)) {
      const soft = isSoftWord(term, language) || /^\d/.test(term);
      const weight = weightOf(term, soft, action) * (context ? contextWeight : 1);
      if (!weighted.has(term))
        weighted.set(term, { term, weight, context, soft, crux: !context && !soft && term === action });
    }
  };
  add(asked, false);
  for (const sentence of sentences.slice(0, -1)) add(sentence, true);
  return [...weighted.values()];
}

function weightOf(term: string, soft: boolean, action: string | undefined): number {
  if (soft) return softWeight;
  return term === action ? actionWeight : 1;
}

/** The stem of what is to be done, where the question says so. */
function actionIn(question: string, language: string): string | undefined {
  const text = separable(question, language);
  if (language === "de" && germanFrame.test(text)) return termsOf(text, language).at(-1);
  const quality = qualityAsked.exec(text)?.[1];
  if (quality !== undefined) return termsOf(quality, language)[0];
  if (asksForStock.test(text)) return undefined;
  const frame = actionBehind.exec(text);
  return frame === null ? undefined : termsOf(text.slice(frame.index + frame[0].length), language)[0];
}
