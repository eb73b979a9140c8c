import { createHash, randomUUID } from "node:crypto";
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import {
  checkAttributesOfMessage,
  checkBody,
  type MessageAttributes,
  md5,
  md5OfAttributes,
  sizeOf,
} from "./message.ts";
import type { Queue } from "./schema.ts";
import type { Wakeups } from "./wakeups.ts";

export interface Outgoing {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly systemAttributes?: MessageAttributes | undefined;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
}

export interface Sent {
  readonly messageId: string;
  readonly md5OfBody: string;
  readonly md5OfAttributes?: string;
  readonly md5OfSystemAttributes?: string;
  readonly sequence?: string;
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
const deduplicationMs = 5 * 60_000;

/** Throws what SendMessage throws for this message. */
export function checkOutgoing(queue: Queue, message: Outgoing): void {
  checkBody(message.body);
  checkAttributesOfMessage(message.attributes ?? {});
  if (sizeOf(message.body, message.attributes ?? {}) > queue.settings.longestBytes) {
    throw new AwsError(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.longestBytes} bytes.`,
    );
  }
  if (queue.settings.fifo) checkFifo(queue, message);
  else if (message.deduplicationId !== undefined) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${message.deduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  const delay = message.delaySeconds;
  if (delay !== undefined && (!Number.isInteger(delay) || delay < 0 || delay > 900)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
}

function checkFifo(queue: Queue, message: Outgoing): void {
  if (message.groupId === undefined) {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.");
  }
  if (message.deduplicationId === undefined && !queue.settings.contentBasedDeduplication) {
    throw new AwsError(
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  if (message.delaySeconds !== undefined && message.delaySeconds !== 0) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${message.delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
}

/** Puts a checked message into its queue; `nowMs` is epoch milliseconds. */
export function enqueue(tx: Transaction, wakeups: Wakeups, queue: Queue, message: Outgoing, nowMs: number): Sent {
  const attributesMd5 = md5OfAttributes(message.attributes ?? {});
  const systemMd5 = md5OfAttributes(message.systemAttributes ?? {});
  const base = {
    md5OfBody: md5(message.body),
    ...(attributesMd5 !== undefined && { md5OfAttributes: attributesMd5 }),
    ...(systemMd5 !== undefined && { md5OfSystemAttributes: systemMd5 }),
  };
  const deduplicationId = queue.settings.fifo
    ? (message.deduplicationId ?? createHash("sha256").update(message.body).digest("hex"))
    : undefined;
  const key = deduplicationId === undefined ? undefined : deduplicationKey(queue, message, deduplicationId);
  const earlier = key === undefined ? undefined : duplicateOf(tx, queue.name, key, nowMs);
  if (earlier) return { ...base, ...earlier };

  const messageId = randomUUID();
  const delayMs = message.delaySeconds === undefined ? queue.settings.delayMs : message.delaySeconds * 1000;
  const visibleMs = nowMs + delayMs;
  const { lastInsertRowid } = tx.run(
    "INSERT INTO sqs_message (queue, message_id, body, attributes, system, sent_ms, visible_ms, group_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    queue.name,
    messageId,
    message.body,
    JSON.stringify(message.attributes ?? {}),
    JSON.stringify(systemOf(message, deduplicationId)),
    nowMs,
    visibleMs,
    queue.settings.fifo ? (message.groupId ?? null) : null,
  );
  tx.afterCommit(() => wakeups.expect(queue.name, visibleMs));
  if (key === undefined) return { ...base, messageId };
  const sequence = sequenceOf(lastInsertRowid);
  tx.run("INSERT INTO sqs_dedup VALUES (?, ?, ?, ?, ?)", queue.name, key, messageId, sequence, nowMs + deduplicationMs);
  return { ...base, messageId, sequence };
}

/** What a receiver is told beside the message attributes. */
function systemOf(message: Outgoing, deduplicationId: string | undefined): Record<string, string> {
  const trace = message.systemAttributes?.["AWSTraceHeader"]?.StringValue;
  return {
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
  };
}

/** 20 digits that grow, as AWS's do. */
export const sequenceOf = (rowid: number): string => (18_850_000_000_000_000_000n + BigInt(rowid)).toString();

const deduplicationKey = (queue: Queue, message: Outgoing, id: string): string =>
  queue.settings.deduplicationScope === "messageGroup" ? `${message.groupId ?? ""}\n${id}` : id;

function duplicateOf(
  tx: Transaction,
  queue: string,
  key: string,
  nowMs: number,
): { messageId: string; sequence: string } | undefined {
  tx.run("DELETE FROM sqs_dedup WHERE queue = ? AND until_ms <= ?", queue, nowMs);
  const row = tx.get("SELECT message_id, sequence FROM sqs_dedup WHERE queue = ? AND dedup_id = ?", queue, key);
  return row && { messageId: String(row["message_id"]), sequence: String(row["sequence"]) };
}
