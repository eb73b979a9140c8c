import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { openQueues, type Queues } from "../../../local/services/sqs/queues.ts";
import { openStore, type Store } from "../../../local/store.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
let folder: string;
let store: Store;
let clock: VirtualClock;
let queues: Queues;
let endpoint: Endpoint;
let sqs: SQSClient;
let QueueUrl: string;

const open = async (): Promise<void> => {
  store = openStore(join(folder, "store.db"));
  queues = openQueues({ store, clock, urlBase: () => endpoint.url });
  endpoint = await openEndpoint({ port: 0, services: { operations: { sqs: queues.operations } } });
  sqs = new SQSClient({ region: "us-east-1", endpoint: endpoint.url, credentials });
  await queues.createQueue({ name: "dead", attributes: {} });
  const redrive = { deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:dead", maxReceiveCount: 2 };
  const made = await queues.createQueue({
    name: "work",
    attributes: { VisibilityTimeout: "60", RedrivePolicy: JSON.stringify(redrive) },
  });
  QueueUrl = made.url;
  await queues.createQueue({ name: "line.fifo", attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" } });
  await queues.start();
};
const close = async (): Promise<void> => {
  sqs.destroy();
  queues.stop();
  await endpoint.close();
  await store.close();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sqs-"));
  clock = virtualClock(Date.UTC(2026, 0, 1));
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const receive = async (url = QueueUrl, max = 10) => {
  const found = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: max,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return found.Messages ?? [];
};
const attributes = async (url: string) =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }))).Attributes ?? {};

test("a message comes back to the receiver as it was sent, with checksums that the SDK verifies", async () => {
  const MessageAttributes = {
    kind: { DataType: "String", StringValue: "email" },
    size: { DataType: "Number", StringValue: "12" },
    raw: { DataType: "Binary", BinaryValue: Buffer.from([1, 2, 3]) },
  };
  const sent = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "grüße 👋", MessageAttributes }));
  const [message] = await receive();
  expect(message).toMatchObject({ MessageId: sent.MessageId, Body: "grüße 👋" });
  expect(message?.MessageAttributes?.["kind"]?.StringValue).toBe("email");
  expect([...(message?.MessageAttributes?.["raw"]?.BinaryValue ?? [])]).toEqual([1, 2, 3]);
  expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
  expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe("1");
});

test("the MD5 of attributes is AWS's own: a known pair", async () => {
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "x",
      MessageAttributes: { timestamp: { DataType: "Number", StringValue: "1493147359900" } },
    }),
  );
  expect(sent.MD5OfMessageAttributes).toBe("235c5c510d26fb653d073faed50ae77c");
});

test("a message that is not deleted comes back after its visibility timeout, a deleted one never", async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "once" }));
  expect(await receive()).toHaveLength(1);
  await clock.advance(59_999);
  expect(await receive()).toHaveLength(0);
  await clock.advance(1);
  const [again] = await receive();
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle ?? "" }));
  await clock.advance(120_000);
  expect(await receive()).toHaveLength(0);
});

test("after too many receives a message goes to the dead letters, and redrive brings it home", async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "poison" }));
  for (const _ of [1, 2]) {
    expect(await receive()).toHaveLength(1);
    await clock.advance(60_000);
  }
  expect(await receive()).toHaveLength(0);
  const dead = `${endpoint.url}/000000000000/dead`;
  expect((await attributes(dead))["ApproximateNumberOfMessages"]).toBe("1");
  const SourceArn = "arn:aws:sqs:us-east-1:000000000000:dead";
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  await clock.advance(1);
  await expect.poll(async () => (await attributes(QueueUrl))["ApproximateNumberOfMessages"]).toBe("1");
  const tasks = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(tasks.Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 }]);
});

test("a long poll is answered by the send that comes later", async () => {
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "late" }));
  expect((await waiting).Messages).toMatchObject([{ Body: "late" }]);
});

test("a listener is woken by sends, and by the clock when a delay ends", async () => {
  let woken = 0;
  queues.onMessage("work", () => {
    woken += 1;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(woken).toBe(1);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "later", DelaySeconds: 30 }));
  expect(woken).toBe(1);
  expect((await attributes(QueueUrl))["ApproximateNumberOfMessagesDelayed"]).toBe("1");
  await clock.advance(30_000);
  expect(woken).toBe(2);
  const [message] = await queues.receive("work", { max: 10 });
  expect(message?.body).toBe("later");
  await queues.release("work", [message?.receiptHandle ?? ""], 5_000);
  await clock.advance(5_000);
  expect(woken).toBe(3);
});

test("in a FIFO queue a group waits for its first, other groups go on, and copies are swallowed", async () => {
  const url = `${endpoint.url}/000000000000/line.fifo`;
  const entry = (Id: string, MessageGroupId: string) => ({ Id, MessageGroupId, MessageBody: Id });
  await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: url, Entries: [entry("a1", "a"), entry("a2", "a"), entry("b1", "b")] }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "a1", MessageGroupId: "a" }));
  const [first] = await receive(url, 1);
  expect(first?.Body).toBe("a1");
  expect((await receive(url)).map((message) => message.Body)).toEqual(["b1"]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle ?? "" }));
  expect((await receive(url)).map((message) => message.Body)).toEqual(["a2"]);
});

test("messages, their invisibility and their counts outlive a restart", async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
  expect(await receive()).toHaveLength(1);
  await close();
  await open();
  let woken = 0;
  queues.onMessage("work", () => {
    woken += 1;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await receive()).toHaveLength(0);
  await clock.advance(60_000);
  expect(woken).toBe(2);
  const [message] = await receive();
  expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe("2");
});

test("one bad entry of a batch is told by its id and does not hurt the others", async () => {
  const Entries = [
    { Id: "good", MessageBody: "fine" },
    { Id: "bad", MessageBody: "\u0001" },
  ];
  const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(sent.Successful).toMatchObject([{ Id: "good" }]);
  expect(sent.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents", SenderFault: true }]);
  const [message] = await receive();
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: "x", ReceiptHandle: message?.ReceiptHandle ?? "" },
        { Id: "y", ReceiptHandle: "nonsense" },
      ],
    }),
  );
  expect(deleted.Successful).toMatchObject([{ Id: "x" }]);
  expect(deleted.Failed).toMatchObject([{ Id: "y", Code: "ReceiptHandleIsInvalid" }]);
});

test("errors carry AWS's names, and what is not built is refused by its name", async () => {
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: "none" }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  });
  await expect(
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a".repeat(1_048_577) })),
  ).rejects.toMatchObject({ name: "InvalidParameterValue" });
  await expect(
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: "MTpub25l", VisibilityTimeout: 1 })),
  ).rejects.toMatchObject({ name: "MessageNotInflight" });
  await expect(sqs.send(new TagQueueCommand({ QueueUrl, Tags: {} }))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: "Switchboard on one machine does not know sqs:TagQueue",
  });
  await expect(queues.createQueue({ name: "odd", attributes: { Color: "red" } })).rejects.toThrow(/Color/);
});
