import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import type { Rule } from "./rules.ts";
import { parseSchedule } from "./schedule.ts";

/** Fires scheduled rules; what fell due while nothing ran is made up for once, not once for each time missed. */
export interface Timetable {
  add(rule: Rule): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

export interface TimetableOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Runs in the transaction that notes the firing; `atMs` is when it was due. */
  readonly fire: (tx: Transaction, rule: Rule, atMs: number) => void;
}

export function openTimetable({ store, clock, fire }: TimetableOptions): Timetable {
  const rules = new Map<string, Rule>();
  const timers = new Map<string, () => void>();
  let running = false;

  const arm = (rule: Rule, atMs: number | undefined): void => {
    timers.get(rule.arn)?.();
    timers.delete(rule.arn);
    // A disk that refuses has told the store's own listeners; the next start takes it up again.
    if (running && atMs !== undefined)
      timers.set(
        rule.arn,
        clock.at(atMs, () => void due(rule).catch(() => undefined)),
      );
  };

  const due = (rule: Rule): Promise<void> =>
    store.transact((tx) => {
      const row = tx.get("SELECT * FROM events_schedule WHERE rule = ?", rule.arn);
      if (!row || row["next_ms"] === null || rule.schedule === undefined) return;
      const now = clock.now();
      const atMs = Number(row["next_ms"]);
      if (atMs <= now) fire(tx, rule, atMs);
      const nextMs = atMs <= now ? parseSchedule(rule.schedule, Number(row["anchor_ms"]))(now) : atMs;
      tx.run("UPDATE events_schedule SET next_ms = ? WHERE rule = ?", nextMs ?? null, rule.arn);
      tx.afterCommit(() => arm(rule, nextMs));
    });

  return {
    add: async (rule) => {
      const { schedule } = rule;
      if (schedule === undefined) return;
      const now = clock.now();
      // Read before it is written down: an expression that is not known is refused here.
      const first = parseSchedule(schedule, now)(now);
      if (!rule.enabled) {
        // What it would have done while it is off is not missed.
        await store.transact((tx) => tx.run("DELETE FROM events_schedule WHERE rule = ?", rule.arn));
        return;
      }
      await store.transact((tx) => {
        const row = tx.get("SELECT expression FROM events_schedule WHERE rule = ?", rule.arn);
        if (row?.["expression"] === schedule) return;
        tx.run("INSERT OR REPLACE INTO events_schedule VALUES (?, ?, ?, ?)", rule.arn, schedule, now, first ?? null);
      });
      rules.set(rule.arn, rule);
      if (running) await due(rule);
    },
    start: async () => {
      running = true;
      for (const rule of rules.values()) await due(rule);
    },
    stop: () => {
      running = false;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
