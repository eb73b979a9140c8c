import { LogEntry } from "../contracts/log-entry.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { timePartition } from "../platform/log.ts";
import { queryRows } from "../platform/rows.ts";

const dayMs = 86_400_000;

/** A place in the order of all entries: `<time>#<entry id>`. */
export const placeOf = ({ at, entryId }: Pick<LogEntry, "at" | "entryId">): string => `${at}#${entryId}`;

export interface FeedWish {
  /** ISO times; places fit as well, for they begin with one. Entries of `from` itself are left out. */
  readonly from: string;
  readonly to?: string;
  readonly newestFirst?: boolean;
}

/** The log in the order of time, day by day and page by page: as much of it as the caller takes. */
export async function* logFeed(wish: FeedWish): AsyncGenerator<LogEntry> {
  const { from, to = `${nowIso()}~`, newestFirst = false } = wish;
  const over = (place: string): boolean => (newestFirst ? place <= from : place > to);
  for (const day of daysBetween(from, to, newestFirst)) {
    for await (const entry of dayFeed(day, newestFirst ? to : from, newestFirst)) {
      if (over(placeOf(entry))) return;
      yield entry;
    }
  }
}

async function* dayFeed(day: string, edge: string, newestFirst: boolean): AsyncGenerator<LogEntry> {
  let after: string | undefined;
  do {
    const page = await queryRows(
      {
        ...{ table: "log", index: "byTime", pk: day, newestFirst, limit: 200 },
        sk: { condition: newestFirst ? "<=" : ">", value: edge },
        ...(after !== undefined && { after }),
      },
      LogEntry,
    );
    yield* page.rows;
    after = page.next;
  } while (after !== undefined);
}

function daysBetween(from: string, to: string, newestFirst: boolean): string[] {
  const days: string[] = [];
  const last = Math.min(Date.parse(timePartition(to)), nowMs());
  for (let ms = Date.parse(timePartition(from)); ms <= last; ms += dayMs)
    days.push(timePartition(new Date(ms).toISOString()));
  return newestFirst ? days.reverse() : days;
}
