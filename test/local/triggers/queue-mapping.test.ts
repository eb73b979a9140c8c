import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachMessage } from "../../../functions/platform/queue-batch.ts";
import { systemClock } from "../../../local/clock.ts";
import { payloadLimitBytes } from "../../../local/lambda/payload-limit.ts";
import { AwsError } from "../../../local/services/aws-error.ts";
import { openQueues, type Queues } from "../../../local/services/sqs/queues.ts";
import { openStore, type Store } from "../../../local/store.ts";
import { type Mapping, openQueueMapping } from "../../../local/triggers/queue-mapping.ts";

interface SqsEvent {
  readonly Records: readonly {
    messageId: string;
    body: string;
    attributes: Record<string, string>;
    eventSourceARN: string;
  }[];
}

let folder: string;
let store: Store;
let queues: Queues;
let queueArn: string;
let events: SqsEvent[];
let told: string[];
let mapping: Mapping | undefined;
let answer: (event: SqsEvent) => Promise<{ payload: string; functionError?: "Unhandled" }>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mapping-"));
  store = openStore(path.join(folder, "db.sqlite"));
  queues = openQueues({ store, clock: systemClock, urlBase: () => "http://127.0.0.1:1" });
  queueArn = (await queues.createQueue({ name: "in", attributes: { VisibilityTimeout: "1" } })).arn;
  await queues.start();
  events = [];
  told = [];
  answer = async () => ({ payload: "null" });
});
afterEach(async () => {
  await mapping?.stop();
  queues.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

async function mapped(settings: Partial<Parameters<typeof openQueueMapping>[0]> = {}): Promise<void> {
  const invoke = async (_: string, payload: string) => {
    if (Buffer.byteLength(payload) > payloadLimitBytes) throw new AwsError("RequestTooLargeException", "too large");
    const event: SqsEvent = JSON.parse(payload);
    events.push(event);
    return { executedVersion: "$LATEST", ...(await answer(event)) };
  };
  mapping = openQueueMapping(
    {
      queueArn,
      functionArn: "f",
      batchSize: 10,
      windowMs: 0,
      reportsFailures: true,
      maximumConcurrency: 2,
      ...settings,
    },
    { clock: systemClock, queues, functions: { invoke }, onError: (line) => told.push(line) },
  );
  await mapping.start();
}

const bodies = (): string[] => events.flatMap(({ Records }) => Records.map(({ body }) => body));
const left = async (): Promise<number> => {
  const row = await store.read((tx) => tx.get("SELECT count(*) AS n FROM sqs_message"));
  return Number(row?.["n"]);
};

test("a message reaches the function as SQS events do, and is gone afterwards", async () => {
  await mapped();
  await queues.send("in", "hello");
  await expect.poll(left).toBe(0);
  expect(events[0]?.Records[0]).toMatchObject({
    body: "hello",
    eventSourceARN: queueArn,
    eventSource: "aws:sqs",
    attributes: { ApproximateReceiveCount: "1" },
  });
});

test("only what the function reports as failed comes back, after its visibility timeout", async () => {
  answer = async ({ Records }) => ({
    payload: JSON.stringify({
      batchItemFailures: Records.filter(
        ({ body, attributes }) => body === "bad" && attributes["ApproximateReceiveCount"] === "1",
      ).map(({ messageId }) => ({ itemIdentifier: messageId })),
    }),
  });
  await queues.send("in", "good");
  await queues.send("in", "bad");
  await mapped();
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(bodies().filter((body) => body === "good")).toHaveLength(1);
  expect(bodies().filter((body) => body === "bad")).toHaveLength(2);
});

test.each([
  ["fails", async () => ({ payload: "{}", functionError: "Unhandled" as const })],
  [
    "names a message that was not in the batch",
    async () => ({ payload: '{"batchItemFailures":[{"itemIdentifier":"?"}]}' }),
  ],
  ["answers nonsense where failures should be", async () => ({ payload: '{"batchItemFailures":"none"}' })],
])("when the function %s, the whole batch comes back", async (_, bad) => {
  let first = true;
  answer = async () => {
    const was = first;
    first = false;
    return was ? bad() : { payload: "null" };
  };
  await queues.send("in", "a");
  await mapped();
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(bodies()).toEqual(["a", "a"]);
});

test("no more batches than allowed are with the function at once, and each holds at most its size", async () => {
  let now = 0;
  let most = 0;
  answer = async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 50));
    now--;
    return { payload: "null" };
  };
  for (let n = 0; n < 20; n++) await queues.send("in", String(n));
  await mapped({ batchSize: 3 });
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(most).toBe(2);
  expect(Math.max(...events.map(({ Records }) => Records.length))).toBe(3);
  expect(new Set(bodies()).size).toBe(20);
});

