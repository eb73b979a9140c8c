import { isHarmlessWord } from "../../models/embedded/sort/harmless-words.ts";
import { isLightWord } from "../../models/text/stop-words.ts";
import { isPlace, isThing, synonymsOf } from "../../models/text/synonyms.ts";
import { stem } from "../../models/text/words.ts";

// Shorter words differ from one another by a letter too often: `boots` and `books`.
const shortestMistyped = 6;
const shortestPart = 4;

/**
 * Stems that some article uses for a stem that none does: the one word it is mistyped for, or the parts of a German
 * compound. The stem itself where it is known, or where nothing or more than one thing may be meant.
 */
export function nearWords(term: string, vocabulary: ReadonlyMap<string, number>, language: string): readonly string[] {
  if (isKnown(term, vocabulary, language)) return [term];
  const parts = language === "de" ? partsOf(term, vocabulary) : [];
  if (parts.length > 0) return parts;
  if (term.length < shortestMistyped || /\d/.test(term)) return [term];
  const near = [...vocabulary.keys()].filter(
    (word) => word.length >= shortestMistyped - 1 && !isPlace(word, language) && isOneSlip(term, word),
  );
  return near.length === 1 ? near : [term];
}

const isKnown = (term: string, vocabulary: ReadonlyMap<string, number>, language: string): boolean =>
  vocabulary.has(term) ||
  synonymsOf(term, language).length > 0 ||
  isLightWord(term, language) ||
  isHarmlessWord(term, language) ||
  isThing(term, language) ||
  isPlace(term, language);

/** `zollgebuhr` is `zoll` and `gebuhr`; only where each part says something that the articles know. */
function partsOf(term: string, vocabulary: ReadonlyMap<string, number>): readonly string[] {
  const says = (part: string) => {
    const base = stem(part, "de");
    return [part, base].find((one) => vocabulary.has(one) || synonymsOf(one, "de").length > 0 || isThing(one, "de"));
  };
  for (let at = shortestPart; at <= term.length - shortestPart; at++) {
    const head = says(term.slice(0, at));
    const tail = says(term.slice(at)) ?? (term[at] === "s" ? says(term.slice(at + 1)) : undefined);
    if (head !== undefined && tail !== undefined) return [head, tail];
  }
  return [];
}

const isVowel = (letter: string | undefined): boolean => letter !== undefined && "aeiouy".includes(letter);

/** One letter more or less, another vowel, or two changed about; the first letter is hardly ever mistaken, and other
 * consonants make other words: `iceland` is not `ireland`. */
function isOneSlip(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [rest, others] = [one.slice(at), other.slice(at)];
  return (
    rest.slice(1) === others ||
    rest === others.slice(1) ||
    (isVowel(rest[0]) && isVowel(others[0]) && rest.slice(1) === others.slice(1)) ||
    (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2))
  );
}
