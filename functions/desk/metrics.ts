import type { Metrics } from "../contracts/desk/metrics.ts";
import type { LogEntry } from "../contracts/log-entry.ts";
import type { Policy } from "../contracts/policy.ts";
import { TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { queryRows } from "../platform/rows.ts";
import { logFeed } from "./log-feed.ts";
import { dayTally } from "./metrics-days.ts";
import { effortTally } from "./metrics-effort.ts";
import { modelTally } from "./metrics-models.ts";
import { peopleTally } from "./metrics-people.ts";

// A hundred thousand entries are some seconds of reading and as much as a function's memory likes.
const mostEntries = 100_000;

/** What a tally makes of the log; each looks at the entries it counts. */
export interface Tally<Result> {
  heed(entry: LogEntry): void;
  result(): Result;
}

/** The dashboard's figures, counted from the log: nothing is kept twice, so nothing can disagree with it. */
export async function metricsOf(
  period: { from: string; to: string },
  timeZone: string,
  team?: Policy["people"],
): Promise<Metrics> {
  const [days, models, people, effort] = [dayTally(timeZone), modelTally(), peopleTally(), effortTally(team)];
  let entries = 0;
  for await (const entry of logFeed(period)) {
    if (++entries > mostEntries) break;
    for (const tally of [days, models, people, effort]) tally.heed(entry);
  }
  const waiting = await openTasks();
  const byDay = days.result();
  const { costUsd, byAi, byPerson, closed } = byDay.total;
  const resolved = byAi + byPerson + closed;
  const { kept, broken, ...ofPeople } = people.result();
  const worked = effort.result();
  return {
    ...period,
    ...byDay,
    ...models.result(),
    ...ofPeople,
    waitingNow: waiting.count,
    ...(waiting.oldest !== undefined && { oldestWaitingSince: waiting.oldest }),
    sla: { kept, broken, overdueNow: waiting.overdue },
    costPerResolvedUsd: resolved === 0 ? null : costUsd / resolved,
    effort: worked,
    costPerResolvedWithPeopleUsd: resolved === 0 ? null : (costUsd + worked.usd) / resolved,
    cut: entries > mostEntries,
  };
}

async function openTasks() {
  const now = nowIso();
  let [count, overdue] = [0, 0];
  let oldest: string | undefined;
  let after: string | undefined;
  const Open = TaskRow.pick({ dueAt: true, openedAt: true });
  do {
    const page = await queryRows(
      { table: "tasks", index: "byStatus", pk: "open", ...(after !== undefined && { after }) },
      Open,
    );
    for (const { dueAt, openedAt } of page.rows) {
      count++;
      if (dueAt < now) overdue++;
      if (oldest === undefined || openedAt < oldest) oldest = openedAt;
    }
    after = page.next;
  } while (after !== undefined);
  return { count, overdue, oldest };
}
