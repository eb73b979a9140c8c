import * as z from "zod";
import { EmailId } from "../contracts/ids.ts";
import { expiryInDays } from "../platform/clock.ts";
import { getRow, type Key, put, type Write } from "../platform/rows.ts";
import type { Reading } from "./reading.ts";

/** conversations: pk `raw#<object key>`, sk `raw`: this raw object became that email. The sweep looks for objects without one. */
const RawRow = z.object({ emailId: EmailId });

const rawRowKey = (objectKey: string): Key => ({ pk: `raw#${objectKey}`, sk: "raw" });

/** The sweep looks back a day; a week leaves room for dead letters that are sent round again. */
const keepDays = 7;

export function rawWrites(reading: Pick<Reading, "rawKey" | "emailId">): Write[] {
  if (reading.rawKey === undefined) return [];
  return [
    put("conversations", {
      ...rawRowKey(reading.rawKey),
      emailId: reading.emailId,
      expiresAt: expiryInDays(keepDays),
    }),
  ];
}

export const wasRead = async (objectKey: string): Promise<boolean> =>
  (await getRow("conversations", rawRowKey(objectKey), RawRow)) !== undefined;
