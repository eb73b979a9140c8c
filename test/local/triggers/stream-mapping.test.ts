import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { payloadLimitBytes } from "../../../local/lambda/payload-limit.ts";
import { AwsError } from "../../../local/services/aws-error.ts";
import { type Dynamo, openDynamo } from "../../../local/services/dynamodb/dynamo.ts";
import { compilePattern } from "../../../local/services/events/pattern.ts";
import type { Json } from "../../../local/services/service.ts";
import { openStore, type Store } from "../../../local/store.ts";
import type { Mapping } from "../../../local/triggers/queue-mapping.ts";
import { openStreamMapping, type StreamMappingSpec } from "../../../local/triggers/stream-mapping.ts";
import { openStreamPlaces } from "../../../local/triggers/stream-places.ts";

let folder: string;
let store: Store;
let dynamo: Dynamo;
let batches: string[][];
let givenUp: Json[];
let mapping: Mapping | undefined;
interface ServedRecord {
  readonly dynamodb: { readonly Keys: { readonly pk: { readonly S: string } }; readonly SequenceNumber: string };
}
let answer: (keys: string[], records: readonly ServedRecord[]) => unknown;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "stream-"));
  store = openStore(path.join(folder, "db.sqlite"));
  dynamo = openDynamo({ store, clock: systemClock });
  await dynamo.createTable({
    name: "log",
    keySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    attributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    streamViewType: "NEW_IMAGE",
  });
  batches = [];
  givenUp = [];
  answer = () => null;
});
afterEach(async () => {
  await mapping?.stop();
  dynamo.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

const put = async (...keys: string[]): Promise<void> => {
  for (const pk of keys) await dynamo.operations["PutItem"]?.({ TableName: "log", Item: { pk: { S: pk } } });
};

async function mapped(settings: Partial<StreamMappingSpec> = {}): Promise<void> {
  mapping = openStreamMapping(
    {
      id: "m",
      table: "log",
      streamArn: "arn:stream",
      functionArn: "f",
      batchSize: 100,
      windowMs: 0,
      startAtEnd: false,
      reportsFailures: false,
      bisects: false,
      retries: -1,
      longestAgeSeconds: -1,
      onFailureArn: "arn:aws:sqs:us-east-1:000000000000:lost",
      wants: () => true,
      ...settings,
    },
    {
      clock: systemClock,
      places: openStreamPlaces(store),
      readStream: dynamo.readStream,
      onStream: dynamo.onStream,
      deliver: async (_, payload) => void givenUp.push(payload),
      functions: {
        invoke: async (_, payload) => {
          if (Buffer.byteLength(payload) > payloadLimitBytes)
            throw new AwsError("RequestTooLargeException", "too large");
          const { Records }: { Records: readonly ServedRecord[] } = JSON.parse(payload);
          const keys = Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
          batches.push(keys);
          const result = answer(keys, Records);
          return result instanceof Error
            ? { payload: "{}", functionError: "Unhandled", executedVersion: "1" }
            : { payload: JSON.stringify(result), executedVersion: "1" };
        },
      },
    },
  );
  await mapping.start();
}

test("changes reach the function in their order, also those from before it was there", async () => {
  await put("a", "b");
  await mapped();
  await expect.poll(() => batches.flat()).toEqual(["a", "b"]);
  await put("c", "d", "e");
  await expect.poll(() => batches.flat()).toEqual(["a", "b", "c", "d", "e"]);
});

test("records that are one batch by number and no event by size go in parts", async () => {
  const large = { S: "x".repeat(390_000) };
  for (let n = 0; n < 20; n += 1)
    await dynamo.operations["PutItem"]?.({ TableName: "log", Item: { pk: { S: `k${n}` }, large } });
  await mapped();
  await expect.poll(() => batches.flat()).toEqual(Array.from({ length: 20 }, (_, n) => `k${n}`));
  expect(batches.map((keys) => keys.length)).toEqual([16, 4]);
});

test("LATEST begins with what comes after the mapping first ran, also after a restart", async () => {
  await put("old");
  await mapped({ startAtEnd: true });
  await put("new");
  await expect.poll(() => batches.flat()).toEqual(["new"]);
  await mapping?.stop();
  await put("meanwhile");
  await mapped({ startAtEnd: true });
  await expect.poll(() => batches.flat()).toEqual(["new", "meanwhile"]);
});

test("a filter passes over what is not wanted", async () => {
  const matches = compilePattern({ dynamodb: { Keys: { pk: { S: [{ prefix: "x" }] } } } });
  await mapped({ wants: (record) => matches({ ...record }) });
  await put("a", "x1", "b", "x2");
  await expect.poll(() => batches.flat()).toEqual(["x1", "x2"]);
});

test("a batch that fails is tried again before anything after it", async () => {
  let fails = 2;
  answer = () => (fails-- > 0 ? new Error("busy") : null);
  await put("a");
  await mapped({ batchSize: 1 });
  await put("b");
  await expect.poll(() => batches.flat(), { timeout: 8_000 }).toEqual(["a", "a", "a", "b"]);
  expect(givenUp).toEqual([]);
});

test("bisecting finds the one bad record; it alone is given up, in Lambda's words, and the rest goes through", async () => {
  answer = (keys) => (keys.includes("bad") ? new Error("poison") : null);
  await put("a", "bad", "c", "d");
  await mapped({ bisects: true, retries: 2 });
  await expect.poll(() => givenUp.length, { timeout: 20_000 }).toBe(1);
  await put("e");
  await expect.poll(() => batches.at(-1)).toEqual(["e"]);
  expect(givenUp[0]).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted", functionArn: "f" },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: "arn:stream" },
  });
  const served = batches.filter((keys) => !keys.includes("bad")).flat();
  expect(served).toEqual(["a", "c", "d", "e"]);
});

test("with reported failures the function goes on from the first that failed", async () => {
  let first = true;
  answer = (_, records) => {
    const failed = first ? records[1]?.dynamodb.SequenceNumber : undefined;
    first = false;
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };
  await put("a", "b", "c");
  await mapped({ reportsFailures: true });
  await expect
    .poll(() => batches, { timeout: 5_000 })
    .toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
});
