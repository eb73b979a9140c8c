import * as z from "zod";
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import { home, type Operations } from "../service.ts";
import { checkAttributes, numberAttributes } from "./attributes.ts";
import type { QueueEngine } from "./engine.ts";
import { type Queue, queueArn, queueNamed } from "./schema.ts";

const sqs = { service: "sqs", invalid: "InvalidParameterValue" } as const;
const QueueUrl = z.string();

export const queueUrl = (engine: Pick<QueueEngine, "urlBase">, name: string): string =>
  `${engine.urlBase()}/${home.account}/${name}`;

/** Operations that look at and change queues themselves. */
export function administrationOperations(engine: QueueEngine): Operations {
  const { store, clock } = engine;
  return {
    GetQueueUrl: operation(
      sqs,
      "GetQueueUrl",
      { QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() },
      async (input) => {
        const queue = await store.read((tx) => queueNamed(tx, input.QueueName));
        return { QueueUrl: queueUrl(engine, queue.name) };
      },
    ),

    ListQueues: operation(
      sqs,
      "ListQueues",
      { QueueNamePrefix: z.string().optional(), MaxResults: z.number().optional(), NextToken: z.string().optional() },
      async (input) => {
        const rows = await store.read((tx) =>
          tx.all("SELECT name FROM sqs_queue WHERE name > ? ORDER BY name", input.NextToken ?? ""),
        );
        const names = rows
          .map((row) => String(row["name"]))
          .filter((name) => name.startsWith(input.QueueNamePrefix ?? ""));
        const page = names.slice(0, input.MaxResults ?? 1000);
        const last = page.at(-1);
        return {
          QueueUrls: page.map((name) => queueUrl(engine, name)),
          ...(page.length < names.length && last !== undefined && { NextToken: last }),
        };
      },
    ),

    GetQueueAttributes: operation(
      sqs,
      "GetQueueAttributes",
      { QueueUrl, AttributeNames: z.array(z.string()).optional() },
      async (input) => {
        const asked = input.AttributeNames ?? [];
        const all = await store.read((tx) => attributesOf(tx, queueNamed(tx, input.QueueUrl), clock.now()));
        const unknown = asked.find((name) => name !== "All" && !attributeNames.has(name));
        if (unknown !== undefined) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
        const kept = Object.entries(all).filter(([name]) => asked.includes("All") || asked.includes(name));
        return kept.length === 0 ? {} : { Attributes: Object.fromEntries(kept) };
      },
    ),

    SetQueueAttributes: operation(
      sqs,
      "SetQueueAttributes",
      { QueueUrl, Attributes: z.record(z.string(), z.string()) },
      async (input) => {
        await store.transact((tx) => {
          const queue = queueNamed(tx, input.QueueUrl);
          const attributes = { ...queue.attributes, ...input.Attributes };
          checkAttributes(queue.name, attributes);
          const text = JSON.stringify(attributes);
          tx.run("UPDATE sqs_queue SET attributes = ?, modified_ms = ? WHERE name = ?", text, clock.now(), queue.name);
        });
        return {};
      },
    ),

    PurgeQueue: operation(sqs, "PurgeQueue", { QueueUrl }, async (input) => {
      await store.transact((tx) => {
        tx.run("DELETE FROM sqs_message WHERE queue = ?", queueNamed(tx, input.QueueUrl).name);
      });
      return {};
    }),

    ListDeadLetterSourceQueues: operation(
      sqs,
      "ListDeadLetterSourceQueues",
      { QueueUrl, MaxResults: z.number().optional(), NextToken: z.string().optional() },
      async (input) => ({
        queueUrls: await store.read((tx) => {
          const target = queueArn(queueNamed(tx, input.QueueUrl).name);
          return tx
            .all("SELECT name FROM sqs_queue ORDER BY name")
            .map((row) => queueNamed(tx, String(row["name"])))
            .filter((queue) => queue.settings.redrive?.deadLetterArn === target)
            .map((queue) => queueUrl(engine, queue.name));
        }),
      }),
    ),
  };
}

const attributeNames = new Set([
  ...Object.keys(numberAttributes({})),
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesDelayed",
  "ApproximateNumberOfMessagesNotVisible",
  "ContentBasedDeduplication",
  "CreatedTimestamp",
  "DeduplicationScope",
  "FifoQueue",
  "FifoThroughputLimit",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "LastModifiedTimestamp",
  "Policy",
  "QueueArn",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
]);

// "Approximate" in name only: one store knows exactly. A message that was received and is hidden is in flight, one
// that was never received and is hidden is delayed.
const counts = `SELECT
    count(*) FILTER (WHERE visible_ms <= ?2) AS visible,
    count(*) FILTER (WHERE visible_ms > ?2 AND receipt IS NOT NULL) AS flying,
    count(*) FILTER (WHERE visible_ms > ?2 AND receipt IS NULL) AS delayed
  FROM sqs_message WHERE queue = ?1 AND sent_ms > ?3`;

function attributesOf(tx: Pick<Transaction, "get">, queue: Queue, nowMs: number): Record<string, string> {
  const row = tx.get(counts, queue.name, nowMs, nowMs - queue.settings.retentionMs);
  return {
    ...queue.attributes,
    ...numberAttributes(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(row?.["visible"] ?? 0),
    ApproximateNumberOfMessagesNotVisible: String(row?.["flying"] ?? 0),
    ApproximateNumberOfMessagesDelayed: String(row?.["delayed"] ?? 0),
    CreatedTimestamp: String(Math.floor(queue.createdMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedMs / 1000)),
    ...(queue.attributes["SqsManagedSseEnabled"] === undefined && { SqsManagedSseEnabled: "true" }),
  };
}
