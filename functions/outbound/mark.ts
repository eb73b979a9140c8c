import type { Reason } from "../contracts/outcome.ts";
import type { ReplyRow } from "../contracts/rows.ts";
import { logWrite, type NewLogEntry } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, transact, update } from "../platform/rows.ts";
import { replyKey, statusIs } from "./outbox.ts";

interface Mark {
  readonly status: ReplyRow["status"];
  readonly note: string | undefined;
  readonly kind?: NewLogEntry["kind"];
  readonly summary?: string;
}

/** Moves a reply on, unless somebody has meanwhile: then that stands (an event may have said `sent`). */
async function mark(reply: ReplyRow, { status, note, kind, summary }: Mark): Promise<void> {
  const { retentionDays } = await readPolicy();
  const { interactionId, conversationId, replyId, attempt } = reply;
  const row = update("outbox", replyKey(replyId), {
    set: { ...statusIs(status, reply.createdAt), note, leaseUntil: undefined },
    condition: "#status = :was AND #attempt = :attempt",
    where: { was: reply.status, attempt },
  });
  const entry = kind && {
    ...{ interactionId, conversationId, kind, by: "code", summary: summary ?? kind },
    details: { replyId, attempt, note },
  };
  try {
    await transact(row, ...(entry ? [logWrite(entry, retentionDays, `${replyId}-${attempt}`)] : []));
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

export const markPendingAgain = (reply: ReplyRow): Promise<void> => mark(reply, { status: "pending", note: undefined });

export const markUnknown = (reply: ReplyRow, note: string): Promise<void> =>
  mark(reply, {
    ...{ status: "unknown", note, kind: "reply-unknown" },
    summary: "It is not certain whether the mail service took the reply",
  });

export const markFailed = (reply: ReplyRow, note: string): Promise<void> =>
  mark(reply, { status: "failed", note, kind: "reply-failed", summary: "The mail service refused the reply" });

/** Will never be sent; the note is the reason code. */
export const markCancelled = (reply: ReplyRow, reason: Reason): Promise<void> =>
  mark(reply, {
    status: "cancelled",
    note: reason,
    kind: "reply-cancelled",
    summary: `The reply was not sent: ${reason}`,
  });
