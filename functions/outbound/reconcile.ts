import { StepFailure } from "../contracts/failures.ts";
import { ReplyRow } from "../contracts/rows.ts";
import { nowMs } from "../platform/clock.ts";
import { readConversation } from "../platform/interactions.ts";
import { logger } from "../platform/logger.ts";
import { queryRows } from "../platform/rows.ts";
import { markPendingAgain, markUnknown } from "./mark.ts";
import { queuedReply } from "./outbox.ts";
import { openRepair, ringRepair } from "./repair.ts";
import { lastSendEventMs } from "./send-event-sign.ts";
import { sendQueued } from "./send-queued.ts";

// The declared window between "SES took it" and "marked sent". A Send event settles it; when none came for this reply
// for 15 minutes although others' did, SES never took it and it is sent again. Otherwise the silence proves nothing:
// the row stays `unknown` and the run has long asked a person.

const minuteMs = 60_000;
const silenceMs = 15 * minuteMs;

export interface Reconciled {
  readonly sentAgain: number;
  readonly stillUnknown: number;
}

export async function reconcile(): Promise<Reconciled> {
  for (const reply of await stuck("sending")) {
    if ((reply.leaseUntil ?? 0) < nowMs()) await markUnknown(reply, "Whoever was sending it stopped before its end");
  }
  const lastEventMs = await lastSendEventMs();
  const unknown = await stuck("unknown");
  const neverTaken = unknown.filter((reply) => wasNeverTaken(reply, lastEventMs));
  for (const reply of neverTaken) await markPendingAgain(reply);
  const forgotten = (await stuck("pending")).filter(({ createdAt }) => nowMs() - Date.parse(createdAt) > silenceMs);
  let sentAgain = 0;
  for (const reply of forgotten) if ((await isNobodys(reply)) && (await trySending(reply.replyId))) sentAgain++;
  const stillUnknown = unknown.length - neverTaken.length;
  if (sentAgain + stillUnknown > 0) logger.warn("Replies were stuck on their way", { sentAgain, stillUnknown });
  return { sentAgain, stillUnknown };
}

/** No Send event for 15 minutes, while events did come well after this reply was handed over. */
function wasNeverTaken(reply: ReplyRow, lastEventMs: number | undefined): boolean {
  const askedMs = reply.leasedMs ?? Date.parse(reply.createdAt);
  return nowMs() - askedMs > silenceMs && lastEventMs !== undefined && lastEventMs > askedMs + silenceMs / 3;
}

async function stuck(status: "pending" | "sending" | "unknown"): Promise<ReplyRow[]> {
  const rows: ReplyRow[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows(
      { table: "outbox", index: "byStatus", pk: status, ...(after !== undefined && { after }) },
      ReplyRow,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows;
}

/**
 * An automatic reply whose run is gone may go out only while no person has been asked about the conversation, but for
 * whether this very reply went out: what is proven never to have been taken answers that by being sent.
 */
async function isNobodys(reply: ReplyRow): Promise<boolean> {
  if (!reply.automatic) return true;
  const [{ openTaskId }, repair] = await Promise.all([readConversation(reply.conversationId), openRepair(reply)]);
  return openTaskId === undefined || openTaskId === repair?.taskId;
}

/** True when it went out. What stands in the way is written in the row, and is the next sweep's or a person's business. */
async function trySending(replyId: string): Promise<boolean> {
  try {
    const reply = await queuedReply(replyId);
    if ((await sendQueued(reply)).result !== "sent") return false;
    await ringRepair(reply);
    return true;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    logger.warn("A stuck reply could not be sent", { replyId, failure: error.name });
    return false;
  }
}
