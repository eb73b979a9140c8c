// Queue mapping: feeds a function with the messages of a queue, as Lambda's event-source mapping does.
//
//   T1. A message is deleted only after the function answered for it; what failed becomes visible by its timeout.
//   T2. At most `maximumConcurrency` batches are with the function at once.
//   T3. At start everything in flight is given back: the consumer that held it is gone.
//   T4. A batch whose event the function would not take goes in parts, one after the other.
// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
import type { Clock } from "../clock.ts";
import type { Functions } from "../lambda/functions.ts";
import { home, type Json } from "../services/service.ts";
import type { Message } from "../services/sqs/message.ts";
import type { Queues } from "../services/sqs/queues.ts";
import { failedIdentifiers } from "./batch-response.ts";
import { fittingParts } from "./fitting-parts.ts";
import { notHandedOver } from "./not-handed-over.ts";

export interface QueueMappingSpec {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** How long a batch may wait to fill up. */
  readonly windowMs: number;
  readonly reportsFailures: boolean;
  readonly maximumConcurrency: number;
}

export interface Mapping {
  start(): Promise<void>;
  /** Takes no more work; settles when what is under way has ended. */
  stop(): Promise<void>;
}

export interface QueueMappingRooms {
  readonly clock: Clock;
  readonly queues: Pick<Queues, "receive" | "delete" | "giveBack" | "onMessage">;
  readonly functions: Pick<Functions, "invoke"> & Partial<Pick<Functions, "room">>;
  /** Told in one line, without contents, of messages that could not be handed over; they come back by their timeout. */
  readonly onError?: (line: string) => void;
}

// One receive gives at most ten.
const receiveLimit = 10;

export function openQueueMapping(spec: QueueMappingSpec, rooms: QueueMappingRooms): Mapping {
  const { clock, queues, functions } = rooms;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let pumping = false;
  let wokenAgain = false;

  const collect = async (): Promise<Message[]> => {
    await functions.room?.();
    if (stopping.signal.aborted) return [];
    const first = await queues.receive(spec.queueArn, { max: Math.min(spec.batchSize, receiveLimit), waitMs: 0 });
    if (first.length === 0) return first;
    const batch = [...first];
    const untilMs = clock.now() + spec.windowMs;
    while (batch.length < spec.batchSize && !stopping.signal.aborted) {
      const waitMs = Math.max(0, untilMs - clock.now());
      const max = Math.min(spec.batchSize - batch.length, receiveLimit);
      const more = await queues.receive(spec.queueArn, { max, waitMs, signal: stopping.signal });
      if (more.length === 0) break;
      batch.push(...more);
    }
    return batch;
  };

  const record = (message: Message): Json => recordOf(message, spec.queueArn);

  const handle = async (batch: readonly Message[]): Promise<void> => {
    for (const part of fittingParts(batch, record)) {
      if (stopping.signal.aborted) return;
      const isDone = await handOver(part).catch((error: unknown) => {
        // A failure to invoke (throttled, gone) leaves the part to its visibility timeout, like a function's own.
        rooms.onError?.(notHandedOver(spec.queueArn, part.length, spec.functionArn, error));
        return false;
      });
      // What comes after a failure in its group must not overtake it.
      if (!isDone && spec.queueArn.endsWith(".fifo")) return;
    }
  };
  /** Answers whether all of it is done and gone. */
  const handOver = async (batch: readonly Message[]): Promise<boolean> => {
    const event = JSON.stringify({ Records: batch.map(record) });
    const { payload, functionError } = await functions.invoke(spec.functionArn, event);
    if (functionError !== undefined) return false;
    const failed = spec.reportsFailures
      ? failedIdentifiers(
          payload,
          batch.map(({ messageId }) => messageId),
        )
      : new Set();
    const done = batch.filter(({ messageId }) => !failed.has(messageId));
    await queues.delete(
      spec.queueArn,
      done.map(({ receiptHandle }) => receiptHandle),
    );
    return done.length === batch.length;
  };

  const pump = async (): Promise<void> => {
    if (pumping) {
      wokenAgain = true;
      return;
    }
    pumping = true;
    do {
      wokenAgain = false;
      while (underWay.size < spec.maximumConcurrency && !stopping.signal.aborted) {
        const batch = await collect();
        if (batch.length === 0) break;
        const work: Promise<void> = handle(batch).then(() => {
          underWay.delete(work);
          wake();
        });
        underWay.add(work);
      }
    } while (wokenAgain);
    pumping = false;
  };
  const wake = (): void => {
    if (stopping.signal.aborted) return;
    // Only the store fails in a receive, and it tells its own listeners.
    pump().catch(() => {
      pumping = false;
    });
  };

  return {
    start: async () => {
      await queues.giveBack(spec.queueArn); // T3
      queues.onMessage(spec.queueArn, wake);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function recordOf(message: Message, queueArn: string): Json {
  const attributes: Record<string, Json> = {};
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(message.messageAttributes)) {
    attributes[name] = {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    };
  }
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: { ...message.attributes },
    messageAttributes: attributes,
    md5OfBody: message.md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: home.region,
  };
}
