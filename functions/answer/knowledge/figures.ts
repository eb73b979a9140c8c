/** What a number counts; spans of time are brought to one unit, so that two weeks are fourteen days. */
export type Unit = "money" | "percent" | "hours" | "days" | "working days" | "weight" | "length";

interface Kind {
  readonly pattern: RegExp;
  readonly unit: Unit;
  readonly times?: number;
}

const number = String.raw`(\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)`;
const after = (words: string): RegExp => new RegExp(`${number}\\s?-?(?:${words})(?![\\p{L}\\d])`, "giu");

/** The first that fits counts: `3 working days` are no days. */
const kinds: readonly Kind[] = [
  { pattern: new RegExp(`(?:€|£|\\$|EUR|USD|GBP|CHF)\\s?${number}`, "giu"), unit: "money" },
  { pattern: after("€|£|\\$|EUR|USD|GBP|CHF|euros?|pounds?|dollars?|Franken"), unit: "money" },
  { pattern: after("%|percent|per cent|Prozent"), unit: "percent" },
  { pattern: after("(?:working|business) days?|Werktagen?|Werktage|Arbeitstagen?|Arbeitstage"), unit: "working days" },
  { pattern: after("hours?|Stunden?"), unit: "hours" },
  { pattern: after("days?|Tagen?|Tage"), unit: "days" },
  { pattern: after("weeks?|Wochen?"), unit: "days", times: 7 },
  { pattern: after("months?|Monaten?|Monate"), unit: "days", times: 30 },
  { pattern: after("years?|Jahren?|Jahre"), unit: "days", times: 365 },
  { pattern: after("kg|kilos?|kilograms?|Kilogramm"), unit: "weight", times: 1000 },
  { pattern: after("g|grams?|Gramm"), unit: "weight" },
  { pattern: after("cm|centimetres?|Zentimeter"), unit: "length", times: 10 },
  { pattern: after("mm|millimetres?|Millimeter"), unit: "length" },
];

/** The figures that a sentence names, by what they count, and the sentence without them. */
export function figuresIn(sentence: string): {
  readonly figures: ReadonlyMap<Unit, ReadonlySet<number>>;
  readonly rest: string;
} {
  const figures = new Map<Unit, Set<number>>();
  let rest = sentence;
  for (const { pattern, unit, times = 1 } of kinds) {
    rest = rest.replace(pattern, (_, digits: string) => {
      figures.set(unit, (figures.get(unit) ?? new Set()).add(amountOf(digits) * times));
      return " ";
    });
  }
  return { figures, rest };
}

/** `1.200,50` and `1,200.50` are the same; so are `4,90` and `4.90`. */
function amountOf(digits: string): number {
  const cents = /[.,](\d{1,2})$/.exec(digits)?.[1] ?? "";
  const whole = (cents === "" ? digits : digits.slice(0, -cents.length - 1)).replaceAll(/[.,']/g, "");
  return Number(`${whole}.${cents === "" ? "0" : cents}`);
}
