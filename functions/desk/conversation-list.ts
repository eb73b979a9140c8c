import { createHash } from "node:crypto";
import type * as z from "zod";
import type { ConversationQuery, ConversationSummary } from "../contracts/desk/conversations.ts";
import { ConversationRow } from "../contracts/rows.ts";
import { comparable } from "../platform/addresses.ts";
import { conversationKey } from "../platform/interactions.ts";
import { readPolicy } from "../platform/policy.ts";
import { getRow, queryRows } from "../platform/rows.ts";
import { searchInteractions } from "./search-interactions.ts";

type Query = z.infer<typeof ConversationQuery>;

export const conversationEtag = (row: ConversationRow): string =>
  createHash("sha256")
    .update(JSON.stringify([row.lastSeq, row.answeredSeq, row.openTaskId, row.tags ?? [], regrouped(row)]))
    .digest("hex")
    .slice(0, 16);

const regrouped = ({ mergedInto, mergedFrom, movedAway }: ConversationRow) => [mergedInto, mergedFrom, movedAway];

/** The place of its newest email that no split took away. */
const newestHere = ({ lastSeq, movedAway }: ConversationRow): number =>
  movedAway?.upTo === lastSeq ? movedAway.newest : lastSeq;

export const summaryOf = (row: ConversationRow): ConversationSummary => ({
  ...row,
  tags: row.tags ?? [],
  etag: `"${conversationEtag(row)}"`,
});

/** Conversations of one customer with any of our mailboxes, the latest first. */
export async function conversationsOf(address: string, mailboxes: readonly string[]): Promise<ConversationSummary[]> {
  const known = comparable(address) ?? address;
  const pages = await Promise.all(
    mailboxes.map((mailbox) =>
      queryRows(
        { table: "conversations", index: "byCustomer", pk: `${mailbox}#${known}`, newestFirst: true, limit: 100 },
        ConversationRow,
      ),
    ),
  );
  return pages
    .flatMap(({ rows }) => rows)
    .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
    .map(summaryOf);
}

/**
 * All conversations, the latest first. Their order is that of the newest interactions: a conversation is listed at the one
 * that holds its newest email, so none comes twice and none is left out. Text is looked for in what each email said it was
 * about; tags in the conversation.
 */
export async function listConversations(
  query: Query,
): Promise<{ conversations: ConversationSummary[]; next?: string }> {
  if (query.customer !== undefined) {
    const mailboxes = query.mailbox === undefined ? Object.keys((await readPolicy()).mailboxes) : [query.mailbox];
    const all = await conversationsOf(query.customer, mailboxes);
    return { conversations: all.filter(filterOf(query)) };
  }
  const wish = {
    ...(query.mailbox !== undefined && { mailbox: query.mailbox }),
    ...(query.text !== undefined && { text: query.text }),
  };
  const { interactions, next } = await searchInteractions(wish, query.limit, query.after);
  const rows = await Promise.all(
    interactions
      .filter(({ seq }) => seq > 0)
      .map(async ({ conversationId, seq }) => {
        const row = await getRow("conversations", conversationKey(conversationId), ConversationRow);
        return row !== undefined && newestHere(row) === seq ? row : undefined;
      }),
  );
  const known = rows.filter((row) => row !== undefined).map(summaryOf);
  return { conversations: known.filter(filterOf(query)), ...(next !== undefined && { next }) };
}

const filterOf =
  ({ tag, state }: Query) =>
  (row: ConversationSummary): boolean =>
    (tag === undefined || row.tags.includes(tag)) &&
    (state === "any" || (row.openTaskId === undefined ? "answered" : "waiting") === state);
