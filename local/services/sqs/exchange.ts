import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { operation, present } from "../operation.ts";
import type { JsonObject, Operations } from "../service.ts";
import { checkBatch, eachEntry } from "./batch.ts";
import { type QueueEngine, receive } from "./engine.ts";
import { type Message, MessageAttribute, md5OfAttributes, sizeOf } from "./message.ts";
import { queueNamed } from "./schema.ts";
import { checkOutgoing, enqueue, type Outgoing, type Sent } from "./send.ts";
import { hide, remove } from "./settle.ts";

const sqs = { service: "sqs", invalid: "InvalidParameterValue" } as const;
const QueueUrl = z.string();

const outgoing = {
  MessageBody: z.string(),
  DelaySeconds: z.number().optional(),
  MessageAttributes: z.record(z.string(), MessageAttribute).optional(),
  MessageSystemAttributes: z.record(z.string(), MessageAttribute).optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageGroupId: z.string().optional(),
};
const OutgoingShape = z.object(outgoing);

const outgoingOf = (input: z.output<typeof OutgoingShape>): Outgoing => ({
  body: input.MessageBody,
  attributes: input.MessageAttributes,
  systemAttributes: input.MessageSystemAttributes,
  delaySeconds: input.DelaySeconds,
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
});

const sentAs = (sent: Sent): JsonObject =>
  present({
    MessageId: sent.messageId,
    MD5OfMessageBody: sent.md5OfBody,
    MD5OfMessageAttributes: sent.md5OfAttributes,
    MD5OfMessageSystemAttributes: sent.md5OfSystemAttributes,
    SequenceNumber: sent.sequence,
  });

const longestBatchBytes = 1_048_576;

/** Operations that move messages: send, receive, delete, change visibility, one at a time or in batches. */
export function exchangeOperations(engine: QueueEngine): Operations {
  const { store, clock, wakeups } = engine;
  return {
    SendMessage: operation(sqs, "SendMessage", { QueueUrl, ...outgoing }, async (input) => {
      const message = outgoingOf(input);
      const sent = await store.transact((tx) => {
        const queue = queueNamed(tx, input.QueueUrl);
        checkOutgoing(queue, message);
        return enqueue(tx, wakeups, queue, message, clock.now());
      });
      return sentAs(sent);
    }),

    SendMessageBatch: operation(
      sqs,
      "SendMessageBatch",
      { QueueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ...outgoing })) },
      async (input) => {
        checkBatch(input.Entries);
        const size = input.Entries.reduce(
          (sum, entry) => sum + sizeOf(entry.MessageBody, entry.MessageAttributes ?? {}),
          0,
        );
        if (size > longestBatchBytes) {
          throw new AwsError(
            "BatchRequestTooLong",
            `Batch requests cannot be longer than ${longestBatchBytes} bytes. You have sent ${size} bytes.`,
          );
        }
        return store.transact((tx) => {
          const queue = queueNamed(tx, input.QueueUrl);
          return eachEntry(input.Entries, (entry) => {
            const message = outgoingOf(entry);
            checkOutgoing(queue, message);
            return sentAs(enqueue(tx, wakeups, queue, message, clock.now()));
          });
        });
      },
    ),

    ReceiveMessage: operation(
      sqs,
      "ReceiveMessage",
      {
        QueueUrl,
        AttributeNames: z.array(z.string()).optional(),
        MessageSystemAttributeNames: z.array(z.string()).optional(),
        MessageAttributeNames: z.array(z.string()).optional(),
        MaxNumberOfMessages: z.number().int().min(1).max(10).optional(),
        VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
        WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
      },
      async (input) => {
        const messages = await receive(engine, input.QueueUrl, {
          max: input.MaxNumberOfMessages ?? 1,
          visibilityMs: milliseconds(input.VisibilityTimeout),
          waitMs: milliseconds(input.WaitTimeSeconds),
        });
        if (messages.length === 0) return {};
        const system = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
        return { Messages: messages.map((message) => receivedAs(message, system, input.MessageAttributeNames ?? [])) };
      },
    ),

    DeleteMessage: operation(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: z.string() }, async (input) => {
      await store.transact((tx) =>
        remove(tx, wakeups, queueNamed(tx, input.QueueUrl), input.ReceiptHandle, clock.now()),
      );
      return {};
    }),

    DeleteMessageBatch: operation(
      sqs,
      "DeleteMessageBatch",
      { QueueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ReceiptHandle: z.string() })) },
      async (input) => {
        checkBatch(input.Entries);
        return store.transact((tx) => {
          const queue = queueNamed(tx, input.QueueUrl);
          return eachEntry(input.Entries, (entry) => {
            remove(tx, wakeups, queue, entry.ReceiptHandle, clock.now());
            return {};
          });
        });
      },
    ),

    ChangeMessageVisibility: operation(
      sqs,
      "ChangeMessageVisibility",
      { QueueUrl, ReceiptHandle: z.string(), VisibilityTimeout: z.number().int() },
      async (input) => {
        const change = { handle: input.ReceiptHandle, visibilityMs: input.VisibilityTimeout * 1000 };
        await store.transact((tx) => hide(tx, wakeups, queueNamed(tx, input.QueueUrl), change, clock.now()));
        return {};
      },
    ),

    ChangeMessageVisibilityBatch: operation(
      sqs,
      "ChangeMessageVisibilityBatch",
      {
        QueueUrl,
        Entries: z.array(
          z.strictObject({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.number().int() }),
        ),
      },
      async (input) => {
        checkBatch(input.Entries);
        return store.transact((tx) => {
          const queue = queueNamed(tx, input.QueueUrl);
          return eachEntry(input.Entries, (entry) => {
            const change = { handle: entry.ReceiptHandle, visibilityMs: entry.VisibilityTimeout * 1000 };
            hide(tx, wakeups, queue, change, clock.now());
            return {};
          });
        });
      },
    ),
  };
}

const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

function receivedAs(message: Message, system: readonly string[], custom: readonly string[]): JsonObject {
  const attributes = Object.entries(message.attributes).filter(
    ([name]) => system.includes("All") || system.includes(name),
  );
  const chosen = Object.fromEntries(
    Object.entries(message.messageAttributes).filter(([name]) => custom.some((asked) => asksFor(asked, name))),
  );
  return present({
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: message.md5OfBody,
    Attributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
    MessageAttributes: Object.keys(chosen).length > 0 ? attributesAs(chosen) : undefined,
    MD5OfMessageAttributes: md5OfAttributes(chosen),
  });
}

const attributesAs = (attributes: Record<string, MessageAttribute>): JsonObject =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, present({ ...attribute })]));

/** `All`, `.*`, a name, or `prefix.*`. */
const asksFor = (asked: string, name: string): boolean =>
  asked === "All" || asked === name || (asked.endsWith(".*") && name.startsWith(asked.slice(0, -2)));
