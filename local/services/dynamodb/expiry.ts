/**
 * Time to live and the ageing of stream records: what is due is deleted by a sweep, never hidden from reads (as on AWS).
 * AWS promises deletion within days; here a sweep runs at most once a minute, when something is due.
 */
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { type Change, type Read, stored, type Writer } from "./items.ts";
import { recordLifeMs } from "./stream-records.ts";
import type { Table } from "./table.ts";
import { bytes, type Tables } from "./tables.ts";

const sweepEveryMs = 60_000;
const batch = 200;
// Items that expired longer ago than this are kept: AWS takes such numbers for mistakes.
const tooOldSeconds = 5 * 365 * 86_400;

export interface Expiry {
  /** Something will be due then; an earlier sweep than planned may be needed. */
  expect(atMs: number): void;
  start(): Promise<void>;
  stop(): void;
}

export function openExpiry(parts: { store: Store; clock: Clock; tables: Tables; writer: Writer }): Expiry {
  const { store, clock, tables, writer } = parts;
  let running = false;
  let planned: { atMs: number; cancel: () => void } | undefined;
  let lastSweepMs = 0;

  const expect = (dueMs: number): void => {
    if (!running) return;
    const atMs = Math.max(dueMs, lastSweepMs + sweepEveryMs);
    if (planned && planned.atMs <= atMs) return;
    planned?.cancel();
    planned = { atMs, cancel: clock.at(atMs, () => void sweep().catch(retryLater)) };
  };
  // A failed sweep (the disk refused) deleted nothing: the store has told its owner, and the next sweep tries again.
  const retryLater = (): void => expect(clock.now() + sweepEveryMs);

  const sweep = async (): Promise<void> => {
    planned = undefined;
    lastSweepMs = clock.now();
    let full = true;
    while (full && running) full = await store.transact((tx) => deleteDue(tx, clock.now(), { tables, writer }));
    const dueMs = await store.read((tx) => nextDue(tx, clock.now()));
    if (dueMs !== undefined) expect(dueMs);
  };

  return {
    expect,
    start: async () => {
      running = true;
      const dueMs = await store.read((tx) => nextDue(tx, clock.now()));
      if (dueMs !== undefined) expect(dueMs);
    },
    stop: () => {
      running = false;
      planned?.cancel();
      planned = undefined;
    },
  };
}

/** Deletes one batch of what is due; true when there may be more. */
function deleteDue(tx: Transaction, nowMs: number, { tables, writer }: { tables: Tables; writer: Writer }): boolean {
  tx.run("DELETE FROM dynamo_stream WHERE at_ms <= ?", nowMs - recordLifeMs);
  tx.run("DELETE FROM dynamo_tokens WHERE until_ms <= ?", nowMs);
  const nowSeconds = Math.floor(nowMs / 1_000);
  const rows = tx.all(
    "SELECT id, table_id, pk, sk, item, size FROM dynamo_items WHERE expires > ? AND expires <= ? ORDER BY expires LIMIT ?",
    nowSeconds - tooOldSeconds,
    nowSeconds,
    batch,
  );
  const byId = new Map<number, Table>(tables.all(tx).map((table) => [table.id, table]));
  for (const row of rows) {
    const table = byId.get(Number(row["table_id"]));
    if (!table) continue;
    const before = stored(Number(row["id"]), String(row["item"]), Number(row["size"]));
    const change: Change = { table, key: { pk: bytes(row["pk"]), sk: bytes(row["sk"]) }, before, after: undefined };
    writer.apply(tx, change, { expired: true });
  }
  return rows.length === batch;
}

function nextDue(tx: Read, nowMs: number): number | undefined {
  const oldest = Math.floor(nowMs / 1_000) - tooOldSeconds;
  const item = tx.get("SELECT min(expires) AS due FROM dynamo_items WHERE expires > ?", oldest)?.["due"];
  const record = tx.get("SELECT min(at_ms) AS due FROM dynamo_stream")?.["due"];
  const token = tx.get("SELECT min(until_ms) AS due FROM dynamo_tokens")?.["due"];
  const dues = [
    ...(typeof token === "number" ? [token] : []),
    ...(typeof item === "number" ? [item * 1_000] : []),
    ...(typeof record === "number" ? [record + recordLifeMs] : []),
  ];
  return dues.length > 0 ? Math.min(...dues) : undefined;
}
