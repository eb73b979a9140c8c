import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { openTestDynamo, orders, type TestDynamo } from "./harness.ts";

let clock: VirtualClock;
let db: TestDynamo;
beforeEach(async () => {
  clock = virtualClock(Date.UTC(2026, 0, 1));
  db = openTestDynamo(clock);
  await db.dynamo.createTable(orders);
});
afterEach(async () => db.close());

const TableName = "orders";
const key = (sk: string) => ({ pk: { S: "a" }, sk: { S: sk } });
const write = (items: TransactWriteItem[], token?: string) =>
  db.client.send(
    new TransactWriteItemsCommand({ TransactItems: items, ...(token !== undefined && { ClientRequestToken: token }) }),
  );
const count = (sk: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(sk),
    UpdateExpression: "ADD hits :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  },
});
const get = async (sk: string) => (await db.client.send(new GetItemCommand({ TableName, Key: key(sk) }))).Item;

test("puts, updates, deletes and checks happen together", async () => {
  await write([{ Put: { TableName, Item: { ...key("1"), v: { S: "x" } } } }, count("2")]);
  await write([
    { Delete: { TableName, Key: key("1"), ConditionExpression: "attribute_exists(pk)" } },
    count("3"),
    {
      ConditionCheck: {
        TableName,
        Key: key("2"),
        ConditionExpression: "hits = :n",
        ExpressionAttributeValues: { ":n": { N: "1" } },
      },
    },
  ]);
  expect(await get("1")).toBeUndefined();
  expect(await get("3")).toEqual({ ...key("3"), hits: { N: "1" } });
});

test("the same token and request happen once in ten minutes, another request under it is refused", async () => {
  await write([count("1")], "token");
  await write([count("1")], "token");
  expect((await get("1"))?.["hits"]).toEqual({ N: "1" });
  await expect(write([count("2")], "token")).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
  await clock.advance(600_001);
  await write([count("1")], "token");
  expect((await get("1"))?.["hits"]).toEqual({ N: "2" });
});

test("a token outlives a restart, a cancelled transaction does not use it up", async () => {
  const blocked: TransactWriteItem[] = [
    { Put: { TableName, Item: key("9"), ConditionExpression: "attribute_exists(pk)" } },
  ];
  await expect(write(blocked, "once")).rejects.toMatchObject({ name: "TransactionCanceledException" });
  await db.client.send(new PutItemCommand({ TableName, Item: key("9") }));
  await write(blocked, "once");
  await write([count("1")], "twice");
  db = await db.reopen();
  await write([count("1")], "twice");
  expect((await get("1"))?.["hits"]).toEqual({ N: "1" });
});

const emptyKey =
  "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
const invalid = { name: "ValidationException" };

test.each<[string, TransactWriteItem[], object]>([
  [
    "no actions",
    [],
    {
      ...invalid,
      message:
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
  ],
  [
    "two actions on one item",
    [count("1"), { Delete: { TableName, Key: key("1") } }],
    { ...invalid, message: "Transaction request cannot include multiple operations on one item" },
  ],
  [
    "two kinds in one action",
    [{ ...count("1"), Delete: { TableName, Key: key("1") } }],
    { ...invalid, message: "TransactItems can only contain one of Check, Put, Update or Delete" },
  ],
  [
    "a missing table",
    [{ Put: { TableName: "nowhere", Item: key("1") } }],
    { name: "ResourceNotFoundException", message: "Requested resource not found" },
  ],
  ["an empty key", [{ Put: { TableName, Item: { ...key("1"), pk: { S: "" } } } }], { ...invalid, message: emptyKey }],
  [
    "an empty index key",
    [{ Put: { TableName, Item: { ...key("1"), status: { S: "" } } } }],
    {
      ...invalid,
      message:
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byStatus, IndexKey: status",
    },
  ],
  [
    "an update that empties an index key",
    [
      {
        Update: {
          TableName,
          Key: key("1"),
          UpdateExpression: "SET #s = :v",
          ExpressionAttributeNames: { "#s": "status" },
          ExpressionAttributeValues: { ":v": { S: "" } },
        },
      },
    ],
    {
      ...invalid,
      message:
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.",
    },
  ],
  [
    "a broken expression",
    [{ ConditionCheck: { TableName, Key: key("1"), ConditionExpression: "attribute_not_exists(" } }],
    { ...invalid, message: 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "("' },
  ],
])("%s refuses the whole request", async (_name, items, error) => {
  await expect(write(items)).rejects.toMatchObject(error);
});

test.each<[string, TransactWriteItem, string]>([
  [
    "a key of the wrong type to put",
    { Put: { TableName, Item: { ...key("1"), pk: { N: "1" } } } },
    "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N",
  ],
  [
    "a key of the wrong type to delete",
    { Delete: { TableName, Key: { ...key("1"), pk: { N: "1" } } } },
    "The provided key element does not match the schema",
  ],
  [
    "an index key of the wrong type",
    { Put: { TableName, Item: { ...key("1"), total: { S: "x" } } } },
    "One or more parameter values were invalid: Type mismatch for Index Key total Expected: N Actual: S IndexName: byStatus",
  ],
  [
    "an update of what is not there",
    { Update: { TableName, Key: key("1"), UpdateExpression: "SET a = b" } },
    "The provided expression refers to an attribute that does not exist in the item",
  ],
])("%s is the reason of its action", async (_name, action, message) => {
  await expect(write([count("8"), action])).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message: "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]",
    CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message: message }],
  });
  expect(await get("8")).toBeUndefined();
});

test("a transaction reads several items as they stood together", async () => {
  await write([count("1"), count("2")]);
  const { Responses } = await db.client.send(
    new TransactGetItemsCommand({
      TransactItems: [
        { Get: { TableName, Key: key("1") } },
        { Get: { TableName, Key: key("none") } },
        { Get: { TableName, Key: key("2"), ProjectionExpression: "hits" } },
      ],
    }),
  );
  expect(Responses).toEqual([{ Item: { ...key("1"), hits: { N: "1" } } }, {}, { Item: { hits: { N: "1" } } }]);
});

test("two transactions sent at once both count", async () => {
  await Promise.all([write([count("1"), count("2")]), write([count("1"), count("2")]), write([count("1")])]);
  expect((await get("1"))?.["hits"]).toEqual({ N: "3" });
  expect((await get("2"))?.["hits"]).toEqual({ N: "2" });
});
