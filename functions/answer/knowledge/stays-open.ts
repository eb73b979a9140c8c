import type { Passage } from "../../contracts/knowledge.ts";
import { feelingOf } from "../../models/embedded/mood/lexicon-pass.ts";
import { angrySigns } from "../../models/embedded/mood/signs.ts";
import { isCircumstance } from "../../models/embedded/sort/circumstances.ts";
import { isTakenUp } from "../../models/embedded/sort/unaddressed.ts";
import { encode } from "../../models/encoder/sentence-encoder.ts";
import { roleChances } from "../../models/encoder/sentence-roles.ts";
import { startsAsking } from "../../models/text/asking.ts";
import { placesIn } from "../../models/text/synonyms.ts";
import { fold } from "../../models/text/words.ts";
import { covered, type Meant, matched, meantWords } from "../../models/vectors/soft-match.ts";
import { likeAsked, type QuestionMeaning, questionMeaning, wordsSaid } from "./answer-features.ts";
import { beyondItsTime } from "./beyond-its-time.ts";
import { sentenceLikeness, sentenceMeaning } from "./sentence-features.ts";
import { changeChance, isCourtesy } from "./told.ts";

// What was told beside a question is a setting, and an answer may pass over it, or a circumstance that changes the answer.
// Nobody can list all settings; what changes an answer in a shop are a few kinds of things, and words near to them.

const decisive: Readonly<Record<string, string>> = {
  en: `damaged broken torn ripped cracked shattered snapped leaking defective faulty opened unsealed washed stained dirty smelly
    shortened altered engraved embroidered personalised customised bespoke clearance outlet discounted reduced secondhand sale used express overnight
    preowned stolen robbed lost vanished retailer reseller ebay amazon marketplace elsewhere wholesale bulk
    late delayed overdue gone stuck jammed creaks wobbles burst hole
    twice mistake deceased died funeral bankrupt recalled counterfeit fake misdelivered incorrect exception goodwill insurance
    allergy allergic injured pregnant disabled wheelchair judge lawyer solicitor barrister court police journalist newspaper`,
  de: `beschädigt kaputt gerissen zerbrochen defekt undicht geöffnet angebrochen gewaschen verschmutzt fleckig gekürzt
    bestickt graviert personalisiert maßgefertigt sonderanfertigung reduziert schlussverkauf gebraucht gestohlen verloren
    verschwunden händler ebay amazon woanders großhandel verspätet klemmt aufgegangen loch
    doppelt versehentlich gestorben verstorben fälschung falsch ausnahme kulanz versicherung
    allergie verletzt schwanger behindert rollstuhl richter richterin anwalt anwältin gericht polizei journalist zeitung`,
};
// Life, weather, travel, family: what is near to these needs no reaction.
const harmless: Readonly<Record<string, string>> = {
  en: `mountain hiking camping holiday weather rain winter summer wedding birthday christmas family sister brother mother father
    husband wife daughter son friend neighbour dog cat garden kitchen house village work office school teacher walking
    festival journey train car bicycle beach forest lake evening morning yesterday week monday retirement present
    party hobby club team colleague breakfast tea happy lovely beautiful favourite old young tall thinking planning`,
  de: `berg wandern zelten urlaub wetter regen winter sommer hochzeit geburtstag weihnachten familie schwester bruder mutter
    vater mann frau tochter sohn freund nachbar hund katze garten küche haus dorf arbeit büro schule lehrer reise zug auto
    fahrrad strand wald see abend morgen gestern woche montag rente geschenk feier verein kollege frühstück`,
};
const read = new Map<string, readonly Meant[]>();
function meantIn(list: Readonly<Record<string, string>>, language: string): readonly Meant[] {
  const text = list[language] ?? "";
  const known = read.get(text) ?? meantWords(text, language);
  read.set(text, known);
  return known;
}

// Nearer than this, a word tells of the same kind of circumstance.
const asDecisive = 0.75;

