import type { DecisionRequest } from "../contracts/decision.ts";
import { Draft } from "../contracts/draft.ts";
import { type ConversationEmailRow, ReplyRow, type TaskRow } from "../contracts/rows.ts";
import { ToolPaper } from "../contracts/tools.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationEmails } from "../platform/interactions.ts";
import { indexed, putNew, type Write } from "../platform/rows.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { difference, type Hunk } from "./difference.ts";
import { uploadsNamed, uploadUsed } from "./uploads.ts";

// A reply that differs in more places was written anew, and the text itself is kept anyway.
const mostHunks = 200;

type Sending = Extract<DecisionRequest, { kind: "approve" | "edit" | "rewrite" }>;

export interface QueuedReply {
  readonly replyId: string;
  /** The reply, and the uploads it takes. */
  readonly writes: readonly Write[];
  /** How far the person moved from the draft, for the log; 0 when it went out as it stood. */
  readonly changedCharacters: number;
  readonly difference: readonly Hunk[];
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
  const hunks = difference(draft?.text ?? "", text);
  const [attachments, effects] = await Promise.all([
    uploadsNamed(request.attachments ?? []),
    agreedEffects(task, request),
  ]);
  // Only the sender's own address may get a one-time code.
  const codeId = (request.cc ?? []).length > 0 || request.kind === "rewrite" ? undefined : draft?.codeId;
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
    ...threading(newest),
    ...(request.cc !== undefined && request.cc.length > 0 && { cc: request.cc }),
    ...(attachments.length > 0 && { attachments: attachments.map(({ uploadId: _, ...file }) => file) }),
    ...(codeId !== undefined && { codeId }),
    ...(effects.length > 0 && { effects }),
    automatic: false,
    decidedBy: `person:${by}`,
    kind: "answer",
    status: "pending",
    attempt: 0,
    createdAt: nowIso(),
  });
  return {
    replyId,
    changedCharacters: hunks.reduce((sum, { removed, added }) => sum + Math.max(removed.length, added.length), 0),
    difference: hunks.slice(0, mostHunks),
    writes: [
      putNew("outbox", {
        pk: replyId,
        sk: "reply",
        ...reply,
        ...indexed("byStatus", { pk: reply.status, sk: reply.createdAt }),
        expiresAt: expiryInDays(retentionDays),
      }),
      ...attachments.map(({ uploadId }) => uploadUsed(uploadId, replyId, retentionDays)),
    ],
  };
}

const threading = ({ messageId, references }: ConversationEmailRow) =>
  messageId === undefined ? { references } : { inReplyTo: messageId, references: [...references, messageId] };

/** The effects that the person lets happen: only what the agents proposed for this very email. */
async function agreedEffects(task: TaskRow, { effects = [] }: Sending): Promise<readonly string[]> {
  if (effects.length === 0) return [];
  const paper = await readPaper(task.interactionId, papers.tools, ToolPaper);
  const proposed = new Set(paper?.effects.map(({ effectId }) => effectId));
  if (!effects.every((effectId) => proposed.has(effectId)))
    throw new CannotDecide(
      "One of these actions was not proposed for this email. Look at the task again, then decide.",
    );
  return [...new Set(effects)];
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
