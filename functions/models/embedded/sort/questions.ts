import { sentencesOf } from "../../text/sentences.ts";
import { isSoftWord } from "../../text/stop-words.ts";
import { termsOf } from "../../text/terms.ts";
import { fold } from "../../text/words.ts";
import { feelingOf } from "../mood/lexicon-pass.ts";

const asksIndirectly =
  /\b(?:(?:please |could you |can you |kindly )?(?:tell me|let me know|advise|explain|confirm|clarify|inform me|help me|send me|provide|point me)|(?:i )?(?:want(?:ed)?|would like|'d like|need|love|hoping|trying) to (?:know|ask|find out|understand|check|learn)|(?:was |am |'m )?wondering|i (?:do not|don't|cannot|can't) (?:know|find|see|figure|understand|work out|remember|log|sign|access|get)|my question is|question(?:s)? (?:is|are|about|regarding)|not sure (?:how|what|if|whether|which|when|where)|any (?:idea|chance|advice|news|update)|please (?:can|could|would)|is there any)\b/;
const asksIndirectlyGerman =
  /\b(?:(?:bitte )?(?:sagen|teilen|erklaren|schicken|senden|nennen|geben|bestatigen|informieren|helfen) sie|konnten sie|konnen sie|wurden sie|(?:ich )?(?:mochte|wollte|wurde gerne?|hatte gerne?) (?:\w+ ){0,4}(?:wissen|fragen|erfahren)|frage mich|meine frage|frage zu|weiss nicht|bin (?:mir )?nicht sicher|finde (?:\w+ ){0,3}nicht|kann (?:\w+ ){0,4}nicht|bitte um (?:info|auskunft|antwort|mitteilung|hilfe|ruckmeldung))\b/;
const wantsSomethingDone =
  /\b(?:please|pls|kindly|bitte|could you|can you|would you|konnen sie|konnten sie)\b.{0,40}\b(?:cancel|change|update|refund|replace|resend|send|return|exchange|delete|remove|unsubscribe|add|fix|repair|check|look into|call|contact|ship|stop|close|correct|arrange|investigate|reply|respond|storn\w*|ander\w*|erstatt\w*|schick\w*|send\w*|losch\w*|pruf\w*|ruf\w*|meld\w*|tausch\w*|umtausch\w*|korrigier\w*|antwort\w*)\b|\bi (?:want|wish|would like|need|have) (?:you )?to (?:cancel|return|exchange|change|complain|report|claim|replace|unsubscribe|delete|close|update|correct)\b|\bich (?:mochte|will|muss|wurde gerne?) (?:\w+ ){0,8}(?:stornieren|zuruckgeben|zurucksenden|zuruckschicken|umtauschen|tauschen|andern|reklamieren|loschen|kundigen|abbestellen)\b/;
