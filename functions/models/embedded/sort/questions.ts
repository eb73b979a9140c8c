import { asksIndirectly, putsAQuestion } from "../../text/asking.ts";
import { withoutCourtesies } from "../../text/courtesies.ts";
import { longestText, sentencesOf } from "../../text/sentences.ts";
import { isLightWord } from "../../text/stop-words.ts";
import { isReferent, placesIn } from "../../text/synonyms.ts";
import { termsOf } from "../../text/terms.ts";
import { fold } from "../../text/words.ts";
import { feelingOf } from "../mood/lexicon-pass.ts";
import { parted, toldThenAsked } from "./clauses.ts";
import { beyondSentences, isHarmless, isMatter, isOnlyManners, withoutFormFields } from "./unaddressed.ts";

const wantsSomethingDone =
  /\b(?:please|pls|kindly|bitte|could you|can you|would you|konnen sie|konnten sie)\b.{0,40}\b(?:cancel|change|update|refund|replace|resend|send|return|exchange|delete|remove|unsubscribe|add|fix|repair|check|look into|call|contact|ship|stop|close|correct|arrange|investigate|reply|respond|storn\w*|ander\w*|erstatt\w*|schick\w*|send\w*|losch\w*|pruf\w*|ruf\w*|meld\w*|tausch\w*|umtausch\w*|korrigier\w*|antwort\w*)\b|\bi (?:want|wish|would like|need|have) (?:you )?to (?:cancel|return|exchange|change|complain|report|claim|replace|unsubscribe|delete|close|update|correct)\b|\bich (?:mochte|will|muss|wurde gerne?) (?:\w+ ){0,8}(?:stornieren|zuruckgeben|zurucksenden|zuruckschicken|umtauschen|tauschen|andern|reklamieren|loschen|kundigen|abbestellen)\b/;
const tellsOfTrouble =
  /\b(?:(?:does|do|did|is|are|was|were|has|have|can|will|would) ?(?:not|n't)|isn't|doesn't|don't|didn't|won't|can't|cannot|hasn't|haven't|wasn't|never|still (?:no|not|waiting)|broken|broke|damaged|missing|lost|wrong|faulty|defective|torn|ripped|cracked|leak\w*|late|delayed|stuck|locked|error|problem|issue|fail\w*|stopped working|came apart|fell apart|too (?:small|large|big|tight|short|long)|kaputt|defekt|beschadigt|fehlt|fehlen|falsch|verloren|undicht|gerissen|zu (?:klein|gross|eng|kurz|lang)|nicht (?:angekommen|erhalten|funktioniert|da)|funktioniert nicht|gesperrt|verspat\w*|problem|fehler)\b/;
// Manners that carry no matter: greetings, thanks, good wishes, sign-offs, apologies for asking.
const social =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|servus|moin|gruss gott|bonjour|hola|buenos|greetings|to whom)\b.{0,40}|(?:thanks?|thank you|many thanks|cheers|ta|danke|vielen dank|besten dank|herzlichen dank|merci|gracias)\b.{0,120}|(?:kind|best|warm|with kind|many)? ?(?:regards|wishes|greetings)\b.{0,40}|(?:yours|your) (?:sincerely|faithfully|truly)\b.{0,40}|sincerely\b.{0,30}|all the best\b.{0,30}|(?:have a|enjoy your|einen? )?\b(?:nice|lovely|good|great|schone[ns]?) (?:day|week|weekend|evening|tag|woche|wochenende|abend)\b.{0,30}|mit (?:freundlichen|besten|lieben) grussen\b.{0,40}|(?:viele|liebe|beste|freundliche|schone) grusse\b.{0,40}|(?:mfg|lg|vg)\b.{0,30}|sent from my \w+.{0,20}|(?:i )?(?:hope|trust) (?:you|this|all|everyone)\b.{0,80}|looking forward\b.{0,80}|sorry (?:to|for) (?:bother|disturb|trouble|another|the)\b.{0,60}|(?:just )?(?:one|two|three|a few|another|a) (?:more |small |quick |short |last |little )*(?:question|thing)s?\b.{0,60}|have (?:a|one|two|some|a few) (?:quick |short |small )*questions?\b.{0,40}|yes(?: please)?|no thanks?|ok(?:ay)?|great|perfect|super|wonderful)[.!,]*$/;
const pronoun =
  /\b(?:it|its|this|that|these|those|them|they|one|ones|es|das|dies|diese[rsmn]?|ihn|sie|davon|dafur|damit|dort)\b/;

const mostQuestions = 8;
// Of a report without a question a few sentences say what it is about.
const mostReported = 3;
const longestQuestion = 480;

interface Sentence {
  readonly text: string;
  readonly folded: string;
}

/**
 * What is asked, each as sentences that stand by themselves: the last one asks, those before it say what it is about.
 * Whatever the customer tells beside it and is more than manners or a harmless setting stands before the question it
 * belongs to, so that an answer must take it up. Where nothing is put as a question, whatever is more than manners or
 * praise counts as one: an email that merely reports something must not be taken for one that asks nothing.
 */
