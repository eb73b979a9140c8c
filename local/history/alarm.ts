// Wakes parked executions. However many wait, memory holds one timer: the rows know the rest.
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { never } from "./execution-rows.ts";

export interface Alarm {
  /** An execution was parked until `atMs` (committed). */
  parked(atMs: number): void;
  /** Looks at the rows and arms the timer for the first of them. */
  start(): Promise<void>;
  stop(): void;
}

// So many are woken at once; the rest follow, lest a crowd of equal times fill the memory.
const atOnce = 256;

export function openAlarm(options: {
  store: Store;
  clock: Clock;
  /** Brings an execution on; settles when that is durable. */
  wake(execution: number): Promise<void>;
}): Alarm {
  const { store, clock, wake } = options;
  let armedMs = Number.POSITIVE_INFINITY;
  let cancel = (): void => {};
  let ringing = false;
  let stopped = true;

  const arm = (atMs: number): void => {
    if (stopped || ringing || atMs >= armedMs) return;
    cancel();
    armedMs = atMs;
    cancel = clock.at(atMs, () => {
      ring().catch(() => {
        // The store told its own listeners; try again soon.
        ringing = false;
        arm(clock.now() + 1000);
      });
    });
  };

  const armFirst = async (): Promise<void> => {
    const row = await store.read((tx) =>
      tx.get("SELECT min(wake_ms) AS first FROM sfn_execution WHERE status = 'RUNNING' AND wake_ms IS NOT NULL"),
    );
    // Whom only a token can wake needs no timer.
    if (typeof row?.["first"] === "number" && row["first"] < never) arm(row["first"]);
  };

  const ring = async (): Promise<void> => {
    ringing = true;
    armedMs = Number.POSITIVE_INFINITY;
    const due = await store.read((tx) =>
      tx.all(
        "SELECT id FROM sfn_execution WHERE status = 'RUNNING' AND wake_ms <= ? ORDER BY wake_ms LIMIT ?",
        clock.now(),
        atOnce,
      ),
    );
    await Promise.all(due.map((row) => wake(Number(row["id"]))));
    ringing = false;
    await armFirst();
  };

  return {
    parked: arm,
    start: async () => {
      stopped = false;
      await armFirst();
    },
    stop: () => {
      stopped = true;
      cancel();
      armedMs = Number.POSITIVE_INFINITY;
    },
  };
}