test("messages that are one batch by number and no event by size go in parts, each once and in their order", async () => {
  // Every quotation mark takes two bytes in the event.
  const large = (name: string): string => `${name}${'"'.repeat(700_000)}`;
  for (let n = 0; n < 10; n++) await queues.send("in", large(String(n)));
  await mapped();
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(bodies().map((body) => body[0])).toEqual([..."0123456789"]);
  expect(events.map(({ Records }) => Records.length)).toEqual([4, 4, 2]);
  expect(told).toEqual([]);
});

test("a function that cannot be called is told in one line without contents, and the messages come back", async () => {
  let refused = false;
  answer = async () => {
    if (refused) return { payload: "null" };
    refused = true;
    throw new AwsError("TooManyRequestsException", "Rate\nExceeded.");
  };
  await queues.send("in", "confidential");
  await mapped();
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(told).toEqual([`${queueArn}: 1 records were not handed to f: TooManyRequestsException: Rate Exceeded.`]);
  expect(bodies()).toEqual(["confidential", "confidential"]);
});

test("in a FIFO queue no part overtakes one that failed (F11)", async () => {
  const attributes = { FifoQueue: "true", VisibilityTimeout: "1", ContentBasedDeduplication: "true" };
  const { arn } = await queues.createQueue({ name: "line.fifo", attributes });
  for (const name of "abcde")
    await queues.send("line.fifo", `${name}${'"'.repeat(1_000_000)}`, undefined, { groupId: "g" });
  let failed = false;
  answer = async () => {
    if (failed) return { payload: "null" };
    failed = true;
    return { payload: "{}", functionError: "Unhandled" };
  };
  await mapped({ queueArn: arn });
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  expect(bodies().map((body) => body[0])).toEqual([..."abc", ..."abcde"]);
});

test("a batching window gathers what comes within it", async () => {
  await mapped({ windowMs: 300 });
  await queues.send("in", "one");
  await new Promise((resolve) => setTimeout(resolve, 50));
  await queues.send("in", "two");
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(events.map(({ Records }) => Records.length)).toEqual([2]);
});

test("what an earlier life held is taken up at once, not after its timeout", async () => {
  await queues.createQueue({ name: "in", attributes: { VisibilityTimeout: "600" } });
  await queues.send("in", "held");
  expect(await queues.receive("in", { max: 1, waitMs: 0 })).toHaveLength(1);
  await mapped();
  await expect.poll(left).toBe(0);
  expect(bodies()).toEqual(["held"]);
});

test("in a FIFO queue a group waits behind a message that fails, and other groups go on (F11)", async () => {
  const attributes = { FifoQueue: "true", VisibilityTimeout: "1", ContentBasedDeduplication: "true" };
  const { arn } = await queues.createQueue({ name: "line.fifo", attributes });
  const handled: string[] = [];
  answer = async (event) => {
    const result = await eachMessage(event, async ({ body }) => {
      handled.push(body);
      if (body === "a1" && handled.filter((each) => each === "a1").length === 1) throw new Error("not now");
    });
    return { payload: JSON.stringify(result) };
  };
  for (const body of ["a1", "a2", "b1", "a3", "b2"])
    await queues.send("line.fifo", body, undefined, { groupId: body.slice(0, 1) });
  await mapped({ queueArn: arn });
  await expect.poll(left, { timeout: 5_000 }).toBe(0);
  expect(handled.filter((body) => body.startsWith("a"))).toEqual(["a1", "a1", "a2", "a3"]);
  expect(handled.filter((body) => body.startsWith("b"))).toEqual(["b1", "b2"]);
  expect(handled.indexOf("b2")).toBeLessThan(handled.lastIndexOf("a1"));
});
