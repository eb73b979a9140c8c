// What would become of labelled emails if their questions were answered by these chances.

/** A question beside a passage. */
export interface Example {
  readonly author: string;
  readonly email: string | undefined;
  readonly question: number;
  readonly passageId: string;
  readonly articleId: string;
  readonly features: readonly number[];
  readonly yes: boolean;
}

/** A labelled email, as far as its answer is judged. */
export interface Labelled {
  readonly id: string;
  readonly answerable: boolean;
  readonly delicate: boolean;
  readonly gold: readonly (readonly string[])[];
}

interface Judged {
  readonly id: string;
  /** The least sure of its questions. */
  readonly chance: number;
  readonly answerable: boolean;
  readonly right: boolean;
}

/** What becomes of each email that the gate would not hold for another reason. */
export function judged(
  scored: readonly (Example & { readonly chance: number })[],
  emails: readonly Labelled[],
): readonly Judged[] {
  return emails
    .filter(({ delicate }) => !delicate)
    .flatMap(({ id, answerable, gold }) => {
      const found = [
        ...Map.groupBy(
          scored.filter((one) => one.email === id),
          ({ question }) => question,
        ).values(),
      ];
      if (found.length === 0) return [];
      const answers = found.map(toldFor);
      const told = new Set(answers.flatMap((answer) => answer.told));
      const right = answerable && gold.every((passages) => passages.some((passage) => told.has(passage)));
      return [{ id, chance: Math.min(...answers.map((answer) => answer.chance)), answerable, right }];
    });
}

/** The best passage and its neighbour of the same article, as functions/answer/knowledge/by-meaning.ts tells them. */
function toldFor(found: readonly (Example & { readonly chance: number })[]) {
  const [best, ...others] = found.toSorted((a, b) => b.chance - a.chance);
  const beside = others.find((one) => one.articleId === best?.articleId);
  return { chance: best?.chance ?? 0, told: [best, beside].flatMap((one) => one?.passageId ?? []) };
}

/** Shares of the answerable that are answered rightly, and what is wrong, by threshold. */
export function lineOf(all: readonly Judged[]): string {
  const answerable = all.filter((one) => one.answerable).length;
  return [0.3, 0.4, 0.5, 0.6, 0.7]
    .map((from) => {
      const sent = all.filter(({ chance }) => chance >= from);
      const wrong = sent.filter(({ right }) => !right);
      const unanswerable = wrong.filter((one) => !one.answerable).length;
      return `${from}: ${sent.length - wrong.length}/${answerable} right, ${wrong.length} wrong (${unanswerable} not answerable)`;
    })
    .join("; ");
}