const tellsOfTrouble =
  /\b(?:(?:does|do|did|is|are|was|were|has|have|can|will|would) ?(?:not|n't)|isn't|doesn't|don't|didn't|won't|can't|cannot|hasn't|haven't|wasn't|never|still (?:no|not|waiting)|broken|broke|damaged|missing|lost|wrong|faulty|defective|torn|ripped|cracked|leak\w*|late|delayed|stuck|locked|error|problem|issue|fail\w*|stopped working|came apart|fell apart|too (?:small|large|big|tight|short|long)|kaputt|defekt|beschadigt|fehlt|fehlen|falsch|verloren|undicht|gerissen|zu (?:klein|gross|eng|kurz|lang)|nicht (?:angekommen|erhalten|funktioniert|da)|funktioniert nicht|gesperrt|verspat\w*|problem|fehler)\b/;
// Trouble that wants an answer of its own, even beside a question about something else.
const clearTrouble =
  /\b(?:broken|broke|damaged|missing|lost|wrong (?:item|size|colou?r|product|order|address|amount|parcel)|faulty|defective|torn|ripped|cracked|leak(?:s|ed|ing|y)?|late|overdue|stopped working|(?:came|fell|falling|coming) apart|(?:not|n't|never|still not) (?:yet )?(?:arrived|come|been delivered|received|work(?:ing)?)|charged|overcharged|error message|complain\w*|kaputt|defekt|beschadigt|fehlt|fehlen|falsche[rsn]? (?:artikel|grosse|farbe|ware)|verloren|undicht|gerissen|(?:noch )?nicht (?:angekommen|erhalten|eingetroffen|geliefert)|funktioniert nicht|abgebucht|reklam\w*)\b/;
const startsAsking =
  /^(?:and |also |but |so |or |then |und |aber |ausserdem |ferner )*(?:how|what|when|where|which|who|whom|whose|why|can|could|may|might|do|does|did|is|are|was|were|will|would|should|shall|has|have|wie|was|wann|wo|woher|wohin|welche[rsmn]?|wer|warum|wieso|kann|konnen|konnte|konnten|darf|gibt|ist|sind|haben|hat|bieten|liefern|verkaufen|muss|quel|quelle|comment|combien|quand|est-ce|pouvez|cuanto|cuando|como|donde|puedo)\b/;
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
export function questionsIn(words: string, language: string): string[] {
  const sentences = sentencesOf(words)
    .map(withoutGreeting)
    .map((text) => ({ text, folded: fold(text).trim() }));
  const asked = sentences.filter((sentence, at) => asks(sentence) && !leadsTo(sentence, sentences[at + 1]));
  const wanted = sentences.filter(
    (sentence) => !asked.includes(sentence) && wantsSomethingDone.test(sentence.folded) && !isSocial(sentence),
  );
  const untold = sentences.filter((sentence, at) => isUntold(sentence, at, { sentences, asked, wanted, language }));
  const found = [...asked, ...wanted, ...(asked.length + wanted.length > 0 ? untold : [])].sort(
    (a, b) => sentences.indexOf(a) - sentences.indexOf(b),
  );
  const reported = sentences.filter((sentence) => !isSocial(sentence) && !isPraise(sentence, language));
  const troubles = reported.filter(({ folded }) => tellsOfTrouble.test(folded));
  const told = troubles.length > 0 ? troubles : reported.length > 0 || isThanks(sentences) ? reported : sentences;
  const matters = found.length > 0 ? found : told.slice(0, mostReported);
  const questions = matters.flatMap((sentence) => parted(selfContained(sentence, sentences, language)));
  // `??` has no word in it, but somebody waits for an answer.
  if (sentences.length === 0 && words.includes("?")) return [words.trim().slice(0, longestQuestion)];
  return [...new Set(questions)].slice(0, mostQuestions);
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
    /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|hola)\b[^,.!?:]{0,50}[,.!:]\s+(?=\S{2,}\s)/iu,
    "",
  );

/** Trouble that no question takes up: it shares no word with one, and the next sentence does not ask about it. */
function isUntold(
  sentence: Sentence,
  at: number,
  {
    sentences,
    asked,
    wanted,
    language,
  }: {
    readonly sentences: readonly Sentence[];
    readonly asked: readonly Sentence[];
    readonly wanted: readonly Sentence[];
    readonly language: string;
  },
): boolean {
  const taken = [...asked, ...wanted];
  if (taken.includes(sentence) || !clearTrouble.test(sentence.folded) || isSocial(sentence)) return false;
  const next = sentences[at + 1];
  if (next !== undefined && taken.includes(next) && pronoun.test(next.folded)) return false;
  const own = new Set(termsOf(sentence.text, language).filter((term) => !isSoftWord(term, language)));
  return !taken.some((question) => termsOf(question.text, language).some((term) => own.has(term)));
}

function asks({ text, folded }: Sentence): boolean {
  if (/\?[?!]*["'”)»\]]*$/.test(text))
    return !/^(?:how are you|how's it going|wie geht|alles gut)\b.{0,30}\?/.test(folded);
  return (
    (startsAsking.test(folded) &&
      folded.length > 12 &&
      /\b(?:i|we|you|my|your|it|ich|wir|sie|man)\b/.test(folded) &&
      !text.endsWith("!") &&
      questionOrder.test(folded)) ||
    ((asksIndirectly.test(folded) || asksIndirectlyGerman.test(folded)) && !isSocial({ text, folded }))
  );
}
// `how do i`, `can you`, `where is my`: the order of words that asks even without its mark.
const questionOrder =
  /^(?:and |also |but |so |und |aber )*(?:(?:how|what|when|where|which|why|wie|was|wann|wo|welche\w?|warum)\b.{0,40}\b(?:do|does|did|can|could|is|are|will|would|should|long|much|many|kann|ist|sind|lange|viel|muss|kommt|bekomme)\b|(?:can|could|do|does|may|is|are|will|would|should|kann|konnen|darf|gibt|ist|haben|bieten|liefern) (?:i|we|you|it|there|this|the|my|ich|wir|sie|man|es|das|die|der|mein\w*)\b)/;

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
