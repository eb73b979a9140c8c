import {
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { openTestDynamo, orders, type TestDynamo } from "./harness.ts";

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;
let clock: VirtualClock;
let db: TestDynamo;
let streamArn: string;
beforeEach(async () => {
  clock = virtualClock(start);
  db = openTestDynamo(clock);
  streamArn = (await db.dynamo.createTable(orders)).streamArn ?? "";
  await db.dynamo.start();
});
afterEach(async () => db.close());

const TableName = "orders";
const key = (sk: string) => ({ pk: { S: "a" }, sk: { S: sk } });
const put = (sk: string, more: object = {}) =>
  db.client.send(new PutItemCommand({ TableName, Item: { ...key(sk), ...more } }));
const get = async (sk: string) => (await db.client.send(new GetItemCommand({ TableName, Key: key(sk) }))).Item;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const iterate = async (
  ShardIteratorType: "TRIM_HORIZON" | "LATEST" | "AFTER_SEQUENCE_NUMBER",
  SequenceNumber?: string,
) => {
  const { StreamDescription } = await db.streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const { ShardIterator } = await db.streams.send(
    new GetShardIteratorCommand({
      StreamArn: streamArn,
      ShardId: StreamDescription?.Shards?.[0]?.ShardId,
      ShardIteratorType,
      ...(SequenceNumber !== undefined && { SequenceNumber }),
    }),
  );
  return ShardIterator;
};

test("an expired item is there until the sweep takes it, and the stream says who did", async () => {
  await put("1", { expires: { N: String(start / 1_000 + 3_600) } });
  await put("2", { expires: { S: "not a time" } });
  await put("3", { expires: { N: "1000" } });
  await clock.advance(hour - 1);
  expect(await get("1")).toBeDefined();
  await clock.advance(60_000);
  await settled();
  expect(await get("1")).toBeUndefined();
  expect(await get("2")).toBeDefined();
  expect(await get("3")).toBeDefined(); // more than five years past: AWS keeps it
  const { records } = await db.dynamo.readStream(TableName, 0, 10);
  expect(records.at(-1)).toMatchObject({
    eventName: "REMOVE",
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    dynamodb: { Keys: key("1") },
  });
});

test("what expired while nothing ran is taken after the next start", async () => {
  await put("1", { expires: { N: String(start / 1_000 + 60) } });
  db.dynamo.stop();
  await clock.advance(hour);
  db = await db.reopen();
  expect(await get("1")).toBeDefined();
  await db.dynamo.start();
  await clock.advance(0);
  await settled();
  expect(await get("1")).toBeUndefined();
});

test("time to live can be switched off and on again, and items already there then expire", async () => {
  const set = (Enabled: boolean) =>
    db.client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled, AttributeName: "expires" } }),
    );
  await set(false);
  await put("1", { expires: { N: String(start / 1_000 + 60) } });
  await set(true);
  await expect(set(true)).rejects.toMatchObject({ message: "TimeToLive is already enabled" });
  const { TimeToLiveDescription } = await db.client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
  await clock.advance(hour);
  await settled();
  expect(await get("1")).toBeUndefined();
});

test("the streams API lists, describes and reads on from where an iterator stood", async () => {
  const { Streams } = await db.streams.send(new ListStreamsCommand({ TableName }));
  expect(Streams?.map(({ StreamArn }) => StreamArn)).toEqual([streamArn]);
  await put("1");
  const latest = await iterate("LATEST");
  await put("2");
  const after = await db.streams.send(new GetRecordsCommand({ ShardIterator: latest }));
  expect(after.Records?.map(({ dynamodb }) => dynamodb?.Keys?.["sk"]?.S)).toEqual(["2"]);
  expect(after.Records?.[0]?.dynamodb?.ApproximateCreationDateTime).toEqual(new Date(start));
  const first = await db.streams.send(
    new GetRecordsCommand({ ShardIterator: await iterate("TRIM_HORIZON"), Limit: 1 }),
  );
  expect(first.Records).toHaveLength(1);
  const rest = await db.streams.send(new GetRecordsCommand({ ShardIterator: first.NextShardIterator }));
  expect(rest.Records?.map(({ eventName }) => eventName)).toEqual(["INSERT"]);
  const sequence = first.Records?.[0]?.dynamodb?.SequenceNumber;
  const resumed = await db.streams.send(
    new GetRecordsCommand({ ShardIterator: await iterate("AFTER_SEQUENCE_NUMBER", sequence) }),
  );
  expect(resumed.Records?.map(({ dynamodb }) => dynamodb?.Keys?.["sk"]?.S)).toEqual(["2"]);
});

test("records live for 24 hours, iterators for 15 minutes", async () => {
  await put("1");
  const iterator = await iterate("TRIM_HORIZON");
  const sequence = (await db.dynamo.readStream(TableName, 0, 1)).records[0]?.dynamodb["SequenceNumber"];
  await clock.advance(16 * 60_000);
  await expect(db.streams.send(new GetRecordsCommand({ ShardIterator: iterator }))).rejects.toMatchObject({
    name: "ExpiredIteratorException",
  });
  await clock.advance(24 * hour);
  await settled();
  expect((await db.dynamo.readStream(TableName, 0, 10)).records).toEqual([]);
  await expect(iterate("AFTER_SEQUENCE_NUMBER", String(sequence))).rejects.toMatchObject({
    name: "TrimmedDataAccessException",
  });
});

test.each([
  ["KEYS_ONLY", false, false],
  ["NEW_IMAGE", true, false],
  ["OLD_IMAGE", false, true],
  ["NEW_AND_OLD_IMAGES", true, true],
])("a %s stream carries the images it promises", async (streamViewType, hasNew, hasOld) => {
  await db.dynamo.createTable({ ...orders, name: "viewed", streamViewType });
  for (const v of ["1", "2"]) {
    await db.client.send(new PutItemCommand({ TableName: "viewed", Item: { ...key("1"), v: { N: v } } }));
  }
  const record = (await db.dynamo.readStream("viewed", 0, 10)).records.at(-1)?.dynamodb ?? {};
  expect("NewImage" in record).toBe(hasNew);
  expect("OldImage" in record).toBe(hasOld);
});

test("what was refused, or changed nothing, leaves no record", async () => {
  await put("1", { m: { M: { a: { N: "1" }, b: { N: "2" } } } });
  await put("1", { m: { M: { b: { N: "2.0" }, a: { N: "1" } } } });
  const refusedPut = new PutItemCommand({ TableName, Item: key("1"), ConditionExpression: "attribute_not_exists(pk)" });
  await expect(db.client.send(refusedPut)).rejects.toThrow("The conditional request failed");
  expect((await db.dynamo.readStream(TableName, 0, 10)).records).toHaveLength(1);
});
