import { sentencesOf } from "../../text/sentences.ts";
import { withoutSmallTalk } from "../../text/small-talk.ts";
import { isLightWord, isStopWord } from "../../text/stop-words.ts";
import { isThing, placesIn, synonymsOf, wholesOf } from "../../text/synonyms.ts";
import { termsOf, tokensOf } from "../../text/terms.ts";
import { fold, stem, wordsOf } from "../../text/words.ts";
import { feelingOf } from "../mood/lexicon-pass.ts";
import { angrySigns } from "../mood/signs.ts";
import { isHarmlessWord } from "./harmless-words.ts";

// Beyond what a reader can say of them, longer sentences hold more than a setting.
const longestSetting = 40;

/** How a sentence begins that only sets the scene. What it may speak of, the closed list of harmless words says. */
const settings: Readonly<Record<string, RegExp>> = {
  en: /^(?:(?:hi|hey|hello|so|and|also|well|only|but|actually|by the way|just|now|as|since|because)[, ]+)*(?:(?:i|we) (?:just |already |also |only |recently |still )?(?:am|'m|are|'re|was|were|have|'ve|had|would|'d|want|plan|live|own|bought|ordered|got|slept|wore|tried|hope|love|like)\b|(?:i'm|i'd|i've|we're|we'd|we've|im|ive|id)\b|(?:it|this|that|they|these)(?:'s| is| are| will be| look| looks| was| were)\b|(?:my|our|the|mine|four|all|both)\b|there is one thing|(?:one|two|three|a few|some|another) )/,
  de: /^(?:(?:hallo|also|und|ubrigens|nur|aber|da|weil)[, ]+)*(?:(?:ich|wir) (?:mochte|mochten|will|wollen|plane|planen|wohne|wohnen|lebe|leben|habe|haben|hatte|bin|sind|wurde|wurden|brauche|brauchen|uberlege|kaufe|bestelle)\b|(?:es|das) (?:ist|wird|soll)\b|(?:mein|meine|unser|unsere|der|die|das)\b)/,
};

// `You` in a statement speaks about us; what is not, no more, or against us wants a reaction. So does what is unfinished.
const speaksAgainst =
  /\b(?:not|n't|no|never|nothing|nobody|without|but no|still|against|must|should|unless|need|needs|by (?:then|today|tomorrow|next|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|now|until|dead|nicht|kein\w*|nie|niemand|nichts|ohne|noch immer|gegen|mussen|sollten)\b|n't\b/;
const ofUs = /\b(?:you|your|yours|u|sie|ihr|ihre[nmrs]?|ihnen|euch|euer|eure[nmrs]?)\b/;
const kindToUs =
  /\b(?:thank you|hope you|wish you|from you|with you|of your|bei ihnen|bei euch|danke ihnen|you were so helpful)\b/g;
const harmlessNot = /\bdo not mind\b/g;

const counts = /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eine?n?|zwei|drei|vier|funf|\d+)\b/g;

interface Beside {
  readonly language: string;
  /** What is asked in the email, as one text: its words are known. */
  readonly asked: string;
  /** The passage that answers: what it speaks of is taken up, too. */
  readonly answered?: string;
}

// `I live in Sligo`, `my family in Oslo`; `the Larkfell jackets`, `the Larkfell 45 rucksack`: names need not be known.
const placeNamed =
  /\b(?:live|lives|living|based|am|family|sister|brother|friend|friends|parents|wohne|wohnen|lebe|leben|familie|schwester|bruder) (?:in|from|near|aus|bei) (\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)/u;
const productNamed = /(?<=\b(?:[Tt]he|[Mm]y|[Oo]ur|[Aa]n?) )\p{Lu}\p{Ll}+(?: \d{1,3})?(?= \p{Ll})/gu;

const ofSending =
  /\b(?:deliver\w*|ship\w*|postage|post|send|sent|parcel|arriv\w*|customs|duty|liefer\w*|versand\w*|versend\w*|schick\w*|porto|zoll\w*|paket\w*|ankomm\w*)\b/;

/** Whether every word is one that nobody has to react to, or one that the questions or their answer take up. */
function saysNothingElse(text: string, { language, asked, answered = "" }: Beside): boolean {
  const said = `${asked}\n${answered}`;
  const takenUp = new Set([...termsOf(said, language), ...tokensOf(said, language)]);
  const place = placeNamed.exec(text)?.[1];
  const named = text.replace(productNamed, "");
  // Where it is sent to decides what it costs and how long it takes: then a place that no list has brings a person.
  const decides = ofSending.test(fold(asked)) && placesIn(asked, language).length === 0;
  const places = new Set(
    place === undefined || (decides && placesIn(place, language).length === 0) ? [] : tokensOf(place, language),
  );
  return tokensOf(named, language).every((word) => {
    const term = stem(word, language);
    return (
      isStopWord(word, language) ||
      (answered !== "" &&
        (isLightWord(term, language) || wholesOf(term, language).some((other) => takenUp.has(other)))) ||
      isHarmlessWord(word, language) ||
      isHarmlessWord(term, language) ||
      takenUp.has(word) ||
      takenUp.has(term) ||
      (answered !== "" && synonymsOf(term, language).some((other) => takenUp.has(other))) ||
      places.has(word) ||
      (!/^\d/.test(word) && feelingOf(word, language).score > 0)
    );
  });
}

const greeting =
  /^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|servus|moin|gruss gott)\b/;
const closing =
  /^(?:thanks?|thank you|many thanks|cheers|danke|vielen dank|besten dank|herzlichen dank|(?:kind|best|warm|with kind|many)? ?(?:regards|wishes|greetings)|best|(?:yours|your) (?:sincerely|faithfully|truly)|sincerely|all the best|mit (?:freundlichen|besten|lieben) grussen|(?:viele|liebe|beste|freundliche|schone) grusse|grusse|mfg|lg|vg)\b/;
const mannersOnly =
  /\b(?:dear|hi|hiya|hello|hey|morning|afternoon|evening|everyone|again|regards|wishes|greetings|best|warm|kind|yours|faithfully|sincerely|truly|cheers|advance|thanks?|forward|hearing|soon|reply|answer|sorry|bother|disturb|weekend|hallo|guten|liebe[rs]?|sehr|geehrte[rs]?|servus|moin|gott|gruss|grusse[n]?|mfg|lg|vg|voraus|freundlichen?|besten|herzlichen|vielen|dank|danke|schonen?|tag|abend|sir|madam|team|support|fernwood|damen|herren|sent|iphone|ipad|android|yes|no|ok|okay|great|perfect|super|wonderful|please)\b/g;
const mostNames = 3;

/**
 * Greetings, thanks and closings with a name at most: whatever else is said with them is no manners. `polite` says that
 * the sentence is put as manners are.
 */
export function isOnlyManners(sentence: string, language: string, polite: boolean): boolean {
  const folded = fold(sentence);
  if (isUnkind(sentence, language) || /\d/.test(sentence)) return false;
  const plain = withoutSmallTalk(sentence);
  if (plain !== folded.trim() && saysNothing(plain, language)) return true;
  const greets = greeting.test(folded) || closing.test(folded);
  const left = sentence
    .split(/[\s,.!:;–—-]+/u)
    .filter((word) => word !== "" && fold(word).replace(mannersOnly, "") !== "" && /\p{L}/u.test(word))
    .filter((word) => !known(word, language));
  if (left.length === 0) return greets || polite;
  const names = left.every((word) => /^\p{Lu}[\p{L}'’]*$/u.test(word)) && left.length <= mostNames;
  const words = sentence.split(/\s+/).length;
  return names && (greets ? words <= 10 : left.length === words && words <= mostNames);
}

/** Nothing is left but small words. */
const saysNothing = (folded: string, language: string): boolean =>
  folded
    .replace(mannersOnly, " ")
    .split(/[^\p{L}\p{N}']+/u)
    .every((word) => word === "" || isStopWord(word, language));

function known(word: string, language: string): boolean {
  const plain = fold(word, language);
  return isStopWord(plain, language) || feelingOf(word, language).score > 0;
}

/** Whether a line that looks like a name has a word in it that says something: `Broken Zip` is nobody. */
export const isMatter = (line: string, language: string): boolean =>
  isUnkind(line, language) ||
  wordsOf(line, language).some(
    (word) =>
      synonymsOf(stem(word, language), language).length > 0 ||
      isThing(stem(word, language), language) ||
      tellsOfMishap.test(word),
  );
const tellsOfMishap =
  /^(?:burst|snapped|late|gone|dead|empty|hole|leak\w*|rust\w*|mould\w*|stuck|fell|help|urgent|wet|cold|ripped|kaputt|leer|weg|hilfe|spat)$/;

const isUnkind = (text: string, language: string): boolean =>
  feelingOf(text, language).score < -0.05 || angrySigns(text).length > 0;

// When it was bought may be too long ago for what is asked.
const longAgo =
  /\b(?:order|ordered|purchase|purchased|bought|bestell\w*|gekauft|kauf)\b.*\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter|quarter|years?|months?|januar|februar|marz|mai|juni|juli|oktober|dezember|fruhling|fruhjahr|sommer|herbst|weihnachten|ostern|quartal|jahr\w*|monat\w*)\b/;

/** Whether the sentence only sets the scene for what is asked, or is pleased. In doubt it does not. */
export function isHarmless(sentence: string, beside: Beside): boolean {
  const folded = fold(sentence).trim();
  const setting = settings[beside.language];
  if (setting === undefined || folded.split(/\s+/).length > longestSetting) return false;
  if (/\d{3,}|[@#€$£]|\b[a-z]+-\d/.test(folded) || angrySigns(sentence).length > 0) return false;
  if (/\b(?:says?|shows?|reads|steht|zeigt)\b/.test(folded) || longAgo.test(folded)) return false;
  const pleased = feelingOf(sentence, beside.language).score >= 0.2;
  if (!pleased && !setting.test(folded)) return false;
  const plain = folded.replace(harmlessNot, "").replace(kindToUs, "");
  if (speaksAgainst.test(plain) || (ofUs.test(plain) && !pleased)) return false;
  // Two counts in one sentence may be a parcel that lacks something.
  if (!pleased && (folded.match(counts) ?? []).length > 1) return false;
  return saysNothingElse(sentence.replace(/\bwrong size\b/gi, "size"), beside);
}

/**
 * Whether an answer by this passage takes up what was told before the question: every word of it is harmless, or stands in
 * the question or the passage; what went wrong must be what the passage speaks of.
 */
export function isTakenUp(whole: string, beside: Beside & { readonly answered: string }): boolean {
  const told = whole.replace(bought, " ").replace(announced, " ").replace(atEase, " ").replace(productNamed, " ");
  const folded = fold(told).trim();
  if (/\d{3,}|[@#]|\b[a-z]+-\d/.test(folded) || isUnkind(told, beside.language)) return false;
  // Two counts in one sentence may be a parcel that lacks something.
  if ((folded.match(counts) ?? []).length > 1) return false;
  const answered = fold(beside.answered);
  const denies = speaksAgainst.test(folded.replace(harmlessNot, "").replace(kindToUs, ""));
  return !(denies && !speaksOfMishap.test(answered)) && saysNothingElse(told, beside);
}
// A year is no number of anything.
const bought = /\b(?:in|from|since|im jahr|seit|von) (?:19|20)\d\d\b/gi;
const announced =
  /\b(?:and |but |so )?(?:i |we )?(?:just |only |still |also )?(?:have|had|'ve got|got|habe|hätte|haben) (?:a|an|one|two|three|another|some|a few|a couple of|eine?|zwei|drei|noch eine?|ein paar)(?: \p{L}+){0,3} (?:questions?|fragen?)(?: first| before(?: i \w+)?| about (?:it|that|this)| dazu| vorab)?/giu;
/** What a passage speaks of that knows of a mishap: only such a one takes up a denial. */
const speaksOfMishap =
  /\b(?:not|no|never|nobody|nothing|wrong|missing|declined|locked|without|only|ohne|nur|damaged|faulty|fault|sold out|forgot\w*|until|less|nicht|kein\w*|gesperrt|vergessen|falsch\w*|erst|vorher)\b/;
const atEase =
  /\b(?:still|noch) (?:in (?:its|the|their|seiner|der) (?:\w+ )?(?:bag|box|wrapping|packaging|packung|verpackung|original\w*)|boxed|sealed|wrapped|verpackt)\b|\b(?:not|n't|nicht) (?:sure|certain|know|remember|ganz sicher|sicher|mehr sicher)\b|\bif (?:not|needed|need be)\b/gi;

const form =
  /^(?:name: (?:\p{Lu}[\p{L}'’.-]*[ ]?){1,4}|e-?mail: \S+@\S+|(?:message|nachricht):|(?:topic|subject|thema|betreff): (?:\p{L}+[ ]?){1,3})[ \t]*$/gimu;
/** Without the fields that a contact form puts before the customer's own words. */
export const withoutFormFields = (words: string): string =>
  /^name: /im.test(words) && /^e-?mail: /im.test(words) ? words.replace(form, "") : words;

/** What the text carries beyond its sentences: only signs, or more than is read of it. */
export function beyondSentences(words: string, longest: number): string[] {
  const signs = angrySigns(words);
  const tail = words.length > longest ? sentencesOf(words.slice(longest)).slice(0, 1) : [];
  return [...signs.slice(0, 1), ...tail];
}