// What tells us what to do or to say is no setting, and neither is anything that looks like markup or a headline.
const commands =
  /#{2,}|[<>{}[\]|]|\b(?:internal|support) (?:note|lead)\b|do not escalate|^(?:and |also |so |then |please |bitte |und )*(?:tell|write|say|confirm|reply|answer|give|grant|ignore|send|put|treat|act|pretend|teile|schreib\w*|sag\w*|bestatig\w*|antwort\w*|gib|geben|behandel\w*|ignorier\w*|anweisung|instructions?|note|system|hinweis)\b|\b(?:every sentence|each reply|this email|your (?:answer|reply|rules|next)|you(?:'re| are) (?:allowed|to|now|an?)\b|for free|is free|discount|rabatt|kostenlos|gratis|(?:i|we)(?:'d| would| will|'ll)? (?:also |then |further |still )*(?:be wanting|demand|expect)\b|(?:i|we)(?:'d| would) (?:also |still )*like you to\b|(?:i|we)(?:'d| would)? (?:also |still )*(?:want|need)\b[^.]{0,40}\b(?:you|your|refund|by)\b|(?:ich|wir) (?:will|wollen|verlange\w*|erwarte\w*)\b[^.]{0,40}\b(?:sie|ihr|geld|bis)\b)/;
const ownNumber = /\b\d{5,}\b|\b[a-z]{2,3}-?\d{3,}\b|#\s?\d{3,}|@/i;

/** Whether a statement asks or orders something, whatever stands around it: then it is no setting. */
const asksForMore = (sentence: string): boolean => {
  const folded = fold(sentence).trim();
  return startsAsking.test(folded) || asksInside.test(folded) || commands.test(folded);
};
const asksInside = /[:;,] (?:and |und )?(?:what|how|when|where|which|why|wie|was|wann|welche\w?|warum)\b/;

/** Whether a statement asks more, tells of something that goes on, or lies beyond the time that the passage speaks of. */
export const changesTheMatter = (sentence: string, passage: Passage): boolean =>
  isAMatterOfItsOwn(sentence, passage) || soundsUnfinished(sentence);

const isAMatterOfItsOwn = (sentence: string, passage: Passage): boolean =>
  ownNumber.test(sentence) || asksForMore(sentence) || asksAsWell(sentence) || beyondItsTime(sentence, passage.text);

const soundsUnfinished = (sentence: string): boolean => stillSo.test(fold(sentence)) || isAboutUs.test(fold(sentence));

/** `I'd like you to guarantee me Tuesday`: told like the rest, and yet one more thing that is asked for. */
const asksAsWell = (sentence: string): boolean => roleChances(encode(sentence)).unanswered >= surelyAsks;
const surelyAsks = 0.7;

interface AboutTold {
  readonly question: string;
  readonly passage: Passage;
  /** Whether a statement stands behind all that is asked. */
  readonly isAfter: (told: string) => boolean;
}

interface Beside extends AboutTold {
  readonly language: string;
  /** Whether some article uses this word. */
  readonly heard: (term: string) => boolean;
}

/** Whether what was told beside a question may change its answer, and the passage does not speak of it. */
export const staysOpen = (told: readonly string[], beside: Beside): boolean =>
  told.some((sentence) => isOpen(sentence, beside));

function isOpen(sentence: string, beside: Beside): boolean {
  const { passage, language } = beside;
  if (isAMatterOfItsOwn(sentence, passage)) return true;
  if (isCourtesy(sentence)) return false;
  const chance = changeChance(sentence, beside.question, passage);
  if (beside.isAfter(sentence) && chance >= afterwards) return true;
  const strange = strangeShare(sentence, language);
  const isSafe =
    angrySigns(sentence).length === 0 &&
    feelingOf(sentence, language).score > upset &&
    !isOfAnUnknownPlace(sentence, passage, language);
  if (isSafe && chance < allButNever && strange < unreadable && !speaksOfUs(sentence, language)) return false;
  if (soundsUnfinished(sentence) || chance >= surelyChanges || strange >= anotherLanguage) return true;
  const names = meantWords(sentence, language).some((word) => isDecisive(word, language));
  const isPlain = strange < mostStrange && !names && isSafe;
  if (isPlain && (chance < hardlyChanges || isAWayOfAsking(sentence, passage))) return false;
  return !isOfTheMatter(sentence, passage, language) && !isTakenUpInWords(sentence, beside);
}

