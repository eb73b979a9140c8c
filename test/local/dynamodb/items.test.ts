import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDynamo, orders, type TestDynamo } from "./harness.ts";

let db: TestDynamo;
beforeEach(async () => {
  db = openTestDynamo();
  await db.dynamo.createTable(orders);
});
afterEach(async () => db.close());

const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

test("an item comes back exactly as it was put", async () => {
  const item = {
    ...key("a", "1"),
    n: { N: "12345678901234567890123456789012345678" },
    b: { B: new Uint8Array([0, 255, 7]) },
    l: { L: [{ S: "" }, { NULL: true as const }, { BOOL: false }] },
    m: { M: { __proto__x: { S: "y" }, constructor: { N: "1" } } },
    ss: { SS: ["b", "a"] },
    ns: { NS: ["1.5", "-3"] },
  };
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: item }));
  const { Item } = await db.client.send(new GetItemCommand({ TableName: "orders", Key: key("a", "1") }));
  expect(Item).toEqual(item);
});

test("a failed condition says so in AWS's words and shows the item when asked", async () => {
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), v: { N: "1" } } }));
  const again = db.client.send(
    new PutItemCommand({
      TableName: "orders",
      Item: key("a", "1"),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  );
  await expect(again).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
    message: "The conditional request failed",
    Item: { v: { N: "1" } },
  });
});

test("what is false, 0 or empty has a type like everything else", async () => {
  const empty = { no: { BOOL: false }, zero: { N: "0" }, word: { S: "" } };
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), ...empty } }));
  const { Count } = await db.client.send(
    new QueryCommand({
      TableName: "orders",
      KeyConditionExpression: "pk = :a",
      FilterExpression: "attribute_type(#no, :bool) AND attribute_type(#zero, :n) AND attribute_type(word, :s)",
      ExpressionAttributeNames: { "#no": "no", "#zero": "zero" },
      ExpressionAttributeValues: { ":a": { S: "a" }, ":bool": { S: "BOOL" }, ":n": { S: "N" }, ":s": { S: "S" } },
    }),
  );
  expect(Count).toBe(1);
});

test("an update counts, appends, and answers with what it changed", async () => {
  const update = (expression: string, values: Record<string, never> | object) =>
    db.client.send(
      new UpdateItemCommand({
        TableName: "orders",
        Key: key("a", "1"),
        UpdateExpression: expression,
        ExpressionAttributeValues: values as never,
        ReturnValues: "UPDATED_NEW",
      }),
    );
  await update("SET seen = if_not_exists(seen, :zero) + :one, parts = :list ADD tags :tags", {
    ":zero": { N: "0" },
    ":one": { N: "1" },
    ":list": { L: [{ S: "x" }] },
    ":tags": { SS: ["new"] },
  });
  const { Attributes } = await update("SET seen = seen + :one, parts = list_append(parts, :more)", {
    ":one": { N: "1" },
    ":more": { L: [{ S: "y" }] },
  });
  expect(Attributes).toEqual({ seen: { N: "2" }, parts: { L: [{ S: "x" }, { S: "y" }] } });
});

test("removed list elements count by their place before the update", async () => {
  const list = ["a", "b", "c", "d"].map((S) => ({ S }));
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), l: { L: list } } }));
  const { Attributes } = await db.client.send(
    new UpdateItemCommand({
      TableName: "orders",
      Key: key("a", "1"),
      UpdateExpression: "REMOVE l[0], l[2] SET l[9] = :e",
      ExpressionAttributeValues: { ":e": { S: "e" } },
      ReturnValues: "ALL_NEW",
    }),
  );
  expect(Attributes?.["l"]?.L?.map(({ S }) => S)).toEqual(["b", "d", "e"]);
});

