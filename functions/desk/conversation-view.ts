import type { ConversationDetail } from "../contracts/desk/conversations.ts";
import type { EmailView } from "../contracts/desk/task-view.ts";
import { ConversationRow, InteractionRow, ReplyRow } from "../contracts/rows.ts";
import { conversationEmails, conversationKey, interactionKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import { conversationGroup } from "./conversation-group.ts";
import { conversationsOf, summaryOf } from "./conversation-list.ts";
import { frameAddresses } from "./email-frame.ts";
import { emailView } from "./email-view.ts";
import { withWhy } from "./interaction-list.ts";
import { logOfConversation } from "./log-entries.ts";
import { notesOf } from "./notes.ts";

// The newest emails of a conversation are the ones a person needs; older ones are counted and not read.
const mostEmails = 25;

/** A conversation with all that was said and done in it and in those put together with it; undefined when there is none. */
export async function conversationView(conversationId: string): Promise<ConversationDetail | undefined> {
  const conversation = await getRow("conversations", conversationKey(conversationId), ConversationRow);
  if (conversation === undefined) return undefined;
  const group = (await conversationGroup(conversation)).map(({ conversationId: id }) => id);
  const [own = [], ...others] = await Promise.all(group.map(emailsOf));
  // Its own emails keep the order of their places; only between conversations does time tell.
  const rows = others.reduce((merged, emails) => inOrderOfTime([...merged, ...emails]), own);
  const newest = rows.slice(-mostEmails);
  const frameOf = await frameAddresses();
  const [emails, interactions, log, notes, history] = await Promise.all([
    Promise.all(
      newest.map(async ({ emailId, seq, of }): Promise<EmailView | undefined> => {
        const email = await emailView(emailId, frameOf);
        return email && { ...email, seq, ...(of !== conversationId && { of }) };
      }),
    ),
    Promise.all(newest.map((row) => getRow("interactions", interactionKey(row.interactionId), InteractionRow))),
    inTime(group.map(logOfConversation)),
    inTime(group.map(notesOf)),
    conversationsOf(conversation.customer.address, [conversation.mailbox]),
  ]);
  const known = interactions.filter((row) => row !== undefined);
  return {
    conversation: summaryOf(conversation),
    olderEmails: rows.length - newest.length,
    emails: emails.filter((email) => email !== undefined),
    interactions: known.map(withWhy),
    replies: await repliesOf(known),
    notes,
    log,
    history: history.filter((other) => !group.includes(other.conversationId)),
  };
}

const emailsOf = async (of: string) => (await conversationEmails(of)).map((row) => ({ ...row, of }));

const inOrderOfTime = <T extends { readonly receivedAt: string }>(emails: readonly T[]): T[] =>
  emails.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0));

/** What each of the group tells, oldest first. */
const inTime = async <T extends { readonly at: string }>(each: readonly Promise<T[]>[]): Promise<T[]> =>
  (await Promise.all(each)).flat().toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

/** What we answered, or are about to, oldest first. */
async function repliesOf(interactions: readonly InteractionRow[]): Promise<ReplyRow[]> {
  const ids = [...new Set(interactions.map((row) => row.replyId).filter((id) => id !== undefined))];
  const rows = await Promise.all(ids.map((replyId) => getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow)));
  return rows.filter((row) => row !== undefined).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
