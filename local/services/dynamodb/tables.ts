/** The catalogue of tables: found by name or ARN, created once, taken over unchanged at every later start. */
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { addIndexRow, expiryOf, parseItem, type Read } from "./items.ts";
import { indexBytes } from "./keys.ts";
import {
  checkSameKeys,
  type Index,
  readIndex,
  readKeys,
  readStream,
  type Table,
  type TableSpec,
  tableArn,
} from "./table.ts";

export interface Tables {
  /** The table of that name or ARN; throws ResourceNotFoundException. */
  find(tx: Read, nameOrArn: string): Table;
  all(tx: Read): Table[];
  create(spec: TableSpec): Promise<Table>;
  /** Switches time to live to another attribute, or off. */
  setTimeToLive(tx: Transaction, table: Table, attribute: string | undefined): void;
}

export const tableName = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);

/** `onExpiry` hears when the first of the items that time to live newly applies to is due (epoch seconds). */
export function openTables(store: Store, clock: Clock, onExpiry: (atSeconds: number) => void): Tables {
  const known = new Map<string, Table>();

  const lookUp = (tx: Read, name: string): Table | undefined => {
    const row = tx.get("SELECT definition FROM dynamo_tables WHERE name = ?", name);
    return row && (JSON.parse(String(row["definition"])) as Table); // written by save() below
  };
  const save = (tx: Transaction, table: Table): void => {
    tx.run("UPDATE dynamo_tables SET definition = ? WHERE id = ?", JSON.stringify(table), table.id);
    known.delete(table.name);
    tx.afterCommit(() => void known.set(table.name, table));
  };

  return {
    find: (tx, nameOrArn) => {
      const name = tableName(nameOrArn);
      const table = known.get(name) ?? lookUp(tx, name);
      if (!table) throw new AwsError("ResourceNotFoundException", "Requested resource not found");
      return table;
    },
    all: (tx) =>
      tx
        .all("SELECT definition FROM dynamo_tables ORDER BY name")
        .map((row) => JSON.parse(String(row["definition"])) as Table),
    create: (spec) =>
      store.transact((tx) => {
        const before = lookUp(tx, spec.name);
        const id = before?.id ?? insertTable(tx, spec.name);
        const table = describe(tx, spec, { id, before, nowMs: clock.now() });
        if (before) checkSameKeys(before, table);
        dropIndexes(tx, before, table.indexes);
        for (const index of table.indexes) if (!hasIndex(before, index)) fillIndex(tx, table, index);
        if (before?.ttlAttribute !== table.ttlAttribute) markExpiries(tx, table, onExpiry);
        save(tx, table);
        return table;
      }),
    setTimeToLive: (tx, table, attribute) => {
      const { ttlAttribute: _gone, ...rest } = table;
      const changed: Table = attribute === undefined ? rest : { ...rest, ttlAttribute: attribute };
      markExpiries(tx, changed, onExpiry);
      save(tx, changed);
    },
  };
}

/** The table that `spec` asks for; a stream that stays as it was keeps its name. */
function describe(
  tx: Transaction,
  spec: TableSpec,
  { id, before, nowMs }: { id: number; before: Table | undefined; nowMs: number },
): Table {
  const { name, streamViewType: view, ttlAttribute } = spec;
  const stream = before?.stream?.view === view ? before?.stream : view && readStream(name, view, nowMs);
  return {
    id,
    name,
    arn: tableArn(name),
    createdMs: before?.createdMs ?? nowMs,
    ...readKeys(spec, spec.keySchema, "the table"),
    indexes: (spec.globalSecondaryIndexes ?? []).map((index) =>
      readIndex(spec, index, indexId(tx, id, index.IndexName)),
    ),
    ...(stream && { stream }),
    ...(ttlAttribute !== undefined && { ttlAttribute }),
  };
}

const insertTable = (tx: Transaction, name: string): number =>
  tx.run("INSERT INTO dynamo_tables (name, definition) VALUES (?, '{}')", name).lastInsertRowid;

function indexId(tx: Transaction, tableId: number, name: string): number {
  const row = tx.get("SELECT id FROM dynamo_indexes WHERE table_id = ? AND name = ?", tableId, name);
  if (row) return Number(row["id"]);
  return tx.run("INSERT INTO dynamo_indexes (table_id, name) VALUES (?, ?)", tableId, name).lastInsertRowid;
}

const hasIndex = (table: Table | undefined, index: Index): boolean =>
  table?.indexes.some((known) => known.id === index.id) ?? false;

function dropIndexes(tx: Transaction, before: Table | undefined, kept: readonly Index[]): void {
  for (const index of before?.indexes ?? []) {
    if (kept.some(({ id }) => id === index.id)) continue;
    tx.run("DELETE FROM dynamo_index_rows WHERE index_id = ?", index.id);
    tx.run("DELETE FROM dynamo_indexes WHERE id = ?", index.id);
  }
}

/** An index that is new lists the items that were there before it. */
function fillIndex(tx: Transaction, table: Table, index: Index): void {
  for (const { id, item, key } of everyItem(tx, table)) {
    const at = indexBytes(index, item);
    if (at) addIndexRow(tx, index, at, { key, id });
  }
}

function markExpiries(tx: Transaction, table: Table, onExpiry: (atSeconds: number) => void): void {
  let first = Number.POSITIVE_INFINITY;
  for (const { id, item } of everyItem(tx, table)) {
    const expires = expiryOf(table, item);
    tx.run("UPDATE dynamo_items SET expires = ? WHERE id = ?", expires, id);
    first = Math.min(first, expires ?? first);
  }
  if (first < Number.POSITIVE_INFINITY) tx.afterCommit(() => onExpiry(first));
}

function* everyItem(tx: Transaction, table: Table) {
  const page = 500;
  for (let after = 0; ; ) {
    const rows = tx.all(
      "SELECT id, pk, sk, item FROM dynamo_items WHERE table_id = ? AND id > ? ORDER BY id LIMIT ?",
      table.id,
      after,
      page,
    );
    for (const row of rows) {
      after = Number(row["id"]);
      const key = { pk: bytes(row["pk"]), sk: bytes(row["sk"]) };
      yield { id: after, item: parseItem(String(row["item"])), key };
    }
    if (rows.length < page) return;
  }
}

/** A BLOB column; node:sqlite hands these out as Uint8Array. */
export function bytes(column: unknown): Uint8Array {
  if (column instanceof Uint8Array) return column;
  throw new TypeError("a key column of DynamoDB's tables is not a BLOB");
}