test("a query pages through a partition in order, forwards and backwards", async () => {
  for (const sk of ["01", "02", "03", "04", "05"]) {
    await db.client.send(new PutItemCommand({ TableName: "orders", Item: key("a", sk) }));
  }
  const walk = async (forward: boolean) => {
    const found: (string | undefined)[] = [];
    let start: Record<string, never> | undefined;
    do {
      const page = await db.client.send(
        new QueryCommand({
          TableName: "orders",
          KeyConditionExpression: "pk = :p AND begins_with(sk, :s)",
          ExpressionAttributeValues: { ":p": { S: "a" }, ":s": { S: "0" } },
          Limit: 2,
          ScanIndexForward: forward,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      found.push(...(page.Items ?? []).map((item) => item["sk"]?.S));
      start = page.LastEvaluatedKey as Record<string, never> | undefined;
    } while (start);
    return found;
  };
  expect(await walk(true)).toEqual(["01", "02", "03", "04", "05"]);
  expect(await walk(false)).toEqual(["05", "04", "03", "02", "01"]);
});

test("an index lists only items that have its keys, numbers in order, and shows what it projects", async () => {
  const put = (sk: string, more: object) =>
    db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", sk), ...more } }));
  await put("1", { status: { S: "open" }, total: { N: "100" }, note: { S: "n" } });
  await put("2", { status: { S: "open" }, total: { N: "-9.5" } });
  await put("3", { status: { S: "open" } });
  await put("4", { status: { S: "open" }, total: { N: "20" } });
  await db.client.send(new DeleteItemCommand({ TableName: "orders", Key: key("a", "4") }));
  const query = (index: string) =>
    db.client.send(
      new QueryCommand({
        TableName: "orders",
        IndexName: index,
        KeyConditionExpression: "#s = :s",
        ExpressionAttributeNames: { "#s": "status" },
        ExpressionAttributeValues: { ":s": { S: "open" } },
      }),
    );
  expect((await query("byStatus")).Items?.map((item) => item["total"]?.N)).toEqual(["-9.5", "100"]);
  const keys = (await query("keysOnly")).Items ?? [];
  expect(keys).toHaveLength(3);
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["pk", "sk", "status"]);
});

test("a transaction with one failed condition changes nothing and names each reason", async () => {
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("b", "1"), v: { S: "old" } } }));
  const attempt = db.client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: "orders", Item: key("b", "2") } },
        {
          ConditionCheck: {
            TableName: "orders",
            Key: key("b", "1"),
            ConditionExpression: "v = :new",
            ExpressionAttributeValues: { ":new": { S: "new" } },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ],
    }),
  );
  await expect(attempt).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
    CancellationReasons: [
      { Code: "None" },
      { Code: "ConditionalCheckFailed", Message: "The conditional request failed", Item: { v: { S: "old" } } },
    ],
  });
  const { Item } = await db.client.send(new GetItemCommand({ TableName: "orders", Key: key("b", "2") }));
  expect(Item).toBeUndefined();
});

test("changes reach the stream in order, after the commit, shaped as Lambda receives them", async () => {
  let woken = 0;
  db.dynamo.onStream("orders", () => {
    woken += 1;
  });
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), v: { N: "1" } } }));
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), v: { N: "2" } } }));
  await db.client.send(new PutItemCommand({ TableName: "orders", Item: { ...key("a", "1"), v: { N: "2" } } }));
  await db.client.send(new DeleteItemCommand({ TableName: "orders", Key: key("a", "1") }));
  expect(woken).toBe(3);
  const { records, last } = await db.dynamo.readStream("orders", 0, 10);
  expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
  expect(records[1]).toMatchObject({
    eventSource: "aws:dynamodb",
    eventVersion: "1.1",
    awsRegion: "us-east-1",
    dynamodb: {
      Keys: key("a", "1"),
      NewImage: { v: { N: "2" } },
      OldImage: { v: { N: "1" } },
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  });
  expect(await db.dynamo.readStream("orders", last, 10)).toEqual({ records: [], last });
});
