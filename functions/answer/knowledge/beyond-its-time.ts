import { fold } from "../../models/text/words.ts";
import { numberWords } from "./number-words.ts";

const unitDays: Readonly<Record<string, number>> = {
  day: 1,
  tag: 1,
  werktag: 1,
  week: 7,
  woche: 7,
  fortnight: 14,
  month: 30,
  monat: 30,
  year: 365,
  jahr: 365,
};
const span = new RegExp(
  `\\b(\\d{1,3}|${[...numberWords.keys()].join("|")}) (?:\\p{L}+ )?(day|week|fortnight|month|year|werktag|tag|woche|monat|jahr)`,
  "gu",
);

const daysIn = (text: string): number[] =>
  [...fold(text).matchAll(span)].flatMap(([, count = "", unit = ""]) => {
    const many = /^\d/.test(count) ? Number(count) : numberWords.get(count);
    return many === undefined ? [] : [many * (unitDays[unit] ?? 1)];
  });

/** `It came six weeks ago`, beside a passage that knows 30 days: whether the rule still holds is not ours to say. */
export function beyondItsTime(told: string, passage: string): boolean {
  const most = Math.max(0, ...daysIn(passage));
  return most > 0 && daysIn(told).some((days) => days > most);
}
