import * as z from "zod";
import { logger } from "./logger.ts";

/** What Lambda hands over from a queue; only what we use is named. */
const Batch = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z
        .object({
          ApproximateReceiveCount: z.string().optional(),
          MessageGroupId: z.string().optional(),
          /** FIFO queues number their messages. */
          SequenceNumber: z.string().optional(),
        })
        .optional(),
    }),
  ),
});
export type QueueMessage = z.infer<typeof Batch>["Records"][number];

export interface BatchAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** How often a message has come, this time included. */
export const timesReceived = ({ attributes }: Pick<QueueMessage, "attributes">): number =>
  Number(attributes?.ApproximateReceiveCount ?? "1");

/** The FIFO group that a message keeps its place in; undefined in queues without order. */
const lineOf = ({ attributes }: QueueMessage): string | undefined =>
  attributes?.SequenceNumber === undefined ? undefined : attributes.MessageGroupId;

/**
 * Handles each message of a batch by itself: a bad one comes back alone and the others are done (F10); in a FIFO queue
 * those of its group that stand behind it come back as well, untried (F11).
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function eachMessage(
  event: unknown,
  handle: (message: QueueMessage) => Promise<void>,
): Promise<BatchAnswer> {
  const { Records } = Batch.parse(event);
  const batchItemFailures: { itemIdentifier: string }[] = [];
  const stuck = new Set<string>();
  for (const message of Records) {
    const line = lineOf(message);
    if (line !== undefined && stuck.has(line)) batchItemFailures.push({ itemIdentifier: message.messageId });
    else if (!(await isHandled(message, handle))) {
      if (line !== undefined) stuck.add(line);
      batchItemFailures.push({ itemIdentifier: message.messageId });
    }
  }
  return { batchItemFailures };
}

/** The same for small messages of a queue without order: side by side, so that their rows are read together. */
export async function messagesAtOnce(
  event: unknown,
  handle: (message: QueueMessage) => Promise<void>,
): Promise<BatchAnswer> {
  const { Records } = Batch.parse(event);
  const handled = await Promise.all(Records.map((message) => isHandled(message, handle)));
  const failed = Records.filter((_, at) => handled[at] === false);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function isHandled(message: QueueMessage, handle: (message: QueueMessage) => Promise<void>): Promise<boolean> {
  try {
    await handle(message);
    return true;
  } catch (error) {
    logger.error("A message could not be handled and comes back", {
      messageId: message.messageId,
      failure: error instanceof Error ? error.name : "unknown",
      // A SyntaxError quotes what it could not read, and that may be a customer's.
      cause: error instanceof SyntaxError ? "not JSON" : error instanceof Error ? error.message : undefined,
    });
    return false;
  }
}
