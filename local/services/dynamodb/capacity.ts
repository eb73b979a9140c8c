/** Consumed capacity: 1 KB written is a write unit, 4 KB read a read unit (half when eventually consistent). */
import type { JsonObject } from "../service.ts";
import { type Item, itemSize } from "./attribute-value.ts";
import type { Change } from "./items.ts";
import { indexBytes } from "./keys.ts";
import { type Index, projects, type Table } from "./table.ts";

export interface Units {
  table: number;
  readonly indexes: Map<string, number>;
}

const noUnits = (): Units => ({ table: 0, indexes: new Map() });

function addUnits(to: Units, more: Units): void {
  to.table += more.table;
  for (const [name, units] of more.indexes) to.indexes.set(name, (to.indexes.get(name) ?? 0) + units);
}

/** Reading nothing costs as much as reading one small item. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / 4_096)) * (consistent ? 1 : 0.5);

/** What a write costs its table and every index whose row it touches; twice in a transaction. */
export function writeUnits({ table, before, after }: Change, times: 1 | 2 = 1): Units {
  const size = Math.max(before?.size ?? 0, after ? itemSize(after) : 0, 1);
  const units: Units = { table: times * Math.ceil(size / 1_024), indexes: new Map() };
  for (const index of table.indexes) {
    const cost = indexWriteUnits(table, index, before?.item, after);
    if (cost > 0) units.indexes.set(index.name, times * cost);
  }
  return units;
}

function indexWriteUnits(table: Table, index: Index, before: Item | undefined, after: Item | undefined): number {
  const old = before && indexBytes(index, before);
  const now = after && indexBytes(index, after);
  const cost = (item: Item | undefined): number => Math.ceil(projectedSize(table, index, item ?? {}) / 1_024);
  if (!old) return now ? cost(after) : 0;
  if (!now) return cost(before);
  const moved = Buffer.compare(old.pk, now.pk) !== 0 || Buffer.compare(old.sk, now.sk) !== 0;
  return moved ? cost(before) + cost(after) : cost(after);
}

/** The size of what an index shows of an item. */
export function projectedSize(table: Table, index: Index, item: Item): number {
  return itemSize(Object.fromEntries(Object.entries(item).filter(([name]) => projects(table, index, name))));
}

/** The ConsumedCapacity member, or nothing when `choice` does not ask for it. */
export function consumed(choice: string | undefined, table: string, units: () => Units): JsonObject | undefined {
  if (choice !== "TOTAL" && choice !== "INDEXES") return undefined;
  const spent = units();
  const total = [...spent.indexes.values()].reduce((sum, more) => sum + more, spent.table);
  if (choice === "TOTAL") return { TableName: table, CapacityUnits: total };
  const indexes = Object.fromEntries([...spent.indexes].map(([name, used]) => [name, { CapacityUnits: used }]));
  return {
    TableName: table,
    CapacityUnits: total,
    Table: { CapacityUnits: spent.table },
    ...(spent.indexes.size > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

/** The ConsumedCapacity list of an operation on several tables, as members to spread into its answer. */
export function consumedByTable(
  choice: string | undefined,
  spent: () => Iterable<readonly [string, Units]>,
): JsonObject {
  if (choice !== "TOTAL" && choice !== "INDEXES") return {};
  const byTable = new Map<string, Units>();
  for (const [name, units] of spent()) {
    const sum = byTable.get(name) ?? noUnits();
    addUnits(sum, units);
    byTable.set(name, sum);
  }
  const all = [...byTable].flatMap(([name, units]) => consumed(choice, name, () => units) ?? []);
  return { ConsumedCapacity: all };
}
