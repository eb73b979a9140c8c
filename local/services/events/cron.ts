const dayMs = 86_400_000;
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const lastYear = 2199;

type DayTest = (day: Date) => boolean;

/**
 * AWS cron: minutes hours day-of-month month day-of-week year, in UTC; one of the two days is `?`. Answers the next
 * time after `afterMs` in epoch milliseconds, undefined when there is none. Undefined for what is no such expression.
 */
export function parseCron(text: string): ((afterMs: number) => number | undefined) | undefined {
  const fields = text.trim().toUpperCase().split(/\s+/);
  const [minute = "", hour = "", monthDay = "", month = "", weekDay = "", year = ""] = fields;
  if (fields.length !== 6 || (monthDay === "?") === (weekDay === "?")) return undefined;
  const minutes = numbersOf(minute, 0, 59);
  const hours = numbersOf(hour, 0, 23);
  const inMonth = numbersOf(named(month, months, 1), 1, 12);
  const inYear = numbersOf(year, 1970, lastYear);
  const onDay = weekDay === "?" ? monthDayTest(monthDay) : weekDayTest(named(weekDay, weekdays, 1));
  if (!minutes || !hours || !inMonth || !inYear || !onDay) return undefined;

  const fits: DayTest = (day) => inYear.has(day.getUTCFullYear()) && inMonth.has(day.getUTCMonth() + 1) && onDay(day);
  const times = [...hours].flatMap((h) => [...minutes].map((m) => h * 3_600_000 + m * 60_000)).sort((a, b) => a - b);
  return (afterMs) => {
    for (let dayStart = Math.floor(afterMs / dayMs) * dayMs; ; dayStart += dayMs) {
      const day = new Date(dayStart);
      if (day.getUTCFullYear() > lastYear) return undefined;
      if (!fits(day)) continue;
      const time = times.find((ms) => dayStart + ms > afterMs);
      if (time !== undefined) return dayStart + time;
    }
  };
}

/** Names to numbers: `MON-FRI` → `2-6`. */
const named = (field: string, names: readonly string[], first: number): string =>
  field.replaceAll(/[A-Z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name) + first) : name));

/** `*`, `5`, `1-5`, `0/15`, `*` with `/n`, and lists of them; undefined when it is none or out of range. */
function numbersOf(field: string, least: number, most: number): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const span = spanOf(part, least, most);
    if (!span) return undefined;
    for (let number = span.first; number <= span.last; number += span.by) found.add(number);
  }
  return found;
}

function spanOf(part: string, least: number, most: number): { first: number; last: number; by: number } | undefined {
  const [, star, from, to, step] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  if (star === undefined && from === undefined) return undefined;
  const first = Number(from ?? least);
  // `5/15` goes on to the end, `5` alone is itself.
  const open = star !== undefined || (step !== undefined && to === undefined);
  const last = open ? most : Number(to ?? from);
  const by = Number(step ?? 1);
  return first < least || last > most || first > last || by < 1 ? undefined : { first, last, by };
}

const lastOfMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** `L` the last day, `LW` the last weekday, `15W` the weekday nearest to the 15th, or numbers. */
function monthDayTest(field: string): DayTest | undefined {
  if (field === "L") return (day) => day.getUTCDate() === lastOfMonth(day);
  const near = /^(\d+|L)W$/.exec(field)?.[1];
  if (near !== undefined) {
    return (day) => day.getUTCDate() === nearestWeekday(day, near === "L" ? lastOfMonth(day) : Number(near));
  }
  const days = numbersOf(field, 1, 31);
  return days && ((day) => days.has(day.getUTCDate()));
}

/** Never in another month: the 1st on a Saturday gives Monday the 3rd. */
function nearestWeekday(month: Date, date: number): number | undefined {
  const last = lastOfMonth(month);
  if (date > last) return undefined;
  const weekday = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date === 1 ? 3 : date - 1;
  if (weekday === 0) return date === last ? date - 2 : date + 1;
  return date;
}

/** `6L` the last Friday, `3#2` the second Tuesday, `L` Saturday, or numbers with Sunday as 1. */
function weekDayTest(field: string): DayTest | undefined {
  const [, lastOne] = /^([1-7])L$/.exec(field) ?? [];
  if (lastOne !== undefined) {
    return (day) => day.getUTCDay() + 1 === Number(lastOne) && day.getUTCDate() + 7 > lastOfMonth(day);
  }
  const [, which, nth] = /^([1-7])#([1-5])$/.exec(field) ?? [];
  if (which !== undefined) {
    return (day) => day.getUTCDay() + 1 === Number(which) && Math.ceil(day.getUTCDate() / 7) === Number(nth);
  }
  const days = numbersOf(field === "L" ? "7" : field, 1, 7);
  return days && ((day) => days.has(day.getUTCDay() + 1));
}
