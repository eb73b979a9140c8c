import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orders } from "./harness.ts";
import { type Command, openTwoWorlds, type TwoWorlds } from "./two-worlds.ts";

let worlds: TwoWorlds;
beforeAll(async () => {
  worlds = await openTwoWorlds();
  await worlds.create(orders);
});
afterAll(async () => worlds.close());

const key = { pk: { S: "a" }, sk: { S: "1" } };
const TableName = "orders";

const condition = (text: string, values?: object, names?: object): Command =>
  new PutItemCommand({
    TableName,
    Item: key,
    ConditionExpression: text,
    ...(values && { ExpressionAttributeValues: values as never }),
    ...(names && { ExpressionAttributeNames: names as never }),
  });
const update = (text: string, values?: object, names?: object): Command =>
  new UpdateItemCommand({
    TableName,
    Key: key,
    UpdateExpression: text,
    ...(values && { ExpressionAttributeValues: values as never }),
    ...(names && { ExpressionAttributeNames: names as never }),
  });
const query = (text: string, values: object, more: object = {}): Command =>
  new QueryCommand({
    TableName,
    KeyConditionExpression: text,
    ExpressionAttributeValues: values as never,
    ...more,
  });
const put = (more: object): Command => new PutItemCommand({ TableName, Item: { ...key, ...more } as never });
const s = { ":v": { S: "x" } };
const n = { ":v": { N: "1" } };

