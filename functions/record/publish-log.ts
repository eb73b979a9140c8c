import * as z from "zod";
import { LogEntry } from "../contracts/log-entry.ts";
import { mostEventsAtOnce, putEvents } from "../platform/bus.ts";
import { logger } from "../platform/logger.ts";
import { fromImage } from "./stream-image.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const StreamBatch = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(["INSERT", "MODIFY", "REMOVE"]),
      dynamodb: z.object({ SequenceNumber: z.string(), NewImage: z.unknown().optional() }),
    }),
  ),
});
type StreamRecord = z.infer<typeof StreamBatch>["Records"][number];

export interface StreamAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/**
 * Tells the bus what the log's stream tells. Lambda goes back to the first failed record and sends everything from there
 * again, so the work stops at the first failure: order is kept, and listeners know repeats by the entry's id.
 */
export async function publishLog(event: unknown): Promise<StreamAnswer> {
  const { Records } = StreamBatch.parse(event);
  // Entries are only ever added; removals are expiry at work.
  const added = Records.filter((record) => record.eventName === "INSERT");
  for (let at = 0; at < added.length; at += mostEventsAtOnce) {
    const failed = await publish(added.slice(at, at + mostEventsAtOnce));
    if (failed !== undefined) return { batchItemFailures: [{ itemIdentifier: failed.dynamodb.SequenceNumber }] };
  }
  return { batchItemFailures: [] };
}

/** The first record that the bus did not take. */
async function publish(records: readonly StreamRecord[]): Promise<StreamRecord | undefined> {
  const events = records.map((record) => {
    const entry = LogEntry.parse(fromImage(record.dynamodb.NewImage));
    return { type: entry.kind, at: entry.at, detail: entry };
  });
  try {
    const refused = await putEvents(events);
    return refused[0] === undefined ? undefined : records[refused[0]];
  } catch (error) {
    logger.error("The bus did not answer", { failure: error instanceof Error ? error.name : "unknown" });
    return records[0];
  }
}
