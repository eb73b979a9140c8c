import * as z from "zod";
import type { Day as DayContract } from "../contracts/desk/metrics.ts";
import type { LogEntry, LogKind } from "../contracts/log-entry.ts";
import { type MoodLevel, MoodLevel as MoodLevels } from "../contracts/understanding.ts";
import type { Tally } from "./metrics.ts";

type Day = z.infer<typeof DayContract>;
type Counts = Omit<Day, "day">;

const noMoods = (): Record<MoodLevel, number> => ({
  ...{ "very-negative": 0, negative: 0, neutral: 0, positive: 0, "very-positive": 0 },
});
const none = (): Counts => ({
  ...{ received: 0, byAi: 0, byPerson: 0, closed: 0, quarantined: 0, costUsd: 0 },
  moods: noMoods(),
});

/** What an entry adds to its day. */
const adds: Readonly<Partial<Record<LogKind, (counts: Counts, entry: LogEntry) => void>>> = {
  "email-received": (counts) => counts.received++,
  "message-received": (counts) => counts.received++,
  "email-quarantined": (counts) => counts.quarantined++,
  "reply-sent": (counts, { details }) => {
    if (details["kind"] === "acknowledge") return;
    if (details["automatic"] === true) counts.byAi++;
    else counts.byPerson++;
  },
  "interaction-ended": (counts, { details }) => {
    if (details["outcome"] === "closed") counts.closed++;
  },
  "mood-read": (counts, { details }) => {
    const mood = MoodLevels.safeParse(details["mood"]);
    if (mood.success) counts.moods[mood.data]++;
  },
  "model-called": (counts, { details }) => {
    counts.costUsd += z.number().catch(0).parse(details["costUsd"]);
  },
};

/** Volume, answers, moods and costs by day of the team's own calendar. */
export function dayTally(timeZone: string): Tally<{ total: Counts; days: Day[] }> {
  // Swedish writes dates as ISO 8601 does.
  const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  const days = new Map<string, Counts>();
  const total = none();
  return {
    heed: (entry) => {
      const add = adds[entry.kind];
      if (add === undefined) return;
      const day = calendar.format(new Date(entry.at));
      const counts = days.get(day) ?? none();
      days.set(day, counts);
      add(counts, entry);
      add(total, entry);
    },
    result: () => ({
      total,
      days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts })),
    }),
  };
}
