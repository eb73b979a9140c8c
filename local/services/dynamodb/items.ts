/** Items in SQLite: one row each, one row more in every index that lists them, one stream record for every change. */
import type { Transaction } from "../../store.ts";
import { attributeOf, type Item, itemSize } from "./attribute-value.ts";
import { sameItem } from "./compare-values.ts";
import { indexBytes, type KeyBytes, keyOf } from "./keys.ts";
import type { Index, Table } from "./table.ts";

export type Read = Pick<Transaction, "get" | "all">;

/** An item as stored. `item` parses on first use: a plain put over it never needs to look inside. */
export interface Stored {
  readonly id: number;
  readonly text: string;
  readonly size: number;
  readonly item: Item;
}

export const parseItem = (text: string): Item => JSON.parse(text) as Item; // only checked items were ever written

export function stored(id: number, text: string, size: number): Stored {
  let parsed: Item | undefined;
  return {
    id,
    text,
    size,
    get item() {
      parsed ??= parseItem(text);
      return parsed;
    },
  };
}

export function readStored(tx: Read, table: Table, key: KeyBytes): Stored | undefined {
  const row = tx.get(
    "SELECT id, item, size FROM dynamo_items WHERE table_id = ? AND pk = ? AND sk = ?",
    table.id,
    key.pk,
    key.sk,
  );
  return row && stored(Number(row["id"]), String(row["item"]), Number(row["size"]));
}

/** One item's way from one state to another; `after` absent deletes. */
export interface Change {
  readonly table: Table;
  readonly key: KeyBytes;
  readonly before: Stored | undefined;
  readonly after: Item | undefined;
  /** Size of `after` when it was computed already. */
  readonly size?: number;
}

export interface Writer {
  /** Writes the change with its index rows and stream record, all within `tx`. */
  apply(tx: Transaction, change: Change, options?: { readonly expired: boolean }): void;
}

/** What happens around a change: the clock stamps its record, and readers of streams and timers hear of it. */
export interface Surroundings {
  readonly now: () => number;
  readonly onRecord: (table: Table) => void;
  readonly onExpiry: (atSeconds: number) => void;
}

export function openWriter(around: Surroundings): Writer {
  return {
    apply: (tx, change, options = { expired: false }) => {
      const { table, before, after } = change;
      const text = after && JSON.stringify(after);
      if (before && after && before.text === text) return;
      const id = writeRow(tx, change, text, around);
      for (const index of table.indexes) writeIndexRow(tx, index, change, id);
      if (!table.stream || (before && after && sameItem(before.item, after))) return;
      writeRecord(tx, table, { before, after, text }, around.now(), options.expired);
      tx.afterCommit(() => around.onRecord(table));
    },
  };
}

function writeRow(tx: Transaction, change: Change, text: string | undefined, around: Surroundings): number {
  const { table, key, before, after } = change;
  if (text === undefined || !after) {
    if (before) tx.run("DELETE FROM dynamo_items WHERE id = ?", before.id);
    return before?.id ?? 0;
  }
  const size = change.size ?? itemSize(after);
  const expires = expiryOf(table, after);
  if (expires !== null) tx.afterCommit(() => around.onExpiry(expires));
  if (before) {
    tx.run("UPDATE dynamo_items SET item = ?, size = ?, expires = ? WHERE id = ?", text, size, expires, before.id);
    return before.id;
  }
  return tx.run(
    "INSERT INTO dynamo_items (table_id, pk, sk, item, size, expires) VALUES (?, ?, ?, ?, ?, ?)",
    table.id,
    key.pk,
    key.sk,
    text,
    size,
    expires,
  ).lastInsertRowid;
}

/** Epoch seconds at which time to live takes the item, or null: no such attribute, or not a number. */
export function expiryOf(table: Table, item: Item): number | null {
  const text = table.ttlAttribute === undefined ? undefined : attributeOf(item, table.ttlAttribute)?.N;
  const seconds = Math.floor(Number(text));
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null;
}

function writeIndexRow(tx: Transaction, index: Index, { before, after, key }: Change, id: number): void {
  const old = before && indexBytes(index, before.item);
  const now = after && indexBytes(index, after);
  if (old && now && Buffer.compare(old.pk, now.pk) === 0 && Buffer.compare(old.sk, now.sk) === 0) return;
  if (old) {
    tx.run(
      "DELETE FROM dynamo_index_rows WHERE index_id = ? AND pk = ? AND sk = ? AND table_pk = ? AND table_sk = ?",
      index.id,
      old.pk,
      old.sk,
      key.pk,
      key.sk,
    );
  }
  if (now) addIndexRow(tx, index, now, { key, id });
}

export function addIndexRow(tx: Transaction, index: Index, at: KeyBytes, owner: { key: KeyBytes; id: number }): void {
  tx.run(
    "INSERT INTO dynamo_index_rows VALUES (?, ?, ?, ?, ?, ?)",
    index.id,
    at.pk,
    at.sk,
    owner.key.pk,
    owner.key.sk,
    owner.id,
  );
}

interface Images {
  readonly before: Stored | undefined;
  readonly after: Item | undefined;
  readonly text: string | undefined;
}

/** Composes the record from texts already at hand: images are never serialised twice. */
function writeRecord(tx: Transaction, table: Table, images: Images, nowMs: number, expired: boolean): void {
  const { before, after, text } = images;
  const key = keyOf(table, after ?? before?.item ?? {});
  const view = table.stream?.view ?? "KEYS_ONLY";
  let size = itemSize(key);
  let change = `{"Keys":${JSON.stringify(key)}`;
  if (after && text !== undefined && (view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES")) {
    change += `,"NewImage":${text}`;
    size += itemSize(after);
  }
  if (before && (view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES")) {
    change += `,"OldImage":${before.text}`;
    size += before.size;
  }
  change += `,"SizeBytes":${size},"StreamViewType":"${view}"}`;
  const event = before ? (after ? "MODIFY" : "REMOVE") : "INSERT";
  tx.run(
    "INSERT INTO dynamo_stream (table_id, at_ms, event, change, expired) VALUES (?, ?, ?, ?, ?)",
    table.id,
    nowMs,
    event,
    change,
    expired ? 1 : 0,
  );
}
