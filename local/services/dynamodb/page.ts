/** One page of a table or index: rows within bounds, in key order, until Limit or 1 MB. */
import type { SQLInputValue } from "node:sqlite";
import type { Row } from "../../store.ts";
import type { Item } from "./attribute-value.ts";
import { projectedSize } from "./capacity.ts";
import { parseItem, type Read } from "./items.ts";
import { type KeyBytes, keyBytes } from "./keys.ts";
import { type Index, projects, type Table } from "./table.ts";
import { bytes } from "./tables.ts";

const maxPageBytes = 1_048_576;
const firstRead = 64;
const largestRead = 2_000;

/** Where rows are read from: the table itself, or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
}

/** A condition on the key columns, as SQL with its values. */
export interface Bound {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface PageRequest {
  readonly bounds: readonly Bound[];
  readonly backward: boolean;
  /** The item after which to begin. */
  readonly after: Item | undefined;
  readonly limit: number | undefined;
}

export interface Page {
  /** What the source shows of the items, unfiltered. */
  readonly items: readonly Item[];
  /** Bytes read, which capacity is computed from. */
  readonly bytes: number;
  /** The last item when the page ended by Limit or size, so there may be more. */
  readonly last: Item | undefined;
}

interface Layout {
  readonly select: string;
  readonly owner: string;
  readonly position: readonly string[];
}

const tableLayout: Layout = {
  select: "SELECT pk, sk, item, size FROM dynamo_items",
  owner: "table_id",
  position: ["pk", "sk"],
};
const indexLayout: Layout = {
  select:
    "SELECT r.pk AS pk, r.sk AS sk, r.table_pk, r.table_sk, i.item, i.size FROM dynamo_index_rows r CROSS JOIN dynamo_items i ON i.id = r.item_id",
  owner: "r.index_id",
  position: ["r.pk", "r.sk", "r.table_pk", "r.table_sk"],
};

export function readPage(tx: Read, source: Source, request: PageRequest): Page {
  const layout = source.index ? indexLayout : tableLayout;
  const most = request.limit ?? Number.POSITIVE_INFINITY;
  const items: Item[] = [];
  let size = 0;
  let last: Item | undefined;
  let position = request.after && positionOf(source, request.after);
  for (;;) {
    const wanted = Math.min(most - items.length, nextRead(items.length, size));
    const rows = tx.all(...statement(source, layout, request, position, wanted));
    for (const row of rows) {
      last = parseItem(String(row["item"]));
      items.push(shown(source, last));
      size += shownSize(source, last, Number(row["size"]));
      if (size >= maxPageBytes || items.length >= most) return { items, bytes: size, last };
    }
    if (rows.length < wanted) return { items, bytes: size, last: undefined };
    position = positionOfRow(rows.at(-1), source.index);
  }
}

/** Reads ahead as far as the page will likely reach, judging by the rows so far. */
function nextRead(count: number, size: number): number {
  if (count === 0) return firstRead;
  const average = Math.max(1, size / count);
  return Math.max(1, Math.min(largestRead, Math.ceil((maxPageBytes - size) / average)));
}

function statement(
  { table, index }: Source,
  layout: Layout,
  { bounds, backward }: PageRequest,
  position: readonly SQLInputValue[] | undefined,
  limit: number,
): [string, ...SQLInputValue[]] {
  const clauses = [
    `${layout.owner} = ?`,
    ...bounds.map((bound) => (index ? bound.sql.replace(/\b([ps]k)\b/g, "r.$1") : bound.sql)),
  ];
  const values = [index?.id ?? table.id, ...bounds.flatMap((bound) => bound.values)];
  if (position) {
    clauses.push(`(${layout.position.join(", ")}) ${backward ? "<" : ">"} (${position.map(() => "?").join(", ")})`);
    values.push(...position);
  }
  const order = layout.position.map((column) => `${column} ${backward ? "DESC" : "ASC"}`).join(", ");
  return [`${layout.select} WHERE ${clauses.join(" AND ")} ORDER BY ${order} LIMIT ?`, ...values, limit];
}

function positionOf({ table, index }: Source, item: Item): SQLInputValue[] {
  const own = keyBytes(table, item);
  return index ? [...both(keyBytes(index, item)), ...both(own)] : both(own);
}

const both = ({ pk, sk }: KeyBytes): Uint8Array[] => [pk, sk];

function positionOfRow(row: Row | undefined, index: Index | undefined): SQLInputValue[] {
  const columns = index ? ["pk", "sk", "table_pk", "table_sk"] : ["pk", "sk"];
  return columns.map((column) => bytes(row?.[column]));
}

const showsAll = (index: Index | undefined): boolean => index === undefined || index.projection === "ALL";

/** What the source shows of an item: all of it, or what the index projects. */
function shown({ table, index }: Source, item: Item): Item {
  if (!index || showsAll(index)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => projects(table, index, name)));
}

const shownSize = ({ table, index }: Source, item: Item, size: number): number =>
  !index || showsAll(index) ? size : projectedSize(table, index, item);
