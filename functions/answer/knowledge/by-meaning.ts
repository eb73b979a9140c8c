import type { Passage } from "../../contracts/knowledge.ts";
import { roleChances } from "../../models/encoder/sentence-roles.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { hasOwnRules, isPlace, isThing, placesIn } from "../../models/text/synonyms.ts";
import {
  isHeadedByAnotherThing,
  type QuestionMeaning,
  questionMeaning,
  unsaid,
  withoutItsSubject,
} from "./answer-features.ts";
import { type Candidate, chancesOf } from "./answer-model.ts";
import { answersFrom, together } from "./answers-from.ts";
import { candidatesFor, type Ranked } from "./candidates.ts";
import { holdsInAnotherCase } from "./conditions.ts";
import { isElsewhere } from "./elsewhere.ts";
import type { LanguageIndex } from "./passage-index.ts";
import { contradicts, isAnotherTurn, isOtherColour } from "./qualifiers.ts";
import { changesTheAnswer, changesTheMatter, namesADecisive, staysOpen } from "./stays-open.ts";

/** A question with what the words alone found for it. */
export interface Looked {
  readonly question: string;
  /** The statements before it that its answer has to take up. */
  readonly told: readonly string[];
  readonly lexical: readonly Ranked[];
  /** It asks how something is, for everybody: no article says how one order stands. */
  readonly mayAnswer: boolean;
  /** What the customer put over the email. */
  readonly subject: string;
  /** Whether a statement stands behind all that is asked. */
  readonly isAfter: (told: string) => boolean;
}

// Surer than authors left out ask for: from 0.5 on more emails that nobody had looked at were answered, three of 510 wrongly.
const answersFromChance = 0.82;
// From here on a word that nothing comes near is a turn of phrase, unless it names a thing.
const sureOfWords = 0.9;
// What the words found has to be likely by its meaning, too.
const alsoMeant = 0.5;
// A subject may tip the balance; the question itself must point the same way.
const withoutSubject = 0.3;
// What the words say is an answer is none when the meaning denies it.
const deniedBelow = 0.1;
const deniedAtMost = 0.6;

/** Ranks by how likely each passage answers, as learnt; the words alone decide where they say the same. */
export function byMeaning(index: LanguageIndex, looked: Looked, language: string): readonly Ranked[] {
  const { question, told, mayAnswer, subject, isAfter } = looked;
  // Nothing can answer it: then its words alone say what lies near.
  if (!mayAnswer) return looked.lexical;
  const meaning = questionMeaning(question, language, subject);
  // A place that no list knows may have been taken for a slip: Greenland for the carrier Greenlane.
  const lexical = looked.lexical
    .map((one) =>
      isElsewhere(meaning, one.passage, language) ? { ...one, score: Math.min(one.score, deniedAtMost) } : one,
    )
    .toSorted((a, b) => b.score - a.score);
  const candidates = candidatesFor(index, meaning, lexical, language);
  const chances = chancesOf(meaning, candidates, index.forPeople, language);
  const byChance = candidates
    .map(({ passage }, at) => ({ passage, chance: chances[at] ?? 0 }))
    .toSorted((a, b) => b.chance - a.chance || a.passage.passageId.localeCompare(b.passage.passageId));
  const [best] = byChance;
  const top = lexical[0];
  const certain =
    top !== undefined &&
    top.score >= answersFrom &&
    !top.leavesOpen &&
    (best?.passage === top.passage || chanceOf(top.passage, byChance) >= alsoMeant) &&
    !told.some((one) => changesTheAnswer(one, { question: meaning.asked, passage: top.passage, isAfter }));
  if (certain && best !== undefined && best.passage !== top.passage && best.passage.articleId === top.passage.articleId)
    return alsoTold(lexical, best, top.score);
  if (
    certain ||
    best === undefined ||
    best.chance < answersFromChance ||
    byChance.some(
      ({ passage, chance }) => passage.articleId !== best.passage.articleId && chance * rivalFrom > best.chance,
    ) ||
    isOutsideWhatIsKnown(best, meaning) ||
    isOfAnotherCase(best, meaning, looked, language) ||
    (subject !== "" && restsOnTheSubject(best.passage, candidates, meaning, index, language))
  )
    return denied(lexical, byChance, told);
  const others = byChance.filter(({ passage }) => passage !== best.passage);
  const open = staysOpen(told, {
    question: meaning.asked,
    passage: best.passage,
    language,
    heard: (term) => index.documentFrequency.has(term),
    isAfter,
  });
  return [
    { passage: best.passage, score: scoreOf(best.chance), leavesOpen: open },
    ...others.map(({ passage, chance }, at) => {
      // The neighbour of the same article that comes next is told with it.
      const beside =
        at === others.findIndex((other) => other.passage.articleId === best.passage.articleId) &&
        chance >= best.chance * besideFrom;
      return {
        passage,
        score: beside ? scoreOf(best.chance) * together : Math.min(chance, deniedAtMost),
        leavesOpen: open,
      };
    }),
  ].toSorted((a, b) => b.score - a.score);
}

