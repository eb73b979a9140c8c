import type { DecisionRequest } from "../contracts/decision.ts";
import { Draft } from "../contracts/draft.ts";
import { type ConversationEmailRow, ReplyRow, type TaskRow } from "../contracts/rows.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationEmails } from "../platform/interactions.ts";
import { indexed, putNew, type Write } from "../platform/rows.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { CannotDecide } from "./cannot-decide.ts";

type Sending = Extract<DecisionRequest, { kind: "approve" | "edit" | "rewrite" }>;

export interface QueuedReply {
  readonly replyId: string;
  readonly write: Write;
  /** How far the person moved from the draft, for the log; 0 when it went out as it stood. */
  readonly changedCharacters: number;
}

/**
 * The outbox row of a person's reply. Its id comes from the task and the version decided, so a decision has one reply.
 * Recipient, subject and threading come from our own rows, never from the request or the draft (P1, P15).
 */
export async function queueReply(
  task: TaskRow,
  version: number,
  request: Sending,
  by: string,
  retentionDays: number,
): Promise<QueuedReply> {
  const [draft, newest] = await Promise.all([draftOf(task), newestEmail(task)]);
  if (request.kind !== "rewrite" && draft === undefined) {
    throw new CannotDecide("There is no draft to approve. Write your own reply instead.");
  }
  const text = request.kind === "approve" ? (draft?.text ?? "") : request.text;
  const replyId = idFrom("rpl", task.taskId, String(version));
  const reply = ReplyRow.parse({
    replyId,
    conversationId: task.conversationId,
    interactionId: task.interactionId,
    seq: task.seq,
    mailbox: task.mailbox,
    to: newest.replyTo,
    subject: newest.subject,
    text,
    language: draft?.language ?? task.sorting?.language,
    ...(newest.messageId !== undefined && { inReplyTo: newest.messageId }),
    references: [...newest.references, ...(newest.messageId === undefined ? [] : [newest.messageId])],
    automatic: false,
    decidedBy: `person:${by}`,
    kind: "answer",
    status: "pending",
    attempt: 0,
    createdAt: nowIso(),
  });
  return {
    replyId,
    changedCharacters: distance(draft?.text ?? "", text),
    write: putNew("outbox", {
      pk: replyId,
      sk: "reply",
      ...reply,
      ...indexed("byStatus", { pk: reply.status, sk: reply.createdAt }),
      expiresAt: expiryInDays(retentionDays),
    }),
  };
}

async function draftOf(task: TaskRow): Promise<Draft | undefined> {
  if (task.draftId === undefined) return undefined;
  return readPaper(task.interactionId, papers.draft(task.draftId), Draft);
}

async function newestEmail(task: TaskRow): Promise<ConversationEmailRow> {
  const emails = await conversationEmails(task.conversationId);
  const newest = emails.findLast((email) => email.seq <= task.seq);
  if (newest === undefined) throw new CannotDecide("This task has no email to reply to. Close it with what you found.");
  return newest;
}

/** Characters outside what both texts begin and end with: cheap, and enough to tell a comma from a new letter. */
function distance(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return Math.max(before.length, after.length) - start - end;
}
