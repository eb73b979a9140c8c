/** What became of one labelled email, as test/conformance/evaluate.ts reports it. */
export interface Case {
  readonly id: string;
  readonly sent: boolean;
  /** An automatic reply is what the label wants, and every question is answered by one of its passages. */
  readonly right: boolean;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly answerable: boolean;
  readonly angry: boolean;
  readonly seenNegative: boolean;
  readonly moodRight: boolean;
  readonly languageRight: boolean;
  readonly risksMissed: number;
  readonly risksOf: number;
  readonly ms: number;
  readonly costUsd: number;
  readonly prompts: readonly string[];
}

export interface Figures {
  readonly answered: number;
  readonly wrong: number;
  readonly missedAnger: number;
  readonly prompts: readonly string[];
  /** For people: what, and how much. */
  readonly lines: readonly (readonly [string, string])[];
}

const share = (part: number, of: number): string =>
  `${part} of ${of}${of === 0 ? "" : ` (${((100 * part) / of).toFixed(1)} %)`}`;

/** Counts what came of the emails. */
export function figuresOf(cases: readonly Case[]): Figures {
  const count = (holds: (one: Case) => boolean) => cases.filter(holds).length;
  const answered = count(({ sent, right }) => sent && right);
  const wrong = count(({ sent, right }) => sent && !right);
  const missedAnger = count(({ angry, seenNegative }) => angry && !seenNegative);
  const risks = cases.reduce((sum, { risksOf }) => sum + risksOf, 0);
  const missed = cases.reduce((sum, { risksMissed }) => sum + risksMissed, 0);
  const times = cases.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const cost = cases.reduce((sum, { costUsd }) => sum + costUsd, 0);
  return {
    answered,
    wrong,
    missedAnger,
    prompts: [...new Set(cases.flatMap(({ prompts }) => prompts))].sort(),
    lines: [
      ["emails", String(cases.length)],
      [
        "answerable, answered automatically",
        share(
          answered,
          count(({ answerable }) => answerable),
        ),
      ],
      ["wrong automatic replies", String(wrong)],
      [
        "missed anger",
        share(
          missedAnger,
          count(({ angry }) => angry),
        ),
      ],
      [
        "mood: negative, neutral, positive",
        share(
          count(({ moodRight }) => moodRight),
          cases.length,
        ),
      ],
      [
        "language",
        share(
          count(({ languageRight }) => languageRight),
          cases.length,
        ),
      ],
      ["risks seen", share(risks - missed, risks)],
      ["calibration: confidence, and right", calibrationOf(cases)],
      ["cost", `$${cost.toFixed(4)}, $${(cost / Math.max(1, cases.length)).toFixed(5)} per email`],
      ["time per email", `p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`],
      ["why the answerable were held", heldFor(cases.filter(({ answerable }) => answerable))],
      ["why the others were held", heldFor(cases.filter(({ answerable }) => !answerable))],
    ],
  };
}

const at = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);

/** Of the emails with a draft: how often it was right, by how sure the gate was. */
function calibrationOf(cases: readonly Case[]): string {
  const bins = [
    [0.01, 0.6],
    [0.6, 0.8],
    [0.8, 1.01],
  ] as const;
  return bins
    .map(([from, to]) => {
      const own = cases.filter(({ confidence }) => confidence >= from && confidence < to);
      return `${from}–${Math.min(1, to)}: ${own.filter(({ right }) => right).length} of ${own.length}`;
    })
    .join(", ");
}

function heldFor(cases: readonly Case[]): string {
  const counts = new Map<string, number>();
  for (const { sent, reasons } of cases) {
    const first = reasons[0];
    if (!sent && first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts].map(([reason, n]) => `${reason} ${n}`).join(", ") || "none was";
}
