import { Failure, StepFailure } from "../contracts/failures.ts";
import type { TableName } from "../contracts/tables.ts";
import { batchGetItems, getItem, type Item } from "./dynamo.ts";
import { tableName } from "./settings.ts";

type Key = { readonly pk: string; readonly sk: string };

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
    only.resolve(await getItem({ TableName: only.table, Key: only.key, ConsistentRead: true }));
    return;
  }
  const found = await readAll(asked);
  for (const one of asked) one.resolve(found.get(nameOf(one.table, one.key)));
}

// A batch whose rest is throttled is asked for again, 40, 80, 160 and 320 ms later; then the queue or the workflow waits.
const mostTries = 5;

async function readAll(asked: readonly Waiting[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let rest: Parameters<typeof batchGetItems>[0] | undefined = requestFor(asked);
  for (let tries = 1; rest !== undefined; tries++) {
    if (tries > mostTries) throw new StepFailure(Failure.Busy, "The tables are throttled: some rows were not read");
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** (tries - 1)));
    const answer: Awaited<ReturnType<typeof batchGetItems>> = await batchGetItems(rest);
    for (const [table, item] of answer.found)
      found.set(nameOf(table, { pk: String(item["pk"]), sk: String(item["sk"]) }), item);
    rest = answer.rest;
  }
  return found;
}

/** A key twice in one call is an error there, so it is named once. */
function requestFor(asked: readonly Waiting[]): Parameters<typeof batchGetItems>[0] {
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
