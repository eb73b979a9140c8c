import type { Day, Metrics } from "../api/shapes-of-leads.ts";

const dayMs = 86_400_000;
const nothing: Omit<Day, "day"> = {
  ...{ received: 0, byAi: 0, byPerson: 0, closed: 0, quarantined: 0, costUsd: 0 },
  moods: { "very-negative": 0, negative: 0, neutral: 0, positive: 0, "very-positive": 0 },
};

/** Each day of the period: a day on which nothing came in is a gap in the chart, not a missing column. */
export function everyDay({ from, to, days }: Pick<Metrics, "from" | "to" | "days">): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const last = days.at(-1)?.day ?? to.slice(0, 10);
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(last) - (count - 1 - index) * dayMs).toISOString().slice(0, 10);
    return known.get(day) ?? { day, ...nothing };
  });
}
