import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { type ConversationEmailRow, ConversationRow, emailSort, TaskRow } from "../contracts/rows.ts";
import { expiryInDays } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationKey, interactionKey, readInteraction, wholeConversation } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { messageWrite } from "../platform/message-ids.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, putNew, transact, update, type Write } from "../platform/rows.ts";
import { movedOn, type Regrouped, refused } from "./merge-conversation.ts";

// A transaction takes 100 writes, and each email that moves costs four.
const mostAtOnce = 20;

interface Scene {
  readonly old: ConversationRow;
  /** Those that move, oldest first. */
  readonly emails: readonly ConversationEmailRow[];
  /** The newest of those that stay. */
  readonly stays: ConversationEmailRow;
  /** The open question about them, which moves with them. */
  readonly task: TaskRow | undefined;
  readonly into: string;
}

/**
 * Makes a conversation of its own of the emails from number `seq` on: the customer has begun another matter in an old
 * thread. Their open task moves with them, their places begin at 1, and the old conversation keeps its count, since a
 * place is never given twice.
 */
export async function splitConversation(conversationId: string, seq: number, by: PersonRef): Promise<Regrouped> {
  const row = await getRow("conversations", conversationKey(conversationId), ConversationRow);
  if (row === undefined) return { kind: "unknown" };
  const { conversation: old, emails } = await wholeConversation(conversationId);
  const moving = emails.filter((email) => email.seq >= seq);
  const stays = emails.findLast((email) => email.seq < seq);
  if (stays === undefined || moving.length === 0)
    return refused("Choose an email after the first: it and those after it become a conversation of their own.");
  const why = await whyNot(old, emails, moving, seq);
  if (why !== undefined) return refused(why);
  const task = await openTaskOf(old);
  // 128 bits, as every conversation's id, so that it fits into a signed address.
  const into = idFrom("con", conversationId, "split", String(seq)).slice(0, "con_".length + 32);
  try {
    await transact(...(await splitWrites({ old, emails: moving, stays, task, into }, seq, by)));
    return { kind: "done", conversationId: into };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return movedOn;
  }
}

async function whyNot(
  old: ConversationRow,
  emails: readonly ConversationEmailRow[],
  moving: readonly ConversationEmailRow[],
  seq: number,
): Promise<string | undefined> {
  if (old.mergedInto !== undefined) return "This conversation was put into another one. Split that one.";
  if (moving.length > mostAtOnce) return `At most ${mostAtOnce} emails can be moved at once. Choose a later one.`;
  if (emails.some((email) => email.seq < seq && email.seq > old.answeredSeq))
    return "Earlier emails of it are not answered yet. Answer or close them first, then split.";
  const rows = await Promise.all(moving.map(({ interactionId }) => readInteraction(interactionId)));
  if (rows.some(({ outcome }) => outcome === "open"))
    return "One of these emails is being worked on just now. Try again in a minute.";
  return undefined;
}

async function openTaskOf({ openTaskId }: ConversationRow): Promise<TaskRow | undefined> {
  const task = openTaskId === undefined ? undefined : await getRow("tasks", { pk: openTaskId, sk: "task" }, TaskRow);
  return task?.status === "open" ? task : undefined;
}

async function splitWrites({ old, emails, stays, task, into }: Scene, from: number, by: PersonRef): Promise<Write[]> {
  const { retentionDays } = await readPolicy();
  const { conversationId, lastSeq, answeredSeq, openTaskId } = old;
  const place = new Map(emails.map(({ seq }, at) => [seq, at + 1]));
  const [first] = emails;
  const subject = first?.subject ?? old.subject;
  const answered = emails.filter(({ seq }) => seq <= answeredSeq).length;
  const row: ConversationRow = {
    ...{ conversationId: into, mailbox: old.mailbox, customer: old.customer, subject, splitFrom: conversationId },
    ...{ lastSeq: emails.length, answeredSeq: answered, lastAt: emails.at(-1)?.receivedAt ?? old.lastAt },
    ...(openTaskId !== undefined && { openTaskId }),
  };
  const log = (about: string): Write =>
    logWrite(
      {
        ...{ interactionId: "system", conversationId: about, kind: "conversation-split", by: `person:${by.name}` },
        summary: "Another matter in an old thread was made a conversation of its own.",
        details: { from: conversationId, into, emails: emails.length, ...(task && { taskId: task.taskId }) },
      },
      retentionDays,
    );
  return [
    putNew("conversations", {
      ...{ ...conversationKey(into), ...row, expiresAt: expiryInDays(retentionDays) },
      ...byCustomer(row, row.lastAt),
    }),
    update("conversations", conversationKey(conversationId), {
      set: {
        ...{ answeredSeq: lastSeq, openTaskId: undefined, movedAway: { newest: stays.seq, upTo: lastSeq } },
        ...{ lastAt: stays.receivedAt, ...byCustomer(old, stays.receivedAt) },
      },
      condition: `#lastSeq = :last AND #answeredSeq = :answered AND ${
        openTaskId === undefined ? "attribute_not_exists(#openTaskId)" : "#openTaskId = :task"
      }`,
      where: { last: lastSeq, answered: answeredSeq, ...(openTaskId !== undefined && { task: openTaskId }) },
    }),
    ...(task === undefined ? [] : [taskMoves(task, into, place.get(task.seq) ?? task.seq)]),
    ...emails.flatMap((email) => emailMoves(email, conversationId, into, place.get(email.seq) ?? from, retentionDays)),
    log(conversationId),
    log(into),
  ];
}

const byCustomer = ({ mailbox, customer }: ConversationRow, at: string) =>
  indexed("byCustomer", { pk: `${mailbox}#${customer.address}`, sk: at });

const taskMoves = (task: TaskRow, into: string, seq: number): Write =>
  update(
    "tasks",
    { pk: task.taskId, sk: "task" },
    {
      set: { conversationId: into, seq, version: task.version + 1 },
      condition: "#status = :open AND #version = :version",
      where: { open: "open", version: task.version },
    },
  );

function emailMoves(
  email: ConversationEmailRow,
  from: string,
  into: string,
  seq: number,
  retentionDays: number,
): Write[] {
  const { emailId, interactionId, messageId } = email;
  return [
    putNew("conversations", {
      ...{ pk: into, sk: emailSort(seq), ...email, seq, expiresAt: expiryInDays(retentionDays) },
    }),
    update(
      "conversations",
      { pk: from, sk: emailSort(email.seq) },
      {
        set: { movedTo: into },
        condition: "attribute_exists(pk) AND attribute_not_exists(#movedTo)",
      },
    ),
    update("interactions", interactionKey(interactionId), {
      set: { conversationId: into, seq },
      condition: "#conversationId = :from AND #outcome <> :open",
      where: { from, open: "open" },
    }),
    // Under the old conversation's name, so that an answer to this email finds one conversation, the new one.
    ...(messageId === undefined
      ? []
      : [messageWrite(messageId, { conversationId: into, emailId }, retentionDays, from)]),
  ];
}
