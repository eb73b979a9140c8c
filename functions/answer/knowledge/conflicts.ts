import type { KnowledgeReport, Passage } from "../../contracts/knowledge.ts";
import { sentencesOf } from "../../models/text/sentences.ts";
import { hasOwnRules, isDealing, isPlace, isThing } from "../../models/text/synonyms.ts";
import { termsOf } from "../../models/text/terms.ts";
import { figuresIn, type Unit } from "./figures.ts";

/** A sentence that names figures, and what it is about beside them. */
interface Statement {
  readonly passage: Passage;
  readonly says: string;
  /** Of the sentence alone, and with its heading. */
  readonly own: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly figures: ReadonlyMap<Unit, ReadonlySet<number>>;
}

// So much of what both sentences say must be the same: by themselves, or less under headings that say the same, too.
const alikeAlone = { share: 0.75, words: 2 };
const alikeWithHeading = { share: 0.6, words: 3 };
// A word in more sentences than this finds too many partners; a sentence has rarer ones.
const mostPartners = 200;
const rarest = 3;
const mostConflicts = 100;

/**
 * Pairs of sentences, of two articles in force on the same days, that say the same in nearly the same words and name other
 * figures of the same kind: one of the articles was perhaps not changed when the other was. A hint for people, who judge.
 */
export function conflictsIn(
  passages: readonly Passage[],
  fileOf: (passage: Passage) => string,
): KnowledgeReport["conflicts"] {
  const statements = passages.filter(({ answeredBy }) => answeredBy === undefined).flatMap(statementsOf);
  const byTerm = sharedBy(statements);
  const found = new Map<string, KnowledgeReport["conflicts"][number]>();
  for (const one of statements) {
    for (const other of partnersOf(one, byTerm)) {
      // Each pair is met from both sides, and told from one.
      if (one.passage.passageId < other.passage.passageId && contradict(one, other))
        found.set(`${one.passage.passageId} ${other.passage.passageId}`, {
          one: said(one, fileOf),
          other: said(other, fileOf),
        });
    }
    if (found.size >= mostConflicts) break;
  }
  return [...found.values()];
}

function sharedBy(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const byTerm = new Map<string, Statement[]>();
  for (const statement of statements)
    for (const term of statement.terms) {
      const key = `${statement.passage.language} ${term}`;
      byTerm.set(key, byTerm.get(key) ?? []);
      byTerm.get(key)?.push(statement);
    }
  return byTerm;
}

const said = ({ passage, says }: Statement, fileOf: (passage: Passage) => string) => ({
  passageId: passage.passageId,
  file: fileOf(passage),
  says: says.slice(0, 300),
});

function statementsOf(passage: Passage): Statement[] {
  return sentencesOf(passage.text).flatMap((says) => {
    const { figures, rest } = figuresIn(says);
    if (figures.size === 0) return [];
    const own = new Set(termsOf(rest, passage.language));
    const terms = new Set([...own, ...termsOf(passage.heading, passage.language)]);
    return [{ passage, says, own, terms, figures }];
  });
}

/** The sentences that share one of its rarest words. */
function partnersOf(one: Statement, byTerm: ReadonlyMap<string, readonly Statement[]>): ReadonlySet<Statement> {
  const sharing = [...one.terms]
    .map((term) => byTerm.get(`${one.passage.language} ${term}`) ?? [])
    .filter(({ length }) => length > 1 && length <= mostPartners)
    .toSorted((a, b) => a.length - b.length)
    .slice(0, rarest);
  return new Set(sharing.flat().filter(({ passage }) => passage.articleId !== one.passage.articleId));
}

function contradict(one: Statement, other: Statement): boolean {
  const language = one.passage.language;
  if (!alike(one.own, other.own, alikeAlone) && !alike(one.terms, other.terms, alikeWithHeading)) return false;
  if (!overlap(one.passage, other.passage)) return false;
  // Another place, thing or dealing has figures of its own: delivery to Norway beside delivery to Spain.
  const names = (term: string) => [isPlace, isThing, hasOwnRules, isDealing].some((isNamed) => isNamed(term, language));
  if (apart(one.terms, other.terms).some(names)) return false;
  return [...one.figures].some(([unit, numbers]) => {
    const theirs = other.figures.get(unit);
    return theirs !== undefined && ![...numbers].some((number) => theirs.has(number));
  });
}

const alike = (one: ReadonlySet<string>, other: ReadonlySet<string>, { share, words }: typeof alikeAlone): boolean => {
  const shared = [...one].filter((term) => other.has(term)).length;
  return shared >= words && shared >= share * (one.size + other.size - shared);
};

/** The words that only one of them has. */
const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>): string[] => [
  ...[...one].filter((term) => !other.has(term)),
  ...[...other].filter((term) => !one.has(term)),
];

const overlap = (one: Passage, other: Passage): boolean =>
  (one.validFrom ?? "") <= (other.validUntil ?? "9999") && (other.validFrom ?? "") <= (one.validUntil ?? "9999");
