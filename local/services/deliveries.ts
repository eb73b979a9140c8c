// Deliveries: what one service owes another, written down with the change that caused it and paid until done.
//
//   V1. An item is durable with the transaction that enqueued it; it is delivered at least once.
//   V2. A failed attempt is repeated with growing pauses until the policy says stop; then it is given up aloud.
//   V3. After a restart every unpaid item is taken up again, its attempts counted on.
import type { Clock } from "../clock.ts";
import type { Row, Store, Transaction } from "../store.ts";
import type { JsonObject } from "./service.ts";

interface RetryPolicy {
  /** Attempts after the first. */
  readonly retries: number;
  /** Milliseconds since the item was enqueued. */
  readonly longestMs: number;
}

/** Why an item was given up. */
export interface GivenUp {
  readonly error: unknown;
  readonly attempts: number;
  readonly condition: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | "NotRetryable";
}

/** Thrown by a `deliver` that knows that no later attempt can succeed (the target does not exist). */
export class DeliveryRefused extends Error {
  override name = "DeliveryRefused";
}

export interface DeliveriesOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Whose deliveries these are; each room opens its own once. */
  readonly room: string;
  /** Hands an item over; it counts as delivered when the promise resolves. */
  readonly deliver: (item: JsonObject) => Promise<void>;
  readonly policy: (item: JsonObject) => RetryPolicy;
  /** Takes an item that will not be tried again (to dead letters). While it rejects, the item stays. */
  readonly giveUp: (item: JsonObject, why: GivenUp) => Promise<void>;
  /** Attempts under way at once. */
  readonly atOnce?: number;
}

export interface Deliveries {
  enqueue(tx: Transaction, item: JsonObject): void;
  start(): Promise<void>;
  stop(): void;
}

const steps = [
  `CREATE TABLE delivery (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     room TEXT NOT NULL,
     item TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     next_ms INTEGER NOT NULL,
     created_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX delivery_room ON delivery (room, next_ms);`,
] as const;

/** Pause before retry `n` (1, 2, …) in milliseconds: a second, doubling, at most five minutes. */
const pauseMs = (n: number): number => Math.min(1000 * 2 ** (n - 1), 300_000);

export function openDeliveries(options: DeliveriesOptions): Deliveries {
  const { store, clock, room } = options;
  store.migrate("delivery", steps);
  const timers = new Map<number, () => void>();
  const due: number[] = [];
  const underWay = new Set<number>();
  let stopped = false;

  const pump = (): void => {
    while (!stopped && underWay.size < (options.atOnce ?? 16)) {
      const id = due.shift();
      if (id === undefined) return;
      underWay.add(id);
      void attempt(id).finally(() => {
        underWay.delete(id);
        pump();
      });
    }
  };
  const ready = (id: number): void => {
    timers.delete(id);
    due.push(id);
    pump();
  };
  const later = (id: number, atMs: number): void => {
    if (!stopped)
      timers.set(
        id,
        clock.at(atMs, () => ready(id)),
      );
  };

  const attempt = async (id: number): Promise<void> => {
    try {
      const row = await store.read((tx) => tx.get("SELECT * FROM delivery WHERE id = ?", id));
      if (!row) return;
      const item: JsonObject = JSON.parse(String(row["item"]));
      const paid = await pay(item, row);
      await store.transact((tx) => {
        if (paid) tx.run("DELETE FROM delivery WHERE id = ?", id);
        else {
          const attempts = Number(row["attempts"]) + 1;
          const nextMs = clock.now() + pauseMs(attempts);
          tx.run("UPDATE delivery SET attempts = ?, next_ms = ? WHERE id = ?", attempts, nextMs, id);
          tx.afterCommit(() => later(id, nextMs));
        }
      });
    } catch {
      // Only the store fails here; it tells its own listeners, and the row is taken up at the next start.
    }
  };

  /** Whether the item is done with: delivered, or given up. */
  const pay = async (item: JsonObject, row: Row): Promise<boolean> => {
    try {
      await options.deliver(item);
      return true;
    } catch (error) {
      const condition = exhausted(error, options.policy(item), row, clock.now());
      if (condition === undefined) return false;
      const why: GivenUp = { error, attempts: Number(row["attempts"]) + 1, condition };
      return options.giveUp(item, why).then(
        () => true,
        () => false,
      );
    }
  };

  return {
    enqueue: (tx, item) => {
      const now = clock.now();
      const { lastInsertRowid } = tx.run(
        "INSERT INTO delivery (room, item, attempts, next_ms, created_ms) VALUES (?, ?, 0, ?, ?)",
        room,
        JSON.stringify(item),
        now,
        now,
      );
      tx.afterCommit(() => ready(lastInsertRowid));
    },
    start: async () => {
      stopped = false;
      const rows = await store.read((tx) =>
        tx.all("SELECT id, next_ms FROM delivery WHERE room = ? ORDER BY id", room),
      );
      // What was enqueued since opening is on its way already.
      const known = new Set([...due, ...timers.keys(), ...underWay]);
      for (const row of rows) if (!known.has(Number(row["id"]))) later(Number(row["id"]), Number(row["next_ms"]));
    },
    stop: () => {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

function exhausted(error: unknown, policy: RetryPolicy, row: Row, nowMs: number): GivenUp["condition"] | undefined {
  if (error instanceof DeliveryRefused) return "NotRetryable";
  if (Number(row["attempts"]) >= policy.retries) return "MaximumRetryAttempts";
  const nextMs = nowMs + pauseMs(Number(row["attempts"]) + 1);
  if (nextMs > Number(row["created_ms"]) + policy.longestMs) return "MaximumEventAgeInSeconds";
  return undefined;
}
