import { LogEntry } from "../contracts/log-entry.ts";
import { type Query, queryRows } from "../platform/rows.ts";

/** Everything that happened to an interaction, oldest first. */
export const logOfInteraction = (interactionId: string): Promise<LogEntry[]> =>
  inOrder({ table: "log", pk: interactionId });

/** Everything that happened in a conversation, over all its interactions. */
export const logOfConversation = (conversationId: string): Promise<LogEntry[]> =>
  inOrder({ table: "log", index: "byConversation", pk: conversationId });

// 20 pages of 1 MB: more is a conversation that went wrong, and its oldest entries tell where.
const mostPages = 20;

async function inOrder(query: Query): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await queryRows({ ...query, ...(after !== undefined && { after }) }, LogEntry);
    entries.push(...page.rows);
    if (page.next === undefined) break;
    after = page.next;
  }
  // Entries that may exist only once have keys without a time, so the table's own order is not the order of events.
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
