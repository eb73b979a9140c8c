import type { Passage } from "../../contracts/knowledge.ts";
import { isCircumstance } from "../../models/embedded/sort/circumstances.ts";
import { isTakenUp } from "../../models/embedded/sort/unaddressed.ts";
import { asksForAKind, givesWhatIsAsked } from "../../models/text/expectation.ts";
import {
  coversAnyItem,
  hasOwnRules,
  isDealing,
  isPolicy,
  isThing,
  synonymsOf,
  wholesOf,
} from "../../models/text/synonyms.ts";
import { plainly, type WeightedTerm } from "../../models/text/terms.ts";
import { holdsInAnotherCase } from "./conditions.ts";
import { type PassageTerms, passageTerms } from "./passage-index.ts";
import { contradicts } from "./qualifiers.ts";

export interface AskedTerm extends WeightedTerm {
  /** It stands in hardly any passage: alone, it is enough to say what is meant. */
  readonly rare: boolean;
}

// Where a word stands says how much the passage is about it: a title covers the other passages of the article too.
const inHeading = 1;
const inText = 0.96;
const inTitle = 0.72;
// How much of the score is the share of the heading that was asked for: what else it is about counts against it.
const headingShare = 0.12;
// Of passages that fit alike, the one whose article is about nothing else.
const titleShare = 0.06;
const wrongKind = 0.6;
// Something the question names is not in the passage, or the other way round there: a good look, but no answer.
const unmetAtMost = 0.6;

// What was only said before the question can tip a balance, no more.
const contextShare = 0.04;

/** The sentence that asks, and what was told before it. */
export interface Asked {
  readonly asked: string;
  readonly told: readonly string[];
  /** Questions asked before it in the same breath. */
  readonly earlier: readonly string[];
  /** Whether some article uses this word. */
  readonly heard: (term: string) => boolean;
}

type Doubt = (asked: readonly AskedTerm[], has: PassageTerms, language: string) => boolean;
/** What makes a good match doubtful, and by how much. */
const doubts: readonly (readonly [Doubt, number])[] = [
  [missesMuch, 0.75],
  [missesThePoint, 0.8],
  [saysLittle, 0.75],
];

/** How well a passage answers a question of these terms, 0 to 1, and whether it takes up what was told before. */
export function scoreOf(
  passage: Passage,
  { asked: question, told, earlier, heard }: Asked,
  terms: readonly AskedTerm[],
  language: string,
): { readonly score: number; readonly leavesOpen: boolean } {
  const has = passageTerms(passage, language);
  const elsewhere = rulesOutOthers.test(passage.text) && asksWhetherAtAll.test(question);
  const asked = withoutAnyItem(
    terms.filter(({ context, term }) => !context && !(elsewhere && isNamed(term, question))),
    passage,
    has,
    language,
  );
  const around = terms.filter(({ context }) => context);
  const kind = doubts
    .filter(
      ([holds]) =>
        holds(asked, has, language) &&
        !(holds === saysLittle && (asksForAKind(plainly(question, language)) || goesOn(asked, around, has, language))),
    )
    .reduce(
      (factor, [, by]) => factor * by,
      givesWhatIsAsked(plainly(question, language), passage.text) ? 1 : wrongKind,
    );
  const about =
    (1 - headingShare - titleShare) * coverage(asked, has, language) +
    headingShare * headedBy(has.heading, asked, language) +
    titleShare * headedBy(has.title, asked, language);
  const score = Math.min(
    1,
    about * kind * (1 - contextShare) + contextShare * (around.length === 0 ? about : coverage(around, has, language)),
  );
  const unmet =
    isOnlyAThing(terms, language) ||
    isOfAnotherThing(passage, terms, language) ||
    isOfAnotherDealing(passage, terms, language) ||
    asked.some(({ term, soft }) => !soft && !isIn(term, has, language)) ||
    contradicts(question, passage, language) ||
    holdsInAnotherCase(passage, [...told, ...earlier, question].join(" "), language);
  const takesUp = (one: string) =>
    !readsOtherwise(one, passage) &&
    (isTakenUp(one, { language, asked: question, answered: wholeOf(passage) }) ||
      isCircumstance(one, language, { heard, asked: question, answered: `${question} ${wholeOf(passage)}` }));
  return { score: unmet ? Math.min(score, unmetAtMost) : score, leavesOpen: !told.every(takesUp) };
}

/** The heading names a thing of which the customer said nothing: what holds for gift cards may not hold for all. */
function isOfAnotherThing(passage: Passage, terms: readonly AskedTerm[], language: string): boolean {
  const said = new Set(terms.flatMap(({ term }) => [term, ...synonymsOf(term, language)]));
  const named = [...passageTerms(passage, language).heading].filter((term) => hasOwnRules(term, language));
  return (
    named.length > 0 &&
    !named.some((term) => said.has(term) || synonymsOf(term, language).some((other) => said.has(other)))
  );
}

/** The heading is about exchanging, say, and nobody spoke of that: what it costs is another price than the one asked for. */
function isOfAnotherDealing(passage: Passage, terms: readonly AskedTerm[], language: string): boolean {
  const dealing = [...passageTerms(passage, language).heading].find((term) => isDealing(term, language));
  return dealing !== undefined && !terms.some(({ term }) => match(term, new Set([dealing]), language) > 0);
}

/** Nothing but a thing is named, so that what is asked of it lies in words that say little: nobody can tell what. */
function isOnlyAThing(terms: readonly AskedTerm[], language: string): boolean {
  const own = terms.filter(({ soft, context }) => !soft && !context);
  return own.length > 0 && own.every(({ term }) => isThing(term, language));
}

