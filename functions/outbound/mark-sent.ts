import { Failure, StepFailure } from "../contracts/failures.ts";
import { type ConversationRow, type ReplyRow, TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { conversationKey, readConversation } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { messageWrite } from "../platform/message-ids.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, transact, update, type Write } from "../platform/rows.ts";
import { isAnswer } from "./may-send.ts";
import { ownMessageId, replyKey, statusIs } from "./outbox.ts";
import { openRepair, repairWrites } from "./repair.ts";

// The email is out: this write is worth more patience than any other. After it, the Send event is the second chance.
const mostTries = 8;

/**
 * Writes down that the mail service took a reply, once, whether the sender or an event says so. `conversation`, as the
 * sender saw it a moment ago, spares the first try its reading: the write holds only if it still stands so.
 */
export async function markSent(reply: ReplyRow, sesMessageId: string, conversation?: ConversationRow): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await transact(...(await sentWrites(reply, sesMessageId, tries === 1 ? conversation : undefined)));
      return;
    } catch (error) {
      if (error instanceof ConditionFailed && error.at === 0) return;
      const passing = error instanceof ConditionFailed || (error instanceof StepFailure && error.name === Failure.Busy);
      if (!passing || tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * tries));
    }
  }
}

async function sentWrites(reply: ReplyRow, sesMessageId: string, seen?: ConversationRow): Promise<Write[]> {
  const { replyId, conversationId, interactionId, attempt, kind, automatic } = reply;
  const [{ retentionDays }, conversation, repair] = await Promise.all([
    readPolicy(),
    seen ?? readConversation(conversationId),
    // Nobody was asked about a reply that its first sender has just sent.
    seen === undefined ? openRepair(reply) : undefined,
  ]);
  return [
    update("outbox", replyKey(replyId), {
      set: {
        ...statusIs("sent", reply.createdAt),
        sesMessageId,
        sentAt: nowIso(),
        leaseUntil: undefined,
        note: undefined,
      },
      condition: "attribute_exists(pk) AND #status <> :sent",
      where: { sent: "sent" },
    }),
    ...(isAnswer(reply) ? await answeredWrites(reply, conversation, repair) : []),
    ...(isAnswer(reply) && repair !== undefined ? await repairWrites(repair, reply, retentionDays) : []),
    messageWrite(`<${sesMessageId}@email.amazonses.com>`, { conversationId, replyId }, retentionDays),
    messageWrite(ownMessageId(replyId), { conversationId, replyId }, retentionDays),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "reply-sent", by: automatic ? "code" : reply.decidedBy },
        summary: `${automatic ? "The reply was sent" : "The person's reply was sent"}${withoutCopies(reply)}`,
        details: {
          ...{ replyId, sesMessageId, attempt, kind, automatic, seq: reply.seq },
          ...(reply.leftOut !== undefined && { copiesLeftOut: reply.leftOut.length }),
        },
      },
      retentionDays,
      replyId,
    ),
  ];
}

const withoutCopies = ({ leftOut = [] }: ReplyRow): string =>
  leftOut.length === 0
    ? ""
    : `; ${leftOut.length} of its copies not: those addresses asked for no email, or cannot be reached`;

/** The conversation is answered up to here; the task by which a person decided this reply is done, and so is its repair. */
async function answeredWrites(
  reply: ReplyRow,
  conversation: ConversationRow,
  repair: TaskRow | undefined,
): Promise<Write[]> {
  const { openTaskId, answeredSeq } = conversation;
  const task = openTaskId === undefined ? undefined : await getRow("tasks", { pk: openTaskId, sk: "task" }, TaskRow);
  const done = task?.status === "decided" && task.decision?.replyId === reply.replyId ? task : undefined;
  return [
    update("conversations", conversationKey(reply.conversationId), {
      set: {
        answeredSeq: Math.max(answeredSeq, reply.seq),
        ...((done !== undefined || (repair !== undefined && openTaskId === repair.taskId)) && {
          openTaskId: undefined,
        }),
      },
      // As read just now: a task that another run opened meanwhile must not be lost.
      condition:
        openTaskId === undefined
          ? "attribute_not_exists(#openTaskId) AND #answeredSeq = :answeredSeq"
          : "#openTaskId = :openTaskId AND #answeredSeq = :answeredSeq",
      where: { answeredSeq, ...(openTaskId !== undefined && { openTaskId }) },
    }),
    ...(done === undefined
      ? []
      : [
          update(
            "tasks",
            { pk: done.taskId, sk: "task" },
            {
              set: { status: "closed", ...indexed("byStatus", { pk: "closed", sk: done.dueAt }) },
              condition: "#version = :version",
              where: { version: done.version },
            },
          ),
        ]),
  ];
}
