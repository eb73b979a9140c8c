import { termsOf } from "../models/text/terms.ts";
import { stem, wordsOf } from "../models/text/words.ts";

/** Words of greeting, thanks, regret and parting: a sentence made of these states no fact and needs no source. */
const words: Readonly<Record<string, string>> = {
  en: `hello dear morning afternoon evening thank thanks touch contact contacting writing message email mail question questions
    kind word words glad hear happy pleased delighted help helps helpful sorry apology apologise apologize regret trouble
    inconvenience frustration frustrating upset understand understandable experience wait delay unclear clear reply
    replying answer hesitate anytime further feel free-to patience regards wishes welcome day week weekend enjoy hope
    happened settle second third finally feedback interest customer reach support situation disappointment disappointed
    appreciate concern matter topic following follows regarding related briefly`,
  de: `hallo guten tag morgen abend dank danke nachricht e-mail email mail anfrage frage fragen freundlich freundlichen
    worte freut freuen gerne helfen hilft tut leid entschuldigung entschuldigen bedauern bedauere unannehmlichkeiten
    ärger verstehe verstehen verständnis geschehen passiert unklar klar antworten antwort melden jederzeit weiter
    weiterhilft geduld grüßen grüße wünschen wunsch zweiten dritten schließlich schönen rückmeldung interesse kontakt
    umstände situation enttäuschung hoffe hoffen zeit thema einfach`,
};

const manners = new Map(
  Object.entries(words).map(([language, list]) => [
    language,
    new Set(wordsOf(list, language).map((word) => stem(word, language))),
  ]),
);

/** The words of a sentence that need a source: neither manners, nor the name of the customer who is greeted. Stems. */
export function wordsWithoutManners(sentence: string, language: string, customerName: string | undefined): string[] {
  const polite = manners.get(language) ?? new Set<string>();
  return termsOf(greeted(sentence, customerName), language).filter((term) => !polite.has(term));
}

const greeting =
  /^((?:hello|hi|dear|good (?:morning|afternoon|evening)|guten (?:tag|morgen|abend)|hallo|liebe[r]?|sehr geehrte[r]?)(?: (?:frau|herr))?) (.+?)[,.!]?$/iu;

/** Without the name of a greeting. Only the name we gave: any other word there could be anything. */
function greeted(sentence: string, customerName: string | undefined): string {
  const [, words, name] = greeting.exec(sentence.trim()) ?? [];
  const isTheirs = name !== undefined && name.toLowerCase() === customerName?.toLowerCase();
  return isTheirs && words !== undefined ? words : sentence;
}
