import * as z from "zod";
import { nowMs } from "../platform/clock.ts";
import { updateItem } from "../platform/dynamo.ts";
import { getRow } from "../platform/rows.ts";
import { tableName } from "../platform/settings.ts";

// Whether the mail service's events reach us at all: without that sign, the silence about one reply means nothing.
// counters: pk `sending-events`, sk `last`.

const key = { pk: "sending-events", sk: "last" } as const;
const SignRow = z.object({ atMs: z.number() });

// Ten seconds' worth of events need one write.
const everyMs = 10_000;
let notedMs = 0;

export async function noteSendEvent(): Promise<void> {
  const atMs = nowMs();
  if (atMs - notedMs < everyMs) return;
  await updateItem({
    TableName: tableName("counters"),
    Key: { ...key },
    UpdateExpression: "SET #atMs = :atMs",
    ExpressionAttributeNames: { "#atMs": "atMs" },
    ExpressionAttributeValues: { ":atMs": atMs },
  });
  notedMs = atMs;
}

/** When an event last came, in epoch ms; undefined when none ever did. */
export const lastSendEventMs = async (): Promise<number | undefined> => (await getRow("counters", key, SignRow))?.atMs;