export function questionsIn(whole: string, language: string): string[] {
  const words = listed(withoutCourtesies(withoutFormFields(whole), (text) => isMatter(text, language)));
  const sentences = sentencesOf(words)
    .map(withoutGreeting)
    .flatMap((text) => sentencesOf(toldThenAsked(withoutLeadIn(text))))
    .map((text) => ({ text, folded: fold(text).trim() }));
  // `??` has no word in it, but somebody waits for an answer.
  if (sentences.length === 0 && words.includes("?")) return [words.trim().slice(0, longestQuestion)];
  const besides = beyondSentences(words, longestText);
  const asked = sentences.filter((sentence, at) => asks(sentence, language) && !leadsTo(sentence, sentences[at + 1]));
  const wanted = sentences.filter(
    (sentence) =>
      !asked.includes(sentence) &&
      wantsSomethingDone.test(sentence.folded) &&
      !wantsNothing(sentence, { language, asked: "" }),
  );
  const found = sentences
    .filter((sentence) => asked.includes(sentence) || wanted.includes(sentence))
    .slice(0, mostQuestions);
  const questions =
    found.length > 0
      ? withWhatIsTold(sentences, found, language)
      : reportedIn(sentences, language).map((sentence) =>
          selfContained(sentence, sentences.slice(0, sentences.indexOf(sentence)), language),
        );
  return limited([...new Set([...questions, ...besides])], [...new Set(besides)]);
}

/** `1) how … 2) do I …` in one line, each on a line of its own. */
const listed = (words: string): string => words.replace(/[ \t]+(?=[1-9]\)\s)/g, "\n");

/** Without a question: what a report is about. */
function reportedIn(sentences: readonly Sentence[], language: string): readonly Sentence[] {
  const reported = sentences.filter((sentence) => !wantsNothing(sentence, { language, asked: "" }, true));
  const troubles = reported.filter(({ folded }) => tellsOfTrouble.test(folded));
  const told = troubles.length > 0 ? troubles : reported.length > 0 || isThanks(sentences) ? reported : sentences;
  return told.slice(0, mostReported);
}

// What begins so has nothing to do with what was told before it.
const anotherMatter =
  /^(?:by the way|besides|apart from that|another (?:thing|question)|on another note|separately|secondly|ubrigens|ausserdem|abgesehen davon|noch etwas)\b/;

/** Each question with what was told before it; what comes after the last belongs to the last. */
function withWhatIsTold(sentences: readonly Sentence[], found: readonly Sentence[], language: string): string[] {
  const asking = found.map(({ text }) => text).join(" ");
  const matters = sentences.filter((one) => !found.includes(one) && !wantsNothing(one, { language, asked: asking }));
  const questions: string[] = [];
  let from = 0;
  for (const sentence of found) {
    const at = sentences.indexOf(sentence);
    const before = sentences.slice(0, at);
    const isLast = sentence === found.at(-1);
    const own = matters.filter((one) => {
      const where = sentences.indexOf(one);
      return where >= from && (where < at || isLast);
    });
    from = at;
    if (anotherMatter.test(sentence.folded)) {
      questions.push(...own.map(({ text }) => text.slice(0, longestQuestion)), sentence.text.slice(0, longestQuestion));
      continue;
    }
    questions.push(...withContext(sentence, { own, before, matters }, language));
  }
  return questions;
}

interface Around {
  readonly own: readonly Sentence[];
  readonly before: readonly Sentence[];
  readonly matters: readonly Sentence[];
}

/** The question and its parts, each behind what it belongs to: what is told with it, the place named, what `it` is. */
function withContext(sentence: Sentence, { own, before, matters }: Around, language: string): string[] {
  const asked = selfContained(sentence, before, language);
  const place = before.findLast(({ text }) => placesIn(text, language).length > 0);
  // `will it be lost` goes on from all that was told before.
  const referred = pronoun.test(sentence.folded) ? matters.filter((one) => before.includes(one)) : [];
  const named = before.findLast(({ text }) => namesReferent(text, language));
  const pointsBack = pronoun.test(sentence.folded) && !namesReferent(sentence.text, language);
  const told = [
    ...new Set([
      ...(place === undefined ? [] : [place]),
      ...(pointsBack && named !== undefined ? [named] : []),
      ...referred,
      ...own,
    ]),
  ]
    .sort((a, b) => before.indexOf(a) - before.indexOf(b))
    .map(({ text }) => text)
    .filter((text) => !asked.includes(text));
  return parted(asked).flatMap((question, at) =>
    at === 0
      ? together(told, question)
      : [
          shortened(
            told.filter((text) => !question.includes(text)),
            question,
          ),
        ],
  );
}

const namesReferent = (text: string, language: string): boolean =>
  termsOf(text, language).some((term) => isReferent(term, language));

