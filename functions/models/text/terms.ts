import { moreEnglishWordings } from "./more-wordings-en.ts";
import { remembered } from "./remembered.ts";
import { sentencesOf } from "./sentences.ts";
import { isLightWord, isStopWord } from "./stop-words.ts";
import { germanWordings } from "./wordings-de.ts";
import { englishWordings } from "./wordings-en.ts";
import { stem, wordsOf } from "./words.ts";

// The sentences of a shop's articles and those of the email just read: two to three megabytes at most.
const mostKept = 3000;

/** Words as they are compared: what belongs together joined, small words still there. */
export const tokensOf = remembered(mostKept, (text, language): readonly string[] =>
  wordsOf(separable(text, language), language),
);

/** Stems of the words that carry meaning, in order, repeated as often as they stand there. */
export const termsOf = remembered(mostKept, (text, language): readonly string[] =>
  tokensOf(text, language)
    .filter((word) => !isStopWord(word, language))
    .map((word) => stem(word, language))
    .filter((term) => term.length > 1 && !isStopWord(term, language)),
);

/** A question as it is compared with what an answer must contain: as it stands, and with its ways of saying one thing joined. */
export const plainly = remembered(mostKept, (text, language): string => `${text} ${separable(text, language)}`);

/** Verbs and names that fall apart are put together: `send it back` is `return`, `schicke ich es zurück` is `zurückschicken`. */
function separable(text: string, language: string): string {
  return (joins[language] ?? []).reduce((joined, [pattern, by]) => joined.replace(pattern, by), text);
}

const joins: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [...englishWordings, ...moreEnglishWordings],
  de: germanWordings,
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
  const permission = permissionAsked(asked, language) ?? countedIn(asked, language);
  const add = (text: string, context: boolean) => {
    for (const term of termsOf(text, language)) {
      const soft = term !== permission && (isLightWord(term, language) || /^\d/.test(term));
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

// Whoever asks whether something may be done wants to hear of exactly that, however common its verb is.
const mayItBe =
  /(?:(?:^|[.,;] )(?:and |but |so |also |or )*(?:can|could|may|might|am) (?:i|we|one|it|they|my \w+|the \w+)|\b(?:is|would|will) it (?:also |still |be |ever )*(?:possible|allowed|permitted|feasible|all right|alright)(?: for (?:me|us|my \w+|somebody|someone|him|her))? to|\b(?:any|a|some) (?:way|chance|possibility) (?:\w+ )?(?:to|of)|\b(?:could|can) (?:i|we) (?:perhaps|maybe|possibly))(?: (?:also|still|please|just|then|even|always|perhaps|allowed to|able to))* ([a-z]+)\b/i;
const empty = new Set(
  "get have use find take make do put go see buy be let need want like know start give expect come keep look send bring possibly ask".split(
    " ",
  ),
);

/** What `how many` counts, where it is no span of time: an answer must speak of it, however common the word. Stem. */
function countedIn(asked: string, language: string): string | undefined {
  const counted =
    /\b(?:how many|wie ?viele) (?!(?:working |business )?(?:days?|weeks?|months?|years?|hours?|tage|wochen|monate|jahre|stunden|werktage))(\p{L}+)/iu.exec(
      asked,
    )?.[1];
  return counted === undefined ? undefined : termsOf(counted, language)[0];
}

/** The verb of a question whether something may be done, where it is more than an auxiliary. Stem. */
function permissionAsked(asked: string, language: string): string | undefined {
  if (language !== "en") return undefined;
  const verb = mayItBe.exec(separable(asked, language))?.[1]?.toLowerCase();
  return verb === undefined || empty.has(verb) ? undefined : termsOf(verb, language)[0];
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