/** Whether its words are harmless, or stand in the question, the passage or its ways of asking. */
function isTakenUpInWords(sentence: string, { question: asked, passage, language, heard }: Beside): boolean {
  const whole = `${passage.title}. ${passage.heading}. ${passage.text}`;
  const said = [...wordsSaid(passage, language, true), ...meantWords(asked, language)];
  const left = withoutWhatIsSaid(sentence, said, language);
  return (
    isTakenUp(left, { language, asked, answered: whole }) ||
    isCircumstance(left, language, { heard, asked, answered: `${asked} ${whole}` })
  );
}

const you = /\b(?:you|your|yours|sie|ihr|ihnen|ihre[nmrs]?|euch|euer|eure[nmrs]?)\b/;

/** `You could not organise a picnic`, `it is late`: what is said of us or of what went wrong, in the very words of the list. */
function speaksOfUs(sentence: string, language: string): boolean {
  const folded = fold(sentence);
  const listed = new Set(fold(decisive[language] ?? "").split(/\s+/));
  return you.test(folded) || folded.split(/[^\p{L}]+/u).some((word) => listed.has(word));
}

/** Whether what was told surely changes what the passage answers, whatever its words. */
export const changesTheAnswer = (sentence: string, { question, passage, isAfter }: AboutTold): boolean =>
  changesTheMatter(sentence, passage) ||
  changeChance(sentence, question, passage) >= (isAfter(sentence) ? afterwards : surelyChanges);

// Who tells something after asking often tells an exception: of authors' statements there 39 of 95 were one, before the question 50 of 566.
const afterwards = 0.08;
// Feeling as strong as this waits for a person, wherever else it shows.
const upset = -0.3;
// Between these the words decide.
export const hardlyChanges = 0.13;
const surelyChanges = 0.3;
// As unlikely as this, words that often go with trouble are a way of speaking.
const allButNever = 0.08;
const wayOfAsking = 0.6;
const stillSo =
  /\b(?:not here|not there|is late|are late|was late|nicht da|still (?!in |on |sealed|boxed|unused|new)|again|twice|mine says|delivered|noch immer|immer noch|wieder nicht|doppelt)\b/;

/** `The tracking only says Announced`: customers ask for this passage so, or say it before they do. */
const isAWayOfAsking = (sentence: string, passage: Passage): boolean =>
  sentenceLikeness(sentenceMeaning(sentence), passage).way >= wayOfAsking;