/** Words and meaning name two passages of one article: both are told. */
const alsoTold = (lexical: readonly Ranked[], { passage }: { readonly passage: Passage }, score: number) =>
  [
    ...lexical.filter((one) => one.passage !== passage),
    { passage, score: Math.max(answersFrom, score * together), leavesOpen: false },
  ].toSorted((a, b) => b.score - a.score);

const besideFrom = 0.05;

/** Sure enough to be sent from the threshold on. */
const scoreOf = (chance: number): number => 0.85 + 0.15 * chance;

// Words of its own, besides light ones, from which on a question says what it is about.
const saysEnough = 2;
const sureOfThin = 0.82;
// A question like those that no article answers needs more than a passage that is likely.
const likeUnanswered = 0.7;
const sureOfUnanswered = 0.92;

/** Whether it is put as what people are asked, or says too little, and the passage is not sure enough for that. */
function isOutsideWhatIsKnown({ chance }: { readonly chance: number }, meaning: QuestionMeaning): boolean {
  const own = meaning.words.filter(({ light }) => !light).length;
  return (own < saysEnough && chance < sureOfThin) || (chance < sureOfUnanswered && isLikeUnanswered(meaning));
}

const isLikeUnanswered = (meaning: QuestionMeaning): boolean =>
  roleChances(meaning.sentence().asked).unanswered >= likeUnanswered;

/** `I live in Chur. How many days does it take?`: the place stands before the question, and the passage is about others. */
const isToldOfElsewhere = (
  told: readonly string[],
  { words }: QuestionMeaning,
  passage: Passage,
  language: string,
): boolean =>
  placesIn(passage.text, language).length > 0 &&
  !words.some(({ stem }) => isPlace(stem, language)) &&
  told.some((sentence) => isElsewhere(questionMeaning(sentence, language), passage, language));

const isOfAnotherCase = (
  { passage, chance }: { readonly passage: Passage; readonly chance: number },
  meaning: QuestionMeaning,
  { question, told }: Looked,
  language: string,
): boolean =>
  unsaid(meaning, passage, language).some(
    ({ stem }) => chance < sureOfWords || isThing(stem, language) || hasOwnRules(stem, language),
  ) ||
  namesADecisive(meaning, passage, { language, ways: chance >= sureOfWords }) ||
  isElsewhere(meaning, passage, language) ||
  isToldOfElsewhere(told, meaning, passage, language) ||
  isHeadedByAnotherThing(meaning, passage, language) ||
  contradicts(sentencesOf(question).at(-1) ?? question, passage, language) ||
  told.some((sentence) => isAnotherTurn(sentence, passage)) ||
  isOtherColour([...told, question].join(" "), `${passage.title}. ${passage.heading}. ${passage.text}`) ||
  (chance < sureOfWords && holdsInAnotherCase(passage, [...told, question].join(" "), language));

/** Whether the subject alone makes the passage an answer: what is written over an email is often about something before it. */
function restsOnTheSubject(
  passage: Passage,
  candidates: readonly Candidate[],
  meaning: QuestionMeaning,
  { forPeople }: LanguageIndex,
  language: string,
): boolean {
  const chances = chancesOf(withoutItsSubject(meaning), candidates, forPeople, language);
  return (chances[candidates.findIndex((one) => one.passage === passage)] ?? 0) < withoutSubject;
}

const chanceOf = (passage: Passage, all: readonly { readonly passage: Passage; readonly chance: number }[]): number =>
  all.find((one) => one.passage === passage)?.chance ?? 0;

/** What the words found, unless the meaning denies it or prefers something else. */
function denied(
  lexical: readonly Ranked[],
  byChance: readonly { readonly passage: Passage; readonly chance: number }[],
  told: readonly string[],
): readonly Ranked[] {
  const [best] = byChance;
  const found = lexical.map((one) => {
    const chance = chanceOf(one.passage, byChance);
    const another = best !== undefined && best.passage !== one.passage && best.chance > rivalFrom * chance;
    const isDenied = chance < deniedBelow || (another && best.chance >= deniedBelow);
    return {
      ...one,
      score: isDenied ? Math.min(one.score, deniedAtMost) : one.score,
      leavesOpen: one.leavesOpen || told.some((sentence) => changesTheMatter(sentence, one.passage)),
    };
  });
  if (best === undefined || best.chance < worthALook || found.some(({ score }) => score >= answersFrom)) return found;
  // No answer, but for the person who writes it the best place to look.
  const most = Math.max(Math.min(best.chance, deniedAtMost), ...found.map(({ score }) => score));
  return [
    { passage: best.passage, score: most, leavesOpen: true },
    ...found.filter(({ passage }) => passage !== best.passage),
  ];
}
const worthALook = 0.4;
// Twice as likely an answer elsewhere makes it unclear which one is meant.
const rivalFrom = 2;
