import type * as z from "zod";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { type IndexName, indexKeys, type TableName } from "../contracts/tables.ts";
import { readItem } from "./batched-reads.ts";
import { cancellationReasons, deleteItem, queryItems, transactWriteItems, type Write } from "./dynamo.ts";
import { tableName } from "./settings.ts";

/** Where a row lies. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Reads one row, strongly consistent; undefined when there is none. Rows are parsed: contracts only grow, so unknown attributes pass. */
export async function getRow<T extends z.ZodType>(
  table: TableName,
  key: Key,
  schema: T,
): Promise<z.infer<T> | undefined> {
  const item = await readItem(table, key);
  return item === undefined ? undefined : schema.parse(item);
}

export interface Query {
  readonly table: TableName;
  readonly index?: IndexName;
  readonly pk: string;
  /** Key condition on the sort key, e.g. `begins_with(#sk, :sk)`. */
  readonly sk?: { readonly condition: "begins_with" | "<=" | ">" | "="; readonly value: string };
  readonly limit?: number;
  readonly newestFirst?: boolean;
  /** Opaque, from the former page. */
  readonly after?: string;
}

/** One page of rows; `next` is there when more follow. */
export async function queryRows<T extends z.ZodType>(
  query: Query,
  schema: T,
): Promise<{ rows: z.infer<T>[]; next?: string }> {
  const keys = query.index === undefined ? { pk: "pk", sk: "sk" } : indexKeys(query.index);
  const onSort =
    query.sk && (query.sk.condition === "begins_with" ? "begins_with(#sk, :sk)" : `#sk ${query.sk.condition} :sk`);
  const { items, next } = await queryItems({
    TableName: tableName(query.table),
    ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
    KeyConditionExpression: onSort ? `#pk = :pk AND ${onSort}` : "#pk = :pk",
    ExpressionAttributeNames: { "#pk": keys.pk, ...(onSort && { "#sk": keys.sk }) },
    ExpressionAttributeValues: { ":pk": query.pk, ...(query.sk && { ":sk": query.sk.value }) },
    ScanIndexForward: query.newestFirst !== true,
    ...(query.limit !== undefined && { Limit: query.limit }),
    ...(query.after !== undefined && {
      ExclusiveStartKey: JSON.parse(Buffer.from(query.after, "base64url").toString()),
    }),
  });
  const rows = items.map((item) => schema.parse(item));
  return next ? { rows, next: Buffer.from(JSON.stringify(next)).toString("base64url") } : { rows };
}

export type { Write };

/** A write condition that did not hold: `at` names the item's place in the transaction, `row` what stood there. */
export class ConditionFailed extends Error {
  override name = "ConditionFailed";
  readonly at: number;
  readonly row: Record<string, unknown> | undefined;

  constructor(at: number, row: Record<string, unknown> | undefined) {
    super(`Condition of item ${at} of the transaction did not hold.`);
    this.at = at;
    this.row = row;
  }
}

/**
 * Writes all or nothing. Throws ConditionFailed for the first condition that does not hold and `Busy` when others are
 * writing the same rows just now (after three quick tries). Repeating a transaction is the caller's matter: give each
 * a condition by which it recognises its own work.
 */
export async function transact(...writes: readonly Write[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await transactWriteItems(writes);
      return;
    } catch (error) {
      const reasons = cancellationReasons(error);
      const failed = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
      if (failed >= 0) throw new ConditionFailed(failed, reasons[failed]?.Item);
      const busy = reasons.some((reason) => reason.Code === "TransactionConflict" || reason.Code === "ThrottlingError");
      if (!busy) throw error;
      if (tries === 3) throw new StepFailure(Failure.Busy, "Others are writing the same rows", { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 20 * tries + Math.random() * 30));
    }
  }
}

/** Puts a row that must not exist yet. */
export const putNew = (table: TableName, row: Key & Record<string, unknown>): Write => ({
  Put: {
    TableName: tableName(table),
    Item: row,
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/** Puts a row, whatever stood there. */
export const put = (table: TableName, row: Key & Record<string, unknown>): Write => ({
  Put: { TableName: tableName(table), Item: row },
});

/** Removes a row for good if `attribute` still has that value; false when it is gone or another one stands there. */
export async function removeIfSame(table: TableName, key: Key, attribute: string, value: string): Promise<boolean> {
  try {
    await deleteItem({
      TableName: tableName(table),
      Key: { ...key },
      ConditionExpression: "#attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}

export interface Change {
  /** Attributes to set; an `undefined` value removes the attribute. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Condition expression over names `#name` and values `:name` taken from `where`, e.g. `#version = :version`. */
  readonly condition?: string;
  readonly where?: Readonly<Record<string, unknown>> | undefined;
}

/** Changes attributes of one row. Names are always placeholders, so reserved words cannot hurt. */
export function update(table: TableName, key: Key, change: Change): Write {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [name, value] of Object.entries(change.set)) {
    names[`#${name}`] = name;
    if (value === undefined) removes.push(`#${name}`);
    else {
      values[`:set_${name}`] = value;
      sets.push(`#${name} = :set_${name}`);
    }
  }
  const condition = conditionOf(change, names, values);
  return {
    Update: {
      TableName: tableName(table),
      Key: key,
      UpdateExpression: [
        sets.length > 0 && `SET ${sets.join(", ")}`,
        removes.length > 0 && `REMOVE ${removes.join(", ")}`,
      ]
        .filter(Boolean)
        .join(" "),
      ExpressionAttributeNames: names,
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
      ...condition,
    },
  };
}

/** Demands something of a row without changing it. */
export function check(
  table: TableName,
  key: Key,
  demand: { readonly condition: string; readonly where?: Change["where"] },
): Write {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const condition = conditionOf(demand, names, values);
  return {
    ConditionCheck: {
      TableName: tableName(table),
      Key: key,
      ConditionExpression: condition.ConditionExpression ?? demand.condition,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      ExpressionAttributeNames: names,
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    },
  };
}

function conditionOf(
  change: Pick<Change, "condition" | "where">,
  names: Record<string, string>,
  values: Record<string, unknown>,
) {
  if (change.condition === undefined) return {};
  for (const [name] of change.condition.matchAll(/#\w+/g)) names[name] = name.slice(1);
  for (const [name, value] of Object.entries(change.where ?? {})) values[`:${name}`] = value;
  return { ConditionExpression: change.condition, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
}

/** Attributes that put a row into an index, or (undefined) take it out. */
export function indexed(index: IndexName, keys: Key | undefined): Record<string, string | undefined> {
  const names = indexKeys(index);
  return { [names.pk]: keys?.pk, [names.sk]: keys?.sk };
}
