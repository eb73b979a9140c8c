import { asksIndirectly, putsAQuestion, startsAsking } from "../../text/asking.ts";
import { longestText, sentencesOf } from "../../text/sentences.ts";
import { isSoftWord } from "../../text/stop-words.ts";
import { termsOf } from "../../text/terms.ts";
import { fold } from "../../text/words.ts";
import { feelingOf } from "../mood/lexicon-pass.ts";
import { beyondSentences, isHarmless, isOnlyManners, withoutFormFields } from "./unaddressed.ts";

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
 * What is asked, each as a sentence that stands by itself. Where nothing is put as a question, whatever is more than
 * manners or praise counts as one: an email that merely reports something must not be taken for one that asks nothing.
 */
export function questionsIn(whole: string, language: string): string[] {
  const words = withoutFormFields(whole);
  const sentences = sentencesOf(words)
    .map(withoutGreeting)
    .map((text) => ({ text, folded: fold(text).trim() }));
  const asked = sentences.filter((sentence, at) => asks(sentence) && !leadsTo(sentence, sentences[at + 1]));
  const wanted = sentences.filter(
    (sentence) => !asked.includes(sentence) && wantsSomethingDone.test(sentence.folded) && !isSocial(sentence),
  );
  const found = [...asked, ...wanted].sort((a, b) => sentences.indexOf(a) - sentences.indexOf(b));
  const asking = found.map(({ text }) => text).join(" ");
  const unaddressed = sentences.filter(
    (sentence) => !found.includes(sentence) && !wantsNothing(sentence, { language, asked: asking }),
  );
  const reported = sentences.filter((sentence) => !wantsNothing(sentence, { language, asked: "" }, true));
  const troubles = reported.filter(({ folded }) => tellsOfTrouble.test(folded));
  const told = troubles.length > 0 ? troubles : reported.length > 0 || isThanks(sentences) ? reported : sentences;
  const matters = found.length > 0 ? found : told.slice(0, mostReported);
  const questions = matters.flatMap((sentence) => parted(selfContained(sentence, sentences, language)));
  // `??` has no word in it, but somebody waits for an answer.
  if (sentences.length === 0 && words.includes("?")) return [words.trim().slice(0, longestQuestion)];
  const besides = [
    ...(found.length > 0 ? unaddressed.map(({ text }) => text.slice(0, longestQuestion)) : []),
    ...beyondSentences(words, longestText),
  ];
  return inOrder([...new Set([...questions, ...besides])], [...new Set(besides)], words);
}

/** As they stand in the email. Where there are too many, what no question takes up is kept: it brings a person. */
function inOrder(all: readonly string[], besides: readonly string[], words: string): string[] {
  const flat = words.replace(/\s+/g, " ");
  const at = (text: string) => (besides.includes(text) ? flat.indexOf(text) : flat.indexOf(text.slice(-40)));
  const kept =
    all.length <= mostQuestions
      ? all
      : [...besides.slice(0, mostReported), ...all.filter((one) => !besides.includes(one))].slice(0, mostQuestions);
  return [...kept].sort((a, b) => at(a) - at(b));
}

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

const secondQuestion =
  /,?\s+(?:and|und)\s+(?=(?:also |auch )?(?:how|what|when|where|which|who|can|do|does|is|are|wie|was|wann|wo|welche[rsmn]?|kann|gibt|ist|haben)\b)/i;

/** Two questions in one sentence are two questions; the second keeps the first as what it goes on from. */
function parted(question: string): string[] {
  const at = secondQuestion.exec(question);
  if (at === null || !question.endsWith("?")) return [question];
  const first = question.slice(0, at.index);
  const second = question.slice(at.index + at[0].length);
  const whole =
    [first, second].every((part) => part.split(/\s+/).length >= 3) &&
    startsAsking.test(fold(sentencesOf(first).at(-1) ?? ""));
  return whole ? [`${first}?`, `${first}? ${second}`] : [question];
}

/** `Hello, my zip is broken` reports a zip, not a greeting. */
const withoutGreeting = (text: string): string =>
  text.replace(
    /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|hola)\b[^,.!?:]{0,50}[,.!:]\s+(?=\S+\s+\S)/iu,
    "",
  );

const asks = (sentence: Sentence): boolean =>
  putsAQuestion(sentence.text) || (asksIndirectly(sentence.text) && !isSocial(sentence));

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
function selfContained(sentence: Sentence, all: readonly Sentence[], language: string): string {
  const own = termsOf(sentence.text, language).filter((term) => !isSoftWord(term, language));
  const asked = withoutLeadIn(sentence.text).slice(0, longestQuestion);
  const needsMore = own.length === 0 || (own.length <= 1 && pronoun.test(sentence.folded));
  if (!needsMore) return asked;
  const before = all
    .slice(0, all.indexOf(sentence))
    .reverse()
    .find((other) => !isSocial(other) && termsOf(other.text, language).length > 0);
  return before === undefined ? asked : `${before.text.replace(/[\s:;,–-]+$/, ".")} ${asked}`.slice(-longestQuestion);
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