const closed = (text: string): string =>
  /[.!?…]["'”“»)\]]*$/.test(text) ? text : `${text.replace(/[\s:;,–-]+$/, "")}.`;

/** Statements before their question as one text; where that grows too long, each stands by itself and brings a person. */
function together(told: readonly string[], question: string): string[] {
  const whole = [...told.map(closed), question].join(" ");
  return whole.length <= longestQuestion ? [whole] : [...told.map((text) => text.slice(0, longestQuestion)), question];
}

/** As much of what was told as there is room for: all of it stands before an earlier part already. */
const shortened = (told: readonly string[], question: string): string => {
  const [whole = question] = together(told, question);
  return whole.endsWith(question) ? whole : question;
};

/** Where there are too many, what no question takes up is kept: it brings a person. */
const limited = (all: readonly string[], besides: readonly string[]): string[] =>
  all.length <= mostQuestions
    ? [...all]
    : [...all.filter((one) => !besides.includes(one)).slice(0, mostQuestions - besides.length), ...besides];

// What is manners and what is harmless can be told only in these; of others nobody answers by rules anyway.
const readWell = new Set(["en", "de"]);

/** Manners, delight, or the setting of what is asked: nobody expects a reaction to it. */
function wantsNothing(
  sentence: Sentence,
  beside: { readonly language: string; readonly asked: string },
  onlyDelight = false,
): boolean {
  const { language } = beside;
  if (!readWell.has(language)) return isSocial(sentence) || isPraise(sentence, language);
  if (isOnlyManners(sentence.text, language, social.test(sentence.folded) || gratitude.test(sentence.folded)))
    return true;
  return (!onlyDelight || isPraise(sentence, language)) && isHarmless(sentence.text, beside);
}

/** `I cannot log in. How do I reset it?`: the first only leads to the second. */
const leadsTo = ({ text }: Sentence, next: Sentence | undefined): boolean =>
  !text.endsWith("?") && next !== undefined && next.text.endsWith("?") && pronoun.test(next.folded);

/** `Hello, my zip is broken` reports a zip, not a greeting. */
const withoutGreeting = (text: string): string =>
  text.replace(
    /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|hola)\b[^,.!?:]{0,50}[,.!:]\s+(?=\S+\s+\S)/iu,
    "",
  );

const asks = (sentence: Sentence, language: string): boolean =>
  (putsAQuestion(sentence.text) || (asksIndirectly(sentence.text) && !isSocial(sentence))) &&
  !isOnlyManners(sentence.text, language, true);

const isSocial = ({ folded }: Sentence): boolean =>
  social.test(folded) || (folded.split(/\s+/).length <= 3 && !/\d/.test(folded) && !tellsOfTrouble.test(folded));

const gratitude =
  /\b(?:thank(?:s|ed|ful)?|thx|cheers|appreciated?|grateful|love(?:d|ly)?|delighted|pleased|(?:so|very|really) happy|happy (?:with|about)|perfect(?:ly)?|dank\w*|freu\w*|zufrieden|begeistert|merci|gracias)\b/;
const longestThanks = 600;

/** Only words of thanks or delight, and few of them, are an email that needs no answer. Anything else that asks nothing is odd, and somebody reads it. */
const isThanks = (sentences: readonly Sentence[]): boolean =>
  sentences.some(({ folded }) => gratitude.test(folded)) &&
  sentences.reduce((length, { text }) => length + text.length, 0) <= longestThanks &&
  !sentences.some(({ text }) => /[{}<>[\]|@]|:\/\//.test(text));

/** A kind or plain report with no trouble in it, such as `the boots fit perfectly`. */
const isPraise = ({ text, folded }: Sentence, language: string): boolean =>
  !tellsOfTrouble.test(folded) && !wantsSomethingDone.test(folded) && feelingOf(text, language).score >= 0.2;

/** A question about `it` takes along the sentence before it, which says what `it` is. */
function selfContained(sentence: Sentence, before: readonly Sentence[], language: string): string {
  const own = termsOf(sentence.text, language).filter((term) => !isLightWord(term, language));
  const asked = sentence.text.slice(0, longestQuestion);
  const needsMore = own.length === 0 || (own.length <= 1 && pronoun.test(sentence.folded));
  if (!needsMore) return asked;
  const said = before.findLast((other) => !isSocial(other) && termsOf(other.text, language).length > 0);
  return said === undefined ? asked : `${closed(said.text)} ${asked}`.slice(-longestQuestion);
}

/** `One small question: how do I…` asks what stands behind the colon. */
function withoutLeadIn(text: string): string {
  const [, lead, asked] = /^([^:?]{3,90}):\s+(\S.{10,})$/s.exec(text) ?? [];
  if (
    lead === undefined ||
    asked === undefined ||
    !/\b(?:questions?|thing|ask|know|wonder\w*|frage\w*|wissen)\b/i.test(lead)
  )
    return text;
  return asked.charAt(0).toUpperCase() + asked.slice(1);
}
