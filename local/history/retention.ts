// Forgets executions that ended long ago, with their histories, so that the file's size is bounded by the work of the
// last 90 days, as on AWS. SQLite uses the room again.
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: history is kept 90 days after the end. */
export const awsRetentionMs = 90 * 86_400_000;

export interface Retention {
  start(): Promise<void>;
  /** An execution ended at `atMs`. */
  ended(atMs: number): void;
  stop(): void;
}

// Small enough that new work waits little for its turn on the disk.
const atOnce = 200;
// Looking once an hour is often enough for a promise of 90 days.
const roundMs = 3_600_000;

export function openRetention(options: { store: Store; clock: Clock; keepMs: number }): Retention {
  const { store, clock, keepMs } = options;
  let cancel: (() => void) | undefined;
  let stopped = true;

  const arm = (atMs: number): void => {
    if (stopped || cancel) return;
    cancel = clock.at(atMs, () => {
      cancel = undefined;
      round().catch(() => arm(clock.now() + roundMs));
    });
  };

  const round = async (): Promise<void> => {
    for (let gone = atOnce; gone === atOnce && !stopped; ) gone = await forget();
    const row = await store.read((tx) =>
      tx.get("SELECT min(stopped_ms) AS first FROM sfn_execution WHERE stopped_ms > 0"),
    );
    if (typeof row?.["first"] === "number") arm(Math.max(row["first"] + keepMs, clock.now() + roundMs));
  };

  const forget = (): Promise<number> =>
    store.transact((tx) => {
      const old = tx.all(
        "SELECT id FROM sfn_execution WHERE stopped_ms <= ? ORDER BY stopped_ms LIMIT ?",
        clock.now() - keepMs,
        atOnce,
      );
      for (const { id } of old) {
        tx.run("DELETE FROM sfn_history WHERE execution = ?", Number(id));
        tx.run("DELETE FROM sfn_map_run WHERE execution = ?", Number(id));
        tx.run("DELETE FROM sfn_execution WHERE id = ?", Number(id));
      }
      return old.length;
    });

  return {
    start: async () => {
      stopped = false;
      await round();
    },
    ended: (atMs) => arm(atMs + keepMs),
    stop: () => {
      stopped = true;
      cancel?.();
      cancel = undefined;
    },
  };
}
