import * as z from "zod";
import type { Email } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Subject } from "../contracts/ids.ts";
import { ConversationEmailRow, ConversationRow, InteractionRow } from "../contracts/rows.ts";
import { readEmail } from "./documents.ts";
import { getRow, type Query, queryRows } from "./rows.ts";

export const interactionKey = (interactionId: string) => ({ pk: interactionId, sk: "interaction" });
export const conversationKey = (conversationId: string) => ({ pk: conversationId, sk: "conversation" });

export async function readInteraction(interactionId: string): Promise<InteractionRow> {
  return found(
    await getRow("interactions", interactionKey(interactionId), InteractionRow),
    `interaction ${interactionId}`,
  );
}

export async function readConversation(conversationId: string): Promise<ConversationRow> {
  return found(
    await getRow("conversations", conversationKey(conversationId), ConversationRow),
    `conversation ${conversationId}`,
  );
}

/** All emails of a conversation by seq; conversations are short, but pages are followed to the end. */
export const conversationEmails = async (conversationId: string): Promise<ConversationEmailRow[]> =>
  stillHere(
    await allRows(
      { table: "conversations", pk: conversationId, sk: { condition: "begins_with", value: "email#" } },
      ConversationEmailRow,
    ),
  );

/** Without those that a person moved into another conversation. */
const stillHere = (rows: ConversationEmailRow[]): ConversationEmailRow[] =>
  rows.filter(({ movedTo }) => movedTo === undefined);

/** A conversation with its emails by seq, as one query: they lie under one key. */
export async function wholeConversation(
  conversationId: string,
): Promise<{ conversation: ConversationRow; emails: ConversationEmailRow[] }> {
  const items = await allRows({ table: "conversations", pk: conversationId }, z.looseObject({ sk: z.string() }));
  const conversation = items.find(({ sk }) => sk === conversationKey(conversationId).sk);
  return {
    conversation: ConversationRow.parse(found(conversation, `conversation ${conversationId}`)),
    emails: stillHere(
      items.filter(({ sk }) => sk.startsWith("email#")).map((item) => ConversationEmailRow.parse(item)),
    ),
  };
}

/** The emails this run speaks to: unanswered ones up to its own seq, oldest first. At least its own. */
export async function unansweredEmails(subject: Subject): Promise<Email[]> {
  const { conversation, emails } = await wholeConversation(subject.conversationId);
  const mine = emails.filter(
    (row) => row.seq <= subject.seq && (row.seq > conversation.answeredSeq || row.seq === subject.seq),
  );
  return Promise.all(mine.map((row) => readEmail(row.emailId)));
}

/** Every row of a query, page by page. */
async function allRows<T extends z.ZodType>(query: Query, schema: T): Promise<z.infer<T>[]> {
  const rows: z.infer<T>[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows({ ...query, ...(after !== undefined && { after }) }, schema);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new StepFailure(Failure.BadInput, `There is no ${what}`);
  return row;
}