// `We cannot ship anywhere else` answers for every place it does not name.
const rulesOutOthers =
  /\b(?:anywhere else|nowhere else|no other countr|nirgendwo sonst|nirgends sonst|keine anderen länder)/i;
const asksWhetherAtAll =
  /^(?:and |also |so )*(?:do|can|could|would|will|is it possible|liefern|versenden|verschicken|kann|können)\b(?![^?]*\b(?:how|and|when|express|sunday|day|free)\b)/i;
const isNamed = (term: string, question: string): boolean =>
  [...question.matchAll(/(?<=\b(?:to|nach|in) (?:the )?)\p{Lu}\p{L}+/gu)].some(([name]) =>
    name.toLowerCase().startsWith(term.slice(0, 4)),
  );

/** `The page says Delivered`: a passage that quotes `Announced` is about another state. */
const readsOtherwise = (told: string, passage: Passage): boolean =>
  [
    ...told.matchAll(/\b(?:says?|shows?|reads|steht|zeigt|heißt)(?: only| just| nur| es)? ["“„']?(\p{Lu}\p{L}+)/gu),
  ].some(([, state = ""]) => !passage.text.includes(state));

const ofAllThings = /\b(?:everything|anything|any item|an item|alles|jeder artikel)\b/i;
const wholeOf = ({ title, heading, text }: Passage): string => `${title}. ${heading}. ${text}`;

/** A passage headed by what is asked that speaks of any item speaks of a jacket, too: it need not name it. */
function withoutAnyItem(
  asked: readonly AskedTerm[],
  passage: Passage,
  has: PassageTerms,
  language: string,
): readonly AskedTerm[] {
  // What one thing is exchanged for or used with is part of the question.
  if (asked.filter(({ term }) => isThing(term, language)).length > 1) return asked;
  // What names some things holds for those; for all others only where it says `everything`.
  if ([...has.text].some((term) => hasOwnRules(term, language)) && !ofAllThings.test(passage.text)) return asked;
  const named = asked.filter(
    ({ term }) => isIn(term, has, language) || !coversAnyItem(term, `${passage.heading} ${passage.text}`, language),
  );
  const shares = ({ term }: AskedTerm) => isPolicy(term, language) && isIn(term, has, language);
  return named.some(shares) ? named : asked;
}

/** Nothing in the passage speaks of what is to be done, or of the one thing the question is about. */
function missesThePoint(asked: readonly AskedTerm[], has: PassageTerms, language: string): boolean {
  const crux = asked.filter((term) => term.crux);
  return crux.some(({ term }) => !isIn(term, has, language));
}

/** A rare word that goes on from what was asked before, all of which this passage says, too: `and in instalments`. */
function goesOn(
  asked: readonly AskedTerm[],
  around: readonly AskedTerm[],
  has: PassageTerms,
  language: string,
): boolean {
  const before = around.filter(({ soft }) => !soft);
  const own = asked.filter(({ soft }) => !soft);
  return before.length > 0 && own.length > 0 && [...own, ...before].every(({ term }) => isIn(term, has, language));
}

/** One word alone fits too many passages; words that only hint fit any. */
function saysLittle(asked: readonly AskedTerm[], has: PassageTerms, language: string): boolean {
  const own = asked.filter(({ soft }) => !soft);
  const [only] = own;
  return (
    only === undefined ||
    (own.length === 1 && !only.crux && !(only.rare && match(only.term, has.heading, language) > 0))
  );
}

const isIn = (term: string, has: PassageTerms, language: string): boolean =>
  [has.heading, has.text, has.subject].some((place) => match(term, place, language) > 0);

/** A third of what was asked about is nowhere in the passage, however common those words are: `a return` from Germany. */
function missesMuch(asked: readonly AskedTerm[], has: PassageTerms, language: string): boolean {
  const matters = asked.filter(({ soft }) => !soft);
  const missing = matters.filter(({ term }) => !isIn(term, has, language));
  return missing.length > 0 && missing.length * 3 >= matters.length;
}

/** Share of the terms that the passage has, by weight. */
function coverage(terms: readonly AskedTerm[], has: PassageTerms, language: string): number {
  let total = 0;
  let covered = 0;
  for (const { term, weight } of terms) {
    total += weight;
    const places = [
      inHeading * match(term, has.heading, language),
      inText * match(term, has.text, language),
      inTitle * match(term, has.title, language),
    ];
    covered += weight * Math.max(...places);
  }
  return total === 0 ? 0 : covered / total;
}

/** The share of the heading's words that the question has. */
function headedBy(heading: ReadonlySet<string>, terms: readonly AskedTerm[], language: string): number {
  if (heading.size === 0) return 0;
  let sum = 0;
  for (const word of heading) {
    const own = new Set([word]);
    sum += Math.max(0, ...terms.map(({ term }) => match(term, own, language)));
  }
  return sum / heading.size;
}

/** How far the words contain the term: itself 1, a synonym 0.85, what it is part of 0.8, part of a compound 0.8. */
function match(term: string, has: ReadonlySet<string>, language: string): number {
  if (has.has(term)) return 1;
  if (synonymsOf(term, language).some((other) => has.has(other))) return 0.85;
  if (wholesOf(term, language).some((whole) => has.has(whole))) return 0.8;
  if (language === "de" && term.length >= 5 && term !== "zuruck") {
    for (const other of has) {
      if (other.length >= 5 && (other.startsWith(term) || term.startsWith(other))) return 0.8;
    }
  }
  return 0;
}