const refused: readonly (() => Command)[] = [
  // conditions
  () => condition(""),
  () => condition("a ="),
  () => condition("a = :v"),
  () => condition("a = :v", { ":v": { S: "x" }, ":w": { S: "y" } }),
  () => condition("a = :v", s, { "#a": "b" }),
  () => condition("#a = :v", s),
  () => condition("#b = :v", s, { "#a": "b" }),
  () => condition("name = :v", s),
  () => condition("a = :v AND size = :v", s),
  () => condition("((a = :v))", s),
  () => condition("((a)) = :v", s),
  () => condition("contains(((a)), :v)", s),
  () => condition("foo(a)"),
  () => condition("size(a)"),
  () => condition("size(a) AND b = :v", s),
  () => condition("contains(a, begins_with(b, :v))", s),
  () => condition("contains(a)"),
  () => condition("attribute_exists(:v)", s),
  () => condition("attribute_exists(a, b)"),
  () => condition("begins_with(a, :v)", n),
  () => condition("attribute_type(a, :v)", s),
  () => condition("attribute_type(a, :v)", n),
  () => condition("attribute_type(a, b)"),
  () => condition("size(:v) = :v", n),
  () => condition("a = a"),
  () => condition("a.b[1] <> a.b[1]"),
  () => condition("a BETWEEN :v AND :w", { ":v": { N: "2" }, ":w": { N: "1" } }),
  () => condition("a BETWEEN :v AND :w", { ":v": { S: "2" }, ":w": { N: "1" } }),
  () => condition("a = :v OR b = c d", s),
  () => condition("a = :missing AND #missing = :v", s),
  () => condition("a = :v", {}),
  () => condition("a = :v", { v: { S: "x" } }),
  () => condition("#a = :v", s, {}),
  () => condition("#a = :v", s, { a: "b" }),
  () => condition("a = :v", { ":v": { N: "x" } }),
  () => condition("a = :v", { ":v": { SS: [] } }),
  () => condition("a = :v", { ":v": { N: "1", S: "x" } }),
  () => new PutItemCommand({ TableName, Item: key, ExpressionAttributeValues: s }),
  () => new PutItemCommand({ TableName, Item: key, ExpressionAttributeNames: { "#a": "a" } }),
  // updates
  () => update(""),
  () => update("SET a"),
  () => update("SET a = :v SET b = :v", s),
  () => update("SET a = :v, a = :v", s),
  () => update("SET a.b = :v, a = :v", s),
  () => update("SET a.b = :v, a[0] = :v", s),
  () => update("SET a = :v REMOVE a", s),
  () => update("SET name = :v", s),
  () => update("SET a = foo(:v)", s),
  () => update("SET a = if_not_exists(:v, :v)", s),
  () => update("SET a = if_not_exists(b)"),
  () => update("SET a = list_append(b, :v)", s),
  () => update("SET a = b + :v", s),
  () => update("SET a = #x, b = :missing"),
  () => update("SET b = :missing, a = #x"),
  () => update("ADD a :v", s),
  () => update("ADD a :v", { ":v": { M: {} } }),
  () => update("DELETE a :v", n),
  () => update("DELETE a :v", { ":v": { L: [] } }),
  () => update("SET pk = :v", s),
  () => update("SET sk = :v", s),
  () => update("REMOVE sk"),
  () => update("SET total = :v", s),
  () => update("SET #s = :v", n, { "#s": "status" }),
  () => update("SET pk.a = :v", s),
  () => update("SET #s.a = :v", s, { "#s": "status" }),
  () => update("SET a = missing"),
  () => update("SET a.b.c = :v", s),
  () => update("SET a = :v", { ":v": { S: "x" }, ":w": { S: "x" } }),
  // keys and values
  () => put({ pk: { N: "1" } }),
  () => new PutItemCommand({ TableName, Item: { pk: { S: "a" } } }),
  () => new PutItemCommand({ TableName, Item: {} }),
  () => put({ total: { S: "x" } }),
  () => put({ a: { N: "x" } }),
  () => put({ a: { N: "" } }),
  () => put({ a: { N: "1e126" } }),
  () => put({ a: { N: "1e-131" } }),
  () => put({ a: { N: "123456789012345678901234567890123456789" } }),
  () => put({ a: { SS: [] } }),
  () => put({ a: { NS: [] } }),
  () => put({ a: { BS: [] } }),
  () => put({ a: { SS: ["x", "x"] } }),
  () => put({ a: { NS: ["1", "1.0"] } }),
  () => put({ a: { NULL: false } }),
  () => put({ a: {} }),
  () => put({ a: { L: [{ M: { b: { N: "x" } } }] } }),
  () => put({ a: { S: "x".repeat(409_600) } }),
  () => put({ pk: { S: "x".repeat(2_049) } }),
  () => put({ sk: { S: "x".repeat(1_025) } }),
  () => new GetItemCommand({ TableName, Key: { pk: { S: "a" } } }),
  () => new GetItemCommand({ TableName, Key: { ...key, more: { S: "a" } } }),
  () => new GetItemCommand({ TableName, Key: { pk: { S: "a" }, sk: { N: "1" } } }),
  () => new GetItemCommand({ TableName, Key: { pk: { S: "a" }, no: { S: "1" } } }),
  () => new DeleteItemCommand({ TableName, Key: {} }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "a, a" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "a.b, a" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "a[0], a.b" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "a, #b" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "pk.a" }),
  () => new GetItemCommand({ TableName, Key: key, ProjectionExpression: "timestamp" }),
  // constraints and tables
  () => new GetItemCommand({ TableName: "a", Key: key }),
  () => new GetItemCommand({ TableName: "a;b/", Key: key }),
  () => new GetItemCommand({ TableName: undefined, Key: undefined }),
  () => new GetItemCommand({ TableName: "missing", Key: key }),
  () => new PutItemCommand({ TableName, Item: key, ReturnValues: "ALL_NEW" }),
  () => new PutItemCommand({ TableName, Item: key, ReturnValues: "SOME" as never }),
  () => new UpdateItemCommand({ TableName, Key: key, ReturnConsumedCapacity: "YES" as never }),
  () => new ScanCommand({ TableName, Limit: 0 }),
  // queries
  () => new QueryCommand({ TableName }),
  () => query("pk = :v OR sk = :v", s),
  () => query("NOT pk = :v", s),
  () => query("pk <> :v", s),
  () => query("pk IN (:v)", s),
  () => query("contains(pk, :v)", s),
  () => query("attribute_exists(pk) AND sk = :v", s),
  () => query("size(pk) = :v", n),
  () => query("pk = sk", {}),
  () => query("pk = pk", {}),
  () => query(":v = :v", s),
  () => query("pk.a = :v", s),
  () => query("pk = :v AND pk = :v", s),
  () => query("pk > :v", s),
  () => query("sk = :v", s),
  () => query("pk = :v", n),
  () => query("pk = :v AND a = :v", s),
  () => query("pk = :v AND sk = :v AND a = :v", s),
  () => query("pk = :v AND :v BETWEEN sk AND :v", s),
  () => query("pk = :v AND begins_with(:v, sk)", s),
  () => query("pk = :v", s, { IndexName: "nope" }),
  () => query("pk = :v", s, { IndexName: "byStatus" }),
  () =>
    query("#s = :v", s, { IndexName: "byStatus", ExpressionAttributeNames: { "#s": "status" }, ConsistentRead: true }),
  () => query("#s = :v AND total = :v", s, { IndexName: "keysOnly", ExpressionAttributeNames: { "#s": "status" } }),
  () =>
    query("#s = :v", s, {
      IndexName: "keysOnly",
      ExpressionAttributeNames: { "#s": "status" },
      Select: "ALL_ATTRIBUTES",
    }),
  () => query("pk = :v", s, { FilterExpression: "sk = :v" }),
  () => query("pk = :v", s, { FilterExpression: "a = :w" }),
  () => query("pk = :v", s, { ExclusiveStartKey: { pk: { S: "x" } } }),
  () => query("pk = :v", s, { ExclusiveStartKey: { pk: { S: "y" }, sk: { S: "y" } } }),
  () => query("pk = :v", s, { ExclusiveStartKey: { pk: { S: "x" }, sk: { N: "1" } } }),
  () => query("pk = :v AND sk = :v", s, { ExclusiveStartKey: { pk: { S: "x" }, sk: { S: "y" } } }),
  () => query("pk = :v AND sk = :v", s, { ExclusiveStartKey: { pk: { S: "y" }, sk: { S: "x" } } }),
  () => new ScanCommand({ TableName, ExclusiveStartKey: { pk: { S: "x" } } }),
  () => new ScanCommand({ TableName, ExclusiveStartKey: { pk: { S: "x" }, sk: { N: "1" } } }),
  () => new ScanCommand({ TableName, ExclusiveStartKey: { pk: {}, sk: { N: "1" } } as never }),
  () => new ScanCommand({ TableName, Segment: 1 }),
  () => new ScanCommand({ TableName, TotalSegments: 1 }),
  () => new ScanCommand({ TableName, Segment: 2, TotalSegments: 2 }),
  () => new ScanCommand({ TableName, IndexName: "nope" }),
  () => new ScanCommand({ TableName, ExpressionAttributeValues: s }),
  // batches
  () => new BatchGetItemCommand({ RequestItems: {} }),
  () => new BatchGetItemCommand({ RequestItems: { orders: { Keys: [key, key] } } }),
  () => new BatchGetItemCommand({ RequestItems: { orders: { Keys: [{ pk: { S: "a" } }] } } }),
  () => new BatchGetItemCommand({ RequestItems: { missing: { Keys: [key] } } }),
  () => new BatchWriteItemCommand({ RequestItems: {} }),
  () => new BatchWriteItemCommand({ RequestItems: { orders: [{}] } }),
  () => new BatchWriteItemCommand({ RequestItems: { orders: [{ PutRequest: { Item: { pk: { S: "a" } } } }] } }),
  () =>
    new BatchWriteItemCommand({
      RequestItems: { orders: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }] },
    }),
];

test.each(refused.map((command, at) => ({ at, text: JSON.stringify(command().input).slice(0, 160), command })))(
  "refuses in the same words: $at $text",
  async ({ command }) => {
    const { ours, theirs } = await worlds.send(command);
    expect(theirs).toHaveProperty("error");
    expect(ours).toEqual(theirs);
  },
);
