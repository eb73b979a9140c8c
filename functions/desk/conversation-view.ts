import type { ConversationDetail } from "../contracts/desk/conversations.ts";
import type { EmailView } from "../contracts/desk/task-view.ts";
import { ConversationRow, InteractionRow, ReplyRow } from "../contracts/rows.ts";
import { conversationEmails, conversationKey, interactionKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import { conversationsOf, summaryOf } from "./conversation-list.ts";
import { frameAddresses } from "./email-frame.ts";
import { emailView } from "./email-view.ts";
import { withWhy } from "./interaction-list.ts";
import { logOfConversation } from "./log-entries.ts";
import { notesOf } from "./notes.ts";

// The newest emails of a conversation are the ones a person needs; older ones are counted and not read.
const mostEmails = 25;

/** A conversation with all that was said and done in it; undefined when there is none. */
export async function conversationView(conversationId: string): Promise<ConversationDetail | undefined> {
  const conversation = await getRow("conversations", conversationKey(conversationId), ConversationRow);
  if (conversation === undefined) return undefined;
  const rows = await conversationEmails(conversationId);
  const newest = rows.slice(-mostEmails);
  const frameOf = await frameAddresses();
  const [emails, interactions, log, notes, history] = await Promise.all([
    Promise.all(newest.map((row) => emailView(row.emailId, frameOf))),
    Promise.all(newest.map((row) => getRow("interactions", interactionKey(row.interactionId), InteractionRow))),
    logOfConversation(conversationId),
    notesOf(conversationId),
    conversationsOf(conversation.customer.address, [conversation.mailbox]),
  ]);
  const known = interactions.filter((row) => row !== undefined);
  return {
    conversation: summaryOf(conversation),
    olderEmails: rows.length - newest.length,
    emails: emails.filter((email): email is EmailView => email !== undefined),
    interactions: known.map(withWhy),
    replies: await repliesOf(known),
    notes,
    log,
    history: history.filter((other) => other.conversationId !== conversationId),
  };
}

/** What we answered, or are about to, oldest first. */
async function repliesOf(interactions: readonly InteractionRow[]): Promise<ReplyRow[]> {
  const ids = [...new Set(interactions.map((row) => row.replyId).filter((id) => id !== undefined))];
  const rows = await Promise.all(ids.map((replyId) => getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow)));
  return rows.filter((row) => row !== undefined).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
