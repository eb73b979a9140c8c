import { createHash } from "node:crypto";
import * as z from "zod";
import { ConversationId, EmailId, ReplyId } from "../contracts/ids.ts";
import { expiryInDays } from "./clock.ts";
import { put, queryRows, type Write } from "./rows.ts";

/**
 * conversations: pk `message#<hash of the Message-ID>`, sk `conversationId`: which conversations know an email by that id.
 * Several may, since anyone can copy a Message-ID; whoever looks must also ask whose conversation it is.
 */
export const MessageRow = z.object({
  conversationId: ConversationId,
  emailId: EmailId.optional(),
  /** Set on our own replies. */
  replyId: ReplyId.optional(),
});
export type MessageRow = z.infer<typeof MessageRow>;

/**
 * SES gives a reply an id of its own and puts a host behind it that differs by region: there only the part before the
 * `@` counts. https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */
const comparableId = (messageId: string): string => {
  const bare = messageId.trim().replace(/^<|>$/g, "");
  return /@(?:[a-z0-9-]+\.)*amazonses\.com$/i.test(bare) ? `ses:${bare.slice(0, bare.lastIndexOf("@"))}` : bare;
};

const messageKey = (messageId: string): string =>
  `message#${createHash("sha256").update(comparableId(messageId)).digest("hex").slice(0, 40)}`;

/** `place` names the conversation whose row it takes, where a person moved the email out of that one. */
export function messageWrite(
  messageId: string,
  row: MessageRow,
  retentionDays: number,
  place: string = row.conversationId,
): Write {
  return put("conversations", {
    pk: messageKey(messageId),
    sk: place,
    ...row,
    expiresAt: expiryInDays(retentionDays),
  });
}

/** All that is known by this Message-ID; the first page is enough, since honest ids have one row. */
export async function messageRows(messageId: string): Promise<MessageRow[]> {
  const { rows } = await queryRows({ table: "conversations", pk: messageKey(messageId), limit: 25 }, MessageRow);
  return rows;
}
