import * as z from "zod";
import { type Email, Email as EmailSchema } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { type Subject, sameDigits } from "../contracts/ids.ts";
import { ConversationEmailRow, ConversationRow, InteractionRow } from "../contracts/rows.ts";
import { readEmail } from "./documents.ts";
import { getRow, type Query, queryRows } from "./rows.ts";
import { papers, readPaper } from "./working-papers.ts";

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

/**
 * The emails this run speaks to, oldest first: its own, and the unanswered ones before it that *Is this the newest?* gave
 * into its care. For models and code; without HTML.
 */
export async function unansweredEmails({ interactionId }: Subject): Promise<Email[]> {
  const [{ covers = [] }, own] = await Promise.all([readInteraction(interactionId), readingOf(interactionId)]);
  const older = await Promise.all(covers.map((covered) => readingOf(covered)));
  return [...older, own];
}

/** An interaction's email: from its row, where every step would otherwise fetch an object; from S3 when it was too long. */
const readingOf = async (interactionId: string): Promise<Email> =>
  (await readPaper(interactionId, papers.reading, EmailSchema)) ?? readEmail(sameDigits("eml", interactionId));

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
