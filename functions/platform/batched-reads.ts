import { BatchGetCommand, type BatchGetCommandOutput, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { TableName } from "../contracts/tables.ts";
import { dynamo } from "./dynamo.ts";
import { tableName } from "./settings.ts";

type Key = { readonly pk: string; readonly sk: string };
type Item = Record<string, unknown>;

interface Waiting {
  readonly table: string;
  readonly key: Key;
  readonly resolve: (item: Item | undefined) => void;
  readonly reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];

/**
 * Reads one item, strongly consistent; undefined when there is none. Items asked for in the same turn of the event loop
 * go out as one BatchGetItem, whatever their tables, so a step that needs five rows makes one call.
 */
export function readItem(table: TableName, { pk, sk }: Key): Promise<Item | undefined> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push({ table: tableName(table), key: { pk, sk }, resolve, reject });
  });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html: 100 items a call. */
const mostKeys = 100;

function flush(): void {
  const asked = waiting;
  waiting = [];
  for (let at = 0; at < asked.length; at += mostKeys) {
    const some = asked.slice(at, at + mostKeys);
    answer(some).catch((error: unknown) => {
      for (const { reject } of some) reject(error);
    });
  }
}

async function answer(asked: readonly Waiting[]): Promise<void> {
  const [only, ...others] = asked;
  if (only === undefined) return;
  if (others.length === 0) {
    const { Item } = await dynamo().send(
      new GetCommand({ TableName: only.table, Key: only.key, ConsistentRead: true }),
    );
    only.resolve(Item);
    return;
  }
  const found = await readAll(asked);
  for (const one of asked) one.resolve(found.get(nameOf(one.table, one.key)));
}

// A batch whose rest is throttled is asked for again, 40, 80, 160 and 320 ms later; then the queue or the workflow waits.
const mostTries = 5;

async function readAll(asked: readonly Waiting[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let rest: BatchGetCommandOutput["UnprocessedKeys"] = requestFor(asked);
  for (let tries = 1; rest !== undefined && Object.keys(rest).length > 0; tries++) {
    if (tries > mostTries) throw new StepFailure(Failure.Busy, "The tables are throttled: some rows were not read");
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** (tries - 1)));
    const { Responses, UnprocessedKeys }: BatchGetCommandOutput = await dynamo().send(
      new BatchGetCommand({ RequestItems: rest }),
    );
    for (const [table, items] of Object.entries(Responses ?? {}))
      for (const item of items) found.set(nameOf(table, { pk: String(item["pk"]), sk: String(item["sk"]) }), item);
    rest = UnprocessedKeys;
  }
  return found;
}

/** A key twice in one call is an error there, so it is named once. */
function requestFor(asked: readonly Waiting[]): NonNullable<BatchGetCommandOutput["UnprocessedKeys"]> {
  const byTable = new Map<string, Map<string, Key>>();
  for (const { table, key } of asked) {
    const keys = byTable.get(table) ?? new Map<string, Key>();
    byTable.set(table, keys.set(nameOf(table, key), key));
  }
  return Object.fromEntries(
    [...byTable].map(([table, keys]) => [
      table,
      { Keys: [...keys.values()].map((key) => ({ ...key })), ConsistentRead: true },
    ]),
  );
}

const nameOf = (table: string, { pk, sk }: Key): string => JSON.stringify([table, pk, sk]);
