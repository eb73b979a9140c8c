import { randomBytes } from "node:crypto";
import { LogEntry } from "../contracts/log-entry.ts";
import { expiryInDays, nowIso } from "./clock.ts";
import { put, putNew, type Write } from "./rows.ts";

/** All entries of one day (UTC) lie together in `byTime`. */
export const timePartition = (at: string): string => at.slice(0, 10);

export type NewLogEntry = Omit<LogEntry, "entryId" | "at">;

/**
 * The write that adds a log entry; it goes into the transaction of the change it tells of, never after it.
 * `once` (e.g. a reply id) makes the entry the only one of its kind for that thing: a repeated step adds none.
 */
export function logWrite(entry: NewLogEntry, retentionDays: number, once?: string): Write {
  const at = nowIso();
  const entryId = once ?? randomBytes(8).toString("hex");
  const row = LogEntry.parse({ ...entry, at, entryId });
  const item = {
    pk: row.interactionId,
    sk: once === undefined ? `${at}#${entryId}` : `${entry.kind}#${once}`,
    ...row,
    ...(row.conversationId !== undefined && {
      byConversationPk: row.conversationId,
      byConversationSk: `${at}#${entryId}`,
    }),
    byTimePk: timePartition(at),
    byTimeSk: `${at}#${entryId}`,
    expiresAt: expiryInDays(retentionDays),
  };
  return once === undefined ? put("log", item) : putNew("log", item);
}