/** `Faster than this lot`, `ordered three and got one`: how we did, in words that sound like somebody's own life. */
const isAboutUs =
  /\byou (?:could|can|do|did|are|were|have|would|will|should)(?: not|n't| never)\b(?! mind)|\b(?:sie|ihr) (?:konn\w+|hab\w*|seid|sind|wart|waren) (?:\w+ ){0,2}(?:nicht|nie)\b|\b(?:faster|slower|quicker|sooner|better|schneller|langsamer|besser) (?:than|als)\b|\b(?:ordered|bought|paid for|bestellt|gekauft|bezahlt)\b.*\b(?:but|and|aber|und|nur|only)\b.*\b(?:got|received|arrived|came|kam|kamen|bekommen|erhalten|angekommen)\b/;

/** Where it is sent to decides, and this place is on no list. */
const isOfAnUnknownPlace = (sentence: string, { text }: Passage, language: string): boolean =>
  placesIn(text, language).length > 0 && namesAPlace.test(sentence) && placesIn(sentence, language).length === 0;

const mostStrange = 0.4;
const anotherLanguage = 0.6;
const unreadable = 0.85;

// Small words of other languages, which the vectors have met in names.
const elsewhereSmall =
  /\b(?:mijn|niet|het|een|zijn|wij|jas|mon|ma|mes|pas|est|les|nous|mi|el|los|las|que|esta|il|mio|non|sono|della)\b/g;

/** How much of a sentence is words that nobody knows: of one in another language its meaning says nothing. */
function strangeShare(sentence: string, language: string): number {
  if ((fold(sentence).match(elsewhereSmall) ?? []).length > 1) return 1;
  const words = meantWords(sentence, language).filter(({ word }) => !/^\d/.test(word));
  return words.length === 0 ? 0 : words.filter(({ sure }) => !sure).length / words.length;
}

// As like a way of asking for the passage as this, a statement is the very matter that is asked about.
const ofTheMatter = 0.45;
const leftOver =
  /\b(?:not (?:here|there|come|arrived|received)|late|faster|slower|than|still|never|again|nothing|nobody|twice|says?|shows?|reads|immer noch|noch immer|unvollst\w*|gone|delivered|nie|wieder|niemand|doppelt|steht|zeigt)\b/;

const namesAPlace =
  /\b(?:to|nach|in) (?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)\p{Lu}\p{L}+/u;

/** `They pinch a bit at the toes`, before the question how they are exchanged; nothing that changes an answer is in it. */
const isOfTheMatter = (sentence: string, passage: Passage, language: string): boolean =>
  !(namesAPlace.test(sentence) && placesIn(sentence, language).length === 0) &&
  angrySigns(sentence).length === 0 &&
  (isLikeTheMatter(sentence, passage, language) || isInItsWords(sentence, passage, language));

const isLikeTheMatter = (sentence: string, passage: Passage, language: string): boolean =>
  likeAsked(questionMeaning(sentence, language), passage, language).asked >= ofTheMatter &&
  !leftOver.test(fold(sentence)) &&
  !meantWords(sentence, language).some((word) => isDecisive(word, language));

// On average as near as this, its words are the passage's own or those of the customers who ask for it.
const inItsWords = 0.42;

/** `My login is barred after five wrong tries`, before a passage about just that: what might change the answer is said there, too. */
function isInItsWords(sentence: string, passage: Passage, language: string): boolean {
  const words = meantWords(sentence, language).filter(({ light }) => !light);
  if (words.length === 0) return false;
  const said = wordsSaid(passage, language, true);
  const near = words.map((word) => ({ word, match: covered(word, said, "", language) }));
  const whole = fold([passage.title, passage.heading, passage.text, ...(passage.asked ?? [])].join(" "));
  return (
    near.reduce((sum, { match }) => sum + match, 0) / near.length >= inItsWords &&
    !near.some(({ word, match }) => match < asDecisive && isDecisive(word, language)) &&
    [...fold(sentence).matchAll(new RegExp(leftOver, "g"))].every(([word]) => whole.includes(word))
  );
}

/** Whether the question itself names a circumstance that decides, of which the passage says nothing. */
export function namesADecisive(
  question: QuestionMeaning,
  passage: Passage,
  { language, ways }: { readonly language: string; readonly ways: boolean },
): boolean {
  const said = wordsSaid(passage, language, ways);
  return question.words.some((word) => isDecisive(word, language) && covered(word, said, "", language) < asDecisive);
}

// From here on a word is as good as said, or as harmless as one that is known to be.
const asGoodAsSaid = 0.62;
const asHarmless = 0.68;

/** The sentence without the words that the question, the passage or its ways of asking say in other words. */
function withoutWhatIsSaid(sentence: string, said: readonly Meant[], language: string): string {
  const dropped = new Set(
    meantWords(sentence, language)
      .filter((word) => word.sure && !isDecisive(word, language))
      .filter(
        (word) => said.some((one) => matched(word, one, language) >= asGoodAsSaid) || isNearHarmless(word, language),
      )
      .map(({ word }) => word),
  );
  return sentence.replace(/\p{L}+/gu, (word) => (dropped.has(fold(word, language)) ? "" : word)).replace(/\s+/g, " ");
}

const isDecisive = (word: Meant, language: string): boolean =>
  meantIn(decisive, language).some((one) => matched(word, one, language) >= asDecisive);

const isNearHarmless = (word: Meant, language: string): boolean =>
  meantIn(harmless, language).some((one) => matched(word, one, language) >= asHarmless);
