import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDynamo, orders, type TestDynamo } from "./harness.ts";

let db: TestDynamo;
beforeEach(() => {
  db = openTestDynamo();
});
afterEach(async () => db.close());

const TableName = "orders";
const key = (sk: string) => ({ pk: { S: "a" }, sk: { S: sk } });
const byStatus = (values = { ":s": { S: "open" } }) =>
  new QueryCommand({
    TableName,
    IndexName: "byStatus",
    KeyConditionExpression: "#s = :s",
    ExpressionAttributeNames: { "#s": "status" },
    ExpressionAttributeValues: values,
  });

test("a restart finds tables, items, indexes and the stream as they were", async () => {
  const first = await db.dynamo.createTable(orders);
  const item = { ...key("1"), status: { S: "open" }, total: { N: "1" } };
  await db.client.send(new PutItemCommand({ TableName, Item: item }));
  db = await db.reopen();
  expect((await db.client.send(new GetItemCommand({ TableName, Key: key("1") }))).Item).toEqual(item);
  expect(await db.dynamo.createTable(orders)).toEqual(first);
  expect((await db.client.send(byStatus())).Items).toEqual([item]);
  expect((await db.dynamo.readStream(TableName, 0, 10)).records).toHaveLength(1);
});

test("a changed key schema or index is refused with what to do", async () => {
  await db.dynamo.createTable(orders);
  const keySchema = [{ AttributeName: "pk", KeyType: "HASH" }];
  await expect(db.dynamo.createTable({ ...orders, keySchema })).rejects.toThrow(
    /orders: its key schema changed from pk \(HASH, S\) and sk \(RANGE, S\) to pk \(HASH, S\).*new name/,
  );
  const globalSecondaryIndexes = orders.globalSecondaryIndexes.map((index) => ({
    ...index,
    Projection: { ProjectionType: "KEYS_ONLY" },
  }));
  await expect(db.dynamo.createTable({ ...orders, globalSecondaryIndexes })).rejects.toThrow(/byStatus changed/);
});

test("an index added later lists what was there before, a dropped one is gone", async () => {
  await db.dynamo.createTable({ ...orders, globalSecondaryIndexes: [] });
  const item = { ...key("1"), status: { S: "open" }, total: { N: "1" } };
  await db.client.send(new PutItemCommand({ TableName, Item: item }));
  await db.dynamo.createTable(orders);
  expect((await db.client.send(byStatus())).Items).toEqual([item]);
  await db.dynamo.createTable({ ...orders, globalSecondaryIndexes: orders.globalSecondaryIndexes.slice(1) });
  await expect(db.client.send(byStatus())).rejects.toThrow("The table does not have the specified index: byStatus");
});

test("an index says what it does not project", async () => {
  await db.dynamo.createTable(orders);
  const query = new QueryCommand({ ...byStatus().input, IndexName: "keysOnly", ProjectionExpression: "pk, note" });
  await expect(db.client.send(query)).rejects.toThrow(
    "One or more parameter values were invalid: Global secondary index keysOnly does not project [note]",
  );
});

test("a page ends at one megabyte", async () => {
  await db.dynamo.createTable(orders);
  for (let at = 0; at < 5; at += 1) {
    await db.client.send(
      new PutItemCommand({ TableName, Item: { ...key(String(at)), fat: { S: "x".repeat(300_000) } } }),
    );
  }
  const page = (ExclusiveStartKey?: Record<string, { S: string }>) =>
    db.client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": { S: "a" } },
        Select: "COUNT",
        ExclusiveStartKey,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
  const first = await page();
  expect(first).toMatchObject({ Count: 4, LastEvaluatedKey: key("3"), ConsumedCapacity: { CapacityUnits: 146.5 } });
  const second = await page(key("3"));
  expect(second.Count).toBe(1);
  expect(second.LastEvaluatedKey).toBeUndefined();
});

