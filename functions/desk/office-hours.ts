import { type OfficeHours, weekdays } from "../contracts/desk-policy.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
// A team that is never there within three years keeps no promises anyway.
const mostDays = 1_100;

/**
 * The moment at which that many minutes of office hours have passed since `startMs`; without hours, plain minutes. Epoch ms.
 * Spans are walls of the local clock: on the days when it is put forward or back they are as long as they really are, and
 * a time that does not exist is the first one after it.
 */
export function afterOfficeMinutes(startMs: number, minutes: number, hours: OfficeHours | undefined): number {
  if (hours === undefined) return startMs + minutes * minuteMs;
  let left = minutes * minuteMs;
  let day = localDate(startMs, hours.timeZone);
  for (let days = 0; days < mostDays; days++, day = nextDay(day)) {
    for (const { from, to } of spansOf(day, hours)) {
      const begins = Math.max(startMs, from);
      const has = to - begins;
      if (has <= 0) continue;
      if (left <= has) return begins + left;
      left -= has;
    }
  }
  return startMs + minutes * minuteMs;
}

/** The day's spans in epoch ms, in order; none on holidays. */
function spansOf(day: string, { timeZone, week, holidays }: OfficeHours): { from: number; to: number }[] {
  if (holidays.includes(day)) return [];
  const weekday = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
  return (week[weekday] ?? [])
    .map(({ from, to }) => ({
      from: instantOf(day, from, timeZone),
      to: to === "24:00" ? instantOf(nextDay(day), "00:00", timeZone) : instantOf(day, to, timeZone),
    }))
    .sort((a, b) => a.from - b.from);
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

const formats = new Map<string, Intl.DateTimeFormat>();
function wallClock(ms: number, timeZone: string): string {
  // Swedish writes `2026-03-29 01:59:00`, which is ISO 8601 but for the T.
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium", hourCycle: "h23" });
  formats.set(timeZone, made);
  return made.format(new Date(ms)).replace(" ", "T");
}

const localDate = (ms: number, timeZone: string): string => wallClock(ms, timeZone).slice(0, 10);
const offsetAt = (ms: number, timeZone: string): number =>
  Date.parse(`${wallClock(ms, timeZone)}Z`) - Math.floor(ms / 1000) * 1000;

/** When the clock on that wall shows that time: the first such moment when it comes twice. */
function instantOf(day: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const before = offsetAt(asUtc - dayMs, timeZone);
  const after = offsetAt(asUtc + dayMs, timeZone);
  const early = asUtc - before;
  if (offsetAt(early, timeZone) === before) return early;
  const late = asUtc - after;
  // In the gap neither offset gives that time back; the earlier one leads right behind it.
  return offsetAt(late, timeZone) === after && late > early ? late : early;
}
