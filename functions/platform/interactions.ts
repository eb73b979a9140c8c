import type { Email } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Subject } from "../contracts/ids.ts";
import { ConversationEmailRow, ConversationRow, InteractionRow } from "../contracts/rows.ts";
import { readEmail } from "./documents.ts";
import { getRow, queryRows } from "./rows.ts";

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
export async function conversationEmails(conversationId: string): Promise<ConversationEmailRow[]> {
  const rows: ConversationEmailRow[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows(
      {
        table: "conversations",
        pk: conversationId,
        sk: { condition: "begins_with", value: "email#" },
        ...(after !== undefined && { after }),
      },
      ConversationEmailRow,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}

/** The emails this run speaks to: unanswered ones up to its own seq, oldest first. At least its own. */
export async function unansweredEmails(subject: Subject): Promise<Email[]> {
  const [conversation, rows] = await Promise.all([
    readConversation(subject.conversationId),
    conversationEmails(subject.conversationId),
  ]);
  const mine = rows.filter(
    (row) => row.seq <= subject.seq && (row.seq > conversation.answeredSeq || row.seq === subject.seq),
  );
  return Promise.all(mine.map((row) => readEmail(row.emailId)));
}

function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new StepFailure(Failure.BadInput, `There is no ${what}`);
  return row;
}