test("numbers keep all 38 digits through storage, keys and arithmetic", async () => {
  await db.dynamo.createTable(orders);
  const N = "0.12345678901234567890123456789012345678";
  await db.client.send(new PutItemCommand({ TableName, Item: { ...key("1"), n: { N } } }));
  const change = (expression: string, value: string) =>
    db.client.send(
      new UpdateItemCommand({
        TableName,
        Key: key("1"),
        UpdateExpression: expression,
        ExpressionAttributeValues: { ":v": { N: value } },
        ReturnValues: "UPDATED_NEW",
      }),
    );
  const { Attributes } = await change("SET n = n + :v", "-0.00000000000000000000000000000000000008");
  expect(Attributes).toEqual({ n: { N: "0.1234567890123456789012345678901234567" } });
  await expect(change("ADD n :v", "1e38")).rejects.toThrow(
    "Attempting to store more than 38 significant digits in a Number",
  );
});

test("tables are described as AWS does, and listed by name", async () => {
  const { arn, streamArn } = await db.dynamo.createTable(orders);
  await db.client.send(new PutItemCommand({ TableName, Item: key("1") }));
  const { Table } = await db.client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableArn: arn,
    TableStatus: "ACTIVE",
    ItemCount: 1,
    KeySchema: orders.keySchema,
    LatestStreamArn: streamArn,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(["byStatus", "keysOnly"]);
  expect(await db.client.send(new ListTablesCommand({}))).toMatchObject({ TableNames: ["orders"] });
  await expect(db.client.send(new DescribeTableCommand({ TableName: "nowhere" }))).rejects.toThrow(
    "Requested resource not found: Table: nowhere not found",
  );
  const backups = await db.client.send(new DescribeContinuousBackupsCommand({ TableName }));
  expect(backups.ContinuousBackupsDescription?.ContinuousBackupsStatus).toBe("ENABLED");
});

test("batches put, delete and get many items", async () => {
  await db.dynamo.createTable(orders);
  const puts = ["1", "2", "3"].map((sk) => ({ PutRequest: { Item: key(sk) } }));
  await db.client.send(new BatchWriteItemCommand({ RequestItems: { orders: puts } }));
  await db.client.send(new BatchWriteItemCommand({ RequestItems: { orders: [{ DeleteRequest: { Key: key("2") } }] } }));
  const { Responses, UnprocessedKeys } = await db.client.send(
    new BatchGetItemCommand({ RequestItems: { orders: { Keys: ["1", "2", "3"].map(key) } } }),
  );
  expect(Responses?.["orders"]).toEqual([key("1"), key("3")]);
  expect(UnprocessedKeys).toEqual({});
});

test("a table may be named by its ARN", async () => {
  const { arn } = await db.dynamo.createTable(orders);
  await db.client.send(new PutItemCommand({ TableName: arn, Item: key("1") }));
  expect((await db.client.send(new GetItemCommand({ TableName, Key: key("1") }))).Item).toEqual(key("1"));
});

test("a parameter we do not know is refused by name", async () => {
  await db.dynamo.createTable(orders);
  const legacy = new PutItemCommand({ TableName, Item: key("1"), Expected: { pk: { Exists: false } } });
  await expect(db.client.send(legacy)).rejects.toThrow(/parameter Expected of PutItem is not supported/);
});

test("attributes named like members of every object are attributes like others", async () => {
  await db.dynamo.createTable(orders);
  const guarded = (name: string) =>
    new PutItemCommand({
      TableName,
      Item: { ...key("1"), [name]: { S: "x" } },
      ConditionExpression: "attribute_not_exists(#n)",
      ExpressionAttributeNames: { "#n": name },
    });
  for (const name of ["constructor", "toString", "hasOwnProperty"]) await db.client.send(guarded(name));
  const found = await db.client.send(
    new GetItemCommand({ TableName, Key: key("1"), ProjectionExpression: "hasOwnProperty" }),
  );
  expect(found.Item).toEqual({ hasOwnProperty: { S: "x" } });
});
