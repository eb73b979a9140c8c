import { randomUUID } from "node:crypto";
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  QueryCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { lean, leanSettings } from "./lean-client.ts";
import { once } from "./once.ts";
import { PlainJson } from "./plain-json.ts";

// DynamoDB's operations on plain objects. The SDK's document client does the same, but puts a command's middleware
// together anew for every call: with it a call cost a quarter more of a function's time.

const client = once(() => lean(new DynamoDBClient({ ...leanSettings, ...{ protocol: PlainJson } })));

export type Item = Record<string, unknown>;

/** An attribute whose value is undefined is left out. */
const stored = (item: Item) => marshall(item, { removeUndefinedValues: true });
const values = (some: Item | undefined) =>
  some === undefined ? undefined : { ExpressionAttributeValues: stored(some) };

/** The item; undefined when there is none. */
export async function getItem({ TableName, Key, ConsistentRead }: GetCommandInput): Promise<Item | undefined> {
  const { Item } = await client().send(new GetItemCommand({ TableName, Key: stored(Key ?? {}), ConsistentRead }));
  return Item && unmarshall(Item);
}

type Asked = NonNullable<BatchGetCommandInput["RequestItems"]>;

/** Items by table, and what is to be asked for again (undefined: nothing). */
export async function batchGetItems(
  asked: Asked,
): Promise<{ found: readonly (readonly [table: string, item: Item])[]; rest: Asked | undefined }> {
  const RequestItems = Object.fromEntries(
    Object.entries(asked).map(([table, { Keys = [], ...how }]) => [
      table,
      { ConsistentRead: how.ConsistentRead, Keys: Keys.map(stored) },
    ]),
  );
  const { Responses = {}, UnprocessedKeys = {} } = await client().send(new BatchGetItemCommand({ RequestItems }));
  const found = Object.entries(Responses).flatMap(([table, items]) =>
    items.map((item) => [table, unmarshall(item)] as const),
  );
  const rest = Object.entries(UnprocessedKeys).map(
    ([table, { Keys = [], ConsistentRead }]) =>
      [table, { ConsistentRead, Keys: Keys.map((key) => unmarshall(key)) }] as const,
  );
  return { found, rest: rest.length === 0 ? undefined : Object.fromEntries(rest) };
}

/** A page of items; `next` is where the page after it starts. */
export async function queryItems({
  ExpressionAttributeValues,
  ExclusiveStartKey,
  ...query
}: Omit<QueryCommandInput, "QueryFilter" | "KeyConditions">): Promise<{ items: Item[]; next: Item | undefined }> {
  const { Items = [], LastEvaluatedKey } = await client().send(
    new QueryCommand({
      ...query,
      ...values(ExpressionAttributeValues),
      ...(ExclusiveStartKey && { ExclusiveStartKey: stored(ExclusiveStartKey) }),
    }),
  );
  return { items: Items.map((item) => unmarshall(item)), next: LastEvaluatedKey && unmarshall(LastEvaluatedKey) };
}

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** All of them or none. Throws TransactionCanceledException; `cancellationReasons` reads what it tells. */
export async function transactWriteItems(writes: readonly Write[]): Promise<void> {
  // The token makes a request that the SDK repeats after a lost answer the same one (F6).
  const ClientRequestToken = randomUUID();
  await client().send(new TransactWriteItemsCommand({ TransactItems: writes.map(storedWrite), ClientRequestToken }));
}

function storedWrite({ Put, Update, Delete, ConditionCheck }: Write): TransactWriteItem {
  return {
    ...(Put && { Put: { ...Put, Item: stored(Put.Item ?? {}), ...values(Put.ExpressionAttributeValues) } }),
    ...(Update && { Update: { ...keyed(Update), UpdateExpression: Update.UpdateExpression } }),
    ...(Delete && { Delete: keyed(Delete) }),
    ...(ConditionCheck && {
      ConditionCheck: { ...keyed(ConditionCheck), ConditionExpression: ConditionCheck.ConditionExpression },
    }),
  };
}

const keyed = <T extends { Key: Item | undefined; ExpressionAttributeValues?: Item | undefined }>(action: T) => ({
  ...action,
  Key: stored(action.Key ?? {}),
  ...values(action.ExpressionAttributeValues),
});

export interface CancellationReason {
  readonly Code?: string | undefined;
  /** What stood there. */
  readonly Item?: Item | undefined;
}

/** Why a transaction did not happen, by its items' places; none for any other error. */
export function cancellationReasons(error: unknown): readonly CancellationReason[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code, Item }) => ({ Code, Item: Item && unmarshall(Item) }));
}

/** Attributes that `ReturnValues` asked for. Throws ConditionalCheckFailedException. */
export async function updateItem(
  update: Omit<UpdateCommandInput, "AttributeUpdates" | "Expected">,
): Promise<Item | undefined> {
  const { Attributes } = await client().send(new UpdateItemCommand(keyed(update)));
  return Attributes && unmarshall(Attributes);
}

/** Throws ConditionalCheckFailedException. */
export async function deleteItem(removal: Omit<DeleteCommandInput, "Expected">): Promise<void> {
  await client().send(new DeleteItemCommand(keyed(removal)));
}
