import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { AwsError } from "./aws-error.ts";
import { type Deliveries, openDeliveries } from "./deliveries.ts";
import { operation } from "./operation.ts";
import { arnOf, home, type JsonObject, type Operations } from "./service.ts";
import { MessageAttribute, type MessageAttributes } from "./sqs/message.ts";

interface Subscription {
  readonly topicArn: string;
  readonly protocol: "sqs" | "lambda";
  /** ARN of the queue or function. */
  readonly endpoint: string;
  /** SQS only: the message itself, without SNS's envelope. */
  readonly raw?: boolean;
  /** Queue that takes what could not be delivered. */
  readonly deadLetterArn?: string;
}

/** What a subscriber gets. */
export interface TopicDelivery {
  readonly protocol: Subscription["protocol"];
  readonly endpoint: string;
  /** The queue message, or the function's event as JSON. */
  readonly body: string;
  /** Of the queue message; empty but for raw delivery. */
  readonly attributes: MessageAttributes;
}

export interface TopicsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Hands a message over; it counts as delivered when this resolves (the queue has it durably, the function ran). */
  readonly deliver: (delivery: TopicDelivery) => Promise<void>;
  /** Sends what was given up to a queue. */
  readonly deadLetter: (queueArn: string, body: string, attributes: MessageAttributes) => Promise<void>;
}

interface Publication {
  readonly message: string;
  readonly subject?: string | undefined;
  readonly attributes?: MessageAttributes | undefined;
}

export interface Topics {
  readonly operations: Operations;
  /** Topics and subscriptions are the template's: they are told anew at each start, before `start`. */
  createTopic(spec: { name: string }): { arn: string };
  subscribe(subscription: Subscription): void;
  /** Durable for every subscriber when it resolves. Throws NotFound. */
  publish(topicArn: string, publication: Publication): Promise<string>;
  start(): Promise<void>;
  stop(): void;
}

const sns = { service: "sns", invalid: "InvalidParameter" } as const;
const publication = {
  Message: z.string(),
  Subject: z.string().optional(),
  MessageAttributes: z.record(z.string(), MessageAttribute).optional(),
};
// https://docs.aws.amazon.com/general/latest/gr/sns.html
const longestBytes = 262_144;
// SNS tries queues and functions 100,015 times over 23 days; nobody waits so long for a queue on the same machine.
const policy = { retries: 10_000, longestMs: 23 * 86_400_000 };

const Item = z.object({
  protocol: z.enum(["sqs", "lambda"]),
  endpoint: z.string(),
  body: z.string(),
  attributes: z.record(z.string(), MessageAttribute),
  deadLetterArn: z.string().optional(),
});

export function openTopics(options: TopicsOptions): Topics {
  const { store, clock } = options;
  const topics = new Map<string, Subscription[]>();
  const deliveries: Deliveries = openDeliveries({
    store,
    clock,
    room: "sns",
    deliver: (item) => options.deliver(Item.parse(item)),
    policy: () => policy,
    giveUp: async (item) => {
      const { deadLetterArn, body, attributes } = Item.parse(item);
      if (deadLetterArn !== undefined) await options.deadLetter(deadLetterArn, body, attributes);
    },
  });

  const publish: Topics["publish"] = async (topicArn, wish) => {
    const subscribers = topics.get(topicArn);
    if (!subscribers) throw new AwsError("NotFound", "Topic does not exist", { status: 404 });
    if (Buffer.byteLength(wish.message) > longestBytes) throw new AwsError("InvalidParameter", "Message too long");
    const messageId = randomUUID();
    await store.transact((tx) => {
      const timestamp = new Date(clock.now()).toISOString();
      for (const one of subscribers) deliveries.enqueue(tx, itemFor(one, wish, { messageId, timestamp }));
    });
    return messageId;
  };

  return {
    operations: {
      Publish: operation(sns, "Publish", { TopicArn: z.string(), ...publication }, async (input) => {
        const { Message: message, Subject: subject, MessageAttributes: attributes } = input;
        return { MessageId: await publish(input.TopicArn, { message, subject, attributes }) };
      }),
    },
    createTopic: ({ name }) => {
      const arn = arnOf("sns", name);
      if (!topics.has(arn)) topics.set(arn, []);
      return { arn };
    },
    subscribe: (subscription) => {
      const subscribers = topics.get(subscription.topicArn);
      if (!subscribers) throw new AwsError("NotFound", "Topic does not exist", { status: 404 });
      subscribers.push(subscription);
    },
    publish,
    start: () => deliveries.start(),
    stop: () => deliveries.stop(),
  };
}

function itemFor(
  subscription: Subscription,
  wish: Publication,
  stamp: { messageId: string; timestamp: string },
): JsonObject {
  const raw = subscription.protocol === "sqs" && subscription.raw === true;
  const text = subscription.protocol === "lambda" ? lambdaEvent : queueEnvelope;
  return {
    protocol: subscription.protocol,
    endpoint: subscription.endpoint,
    body: raw ? wish.message : JSON.stringify(text(subscription, wish, stamp)),
    attributes: raw ? JSON.parse(JSON.stringify(wish.attributes ?? {})) : {},
    ...(subscription.deadLetterArn !== undefined && { deadLetterArn: subscription.deadLetterArn }),
  };
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html; nothing here signs. */
function queueEnvelope(
  { topicArn }: Subscription,
  { message, subject, attributes }: Publication,
  { messageId, timestamp }: { messageId: string; timestamp: string },
): object {
  return {
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: "1",
    Signature: "",
    SigningCertURL: "",
    UnsubscribeURL: "",
    ...(attributes && Object.keys(attributes).length > 0 && { MessageAttributes: told(attributes) }),
  };
}

function lambdaEvent(
  subscription: Subscription,
  wish: Publication,
  stamp: { messageId: string; timestamp: string },
): object {
  const { SigningCertURL, UnsubscribeURL, ...rest } = {
    SigningCertURL: "",
    UnsubscribeURL: "",
    ...queueEnvelope(subscription, wish, stamp),
  };
  const Sns = {
    Subject: null,
    MessageAttributes: {},
    ...rest,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
  };
  const EventSubscriptionArn = `${subscription.topicArn}:${home.account}`;
  return { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn, Sns }] };
}

const told = (attributes: MessageAttributes): object =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );
