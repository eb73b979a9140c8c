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

/** What `eachMessage` is told of the messages that it hands on. */
interface Lines {
  /** Lines that are handled side by side; 1 unless it is said otherwise. */
  readonly atOnce?: number;
  /** Messages of one line keep their order; in queues without order each is a line of its own unless this says otherwise. */
  readonly line?: (message: QueueMessage) => string | undefined;
}

/**
 * Handles each message of a batch by itself: a bad one comes back alone and the others are done (F10); in a FIFO queue
 * those of its group that stand behind it come back as well, untried (F11).
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function eachMessage(
  event: unknown,
  handle: (message: QueueMessage) => Promise<void>,
  { atOnce = 1, line = lineOf }: Lines = {},
): Promise<BatchAnswer> {
  const { Records } = Batch.parse(event);
  const failed = new Set<QueueMessage>();
  const waiting = linesOf(Records, line);
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      for (const message of await left(next, handle)) failed.add(message);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, lane));
  const batchItemFailures = Records.filter((message) => failed.has(message));
  return { batchItemFailures: batchItemFailures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Lines in the order of their first messages. */
function linesOf(messages: readonly QueueMessage[], line: NonNullable<Lines["line"]>): QueueMessage[][] {
  const lines = new Map<string | QueueMessage, QueueMessage[]>();
  for (const message of messages) {
    const name = line(message) ?? message;
    const own = lines.get(name) ?? [];
    own.push(message);
    lines.set(name, own);
  }
  return [...lines.values()];
}

/** What comes back of one line: in a FIFO queue all from the first that failed on. */
async function left(
  line: readonly QueueMessage[],
  handle: (message: QueueMessage) => Promise<void>,
): Promise<QueueMessage[]> {
  const failed: QueueMessage[] = [];
  for (const message of line) {
    const stuck = failed.length > 0 && lineOf(message) !== undefined;
    if (stuck || !(await isHandled(message, handle))) failed.push(message);
  }
  return failed;
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
