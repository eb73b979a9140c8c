import * as z from "zod";
import type { LogQuery } from "../contracts/desk/record.ts";
import type { LogEntry } from "../contracts/log-entry.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { cursorOf, placeIn } from "./cursor.ts";
import { logFeed, placeOf } from "./log-feed.ts";

// What one answer reads at most; a rare word then gives a short page with a `next`.
const mostRead = 4_000;
const monthMs = 31 * 86_400_000;
const Place = z.object({ place: z.string().max(200) });

/** Entries that fit, newest first; of the last month when the request names no time. */
export async function searchLog(query: z.infer<typeof LogQuery>): Promise<{ entries: LogEntry[]; next?: string }> {
  const start = placeIn(query.after, Place)?.place;
  const from = new Date(query.from ?? nowMs() - monthMs).toISOString();
  const fits = filterOf(query);
  const entries: LogEntry[] = [];
  let read = 0;
  let last: string | undefined;
  for await (const entry of logFeed({ from, to: start ?? query.to ?? `${nowIso()}~`, newestFirst: true })) {
    const place = placeOf(entry);
    if (place === start) continue;
    if (entries.length === query.limit || read === mostRead)
      return { entries, next: cursorOf({ place: last ?? place }) };
    if (fits(entry)) entries.push(entry);
    read++;
    last = place;
  }
  return { entries };
}

function filterOf({ kind, by, text }: z.infer<typeof LogQuery>): (entry: LogEntry) => boolean {
  const words = text?.toLowerCase();
  return (entry) =>
    (kind === undefined || entry.kind === kind) &&
    (by === undefined || entry.by === by || entry.by.startsWith(`${by}:`)) &&
    (words === undefined || `${entry.summary} ${JSON.stringify(entry.details)}`.toLowerCase().includes(words));
}
