import { Failure, StepFailure } from "../contracts/failures.ts";
import { ReplyRow, type replyStatuses } from "../contracts/rows.ts";
import { getRow, indexed, type Key } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";

export const replyKey = (replyId: string): Key => ({ pk: replyId, sk: "reply" });

/** The reply that a decision named. Throws BadInput when the outbox does not have it. */
export async function queuedReply(replyId: string): Promise<ReplyRow> {
  const reply = await readReply(replyId);
  if (reply === undefined) throw new StepFailure(Failure.BadInput, `There is no reply ${replyId} in the outbox`);
  return reply;
}

export const readReply = (replyId: string): Promise<ReplyRow | undefined> =>
  getRow("outbox", replyKey(replyId), ReplyRow);

/** The status and its place in the index: what is finished leaves it, so that the sweep finds only what is under way. */
export const statusIs = (status: (typeof replyStatuses)[number], createdAt: string): Record<string, unknown> => ({
  status,
  ...indexed(
    "byStatus",
    status === "pending" || status === "sending" || status === "unknown" ? { pk: status, sk: createdAt } : undefined,
  ),
});

/** The same for every attempt, so that a mail server of our own that keeps it lets the recipient's collapse a repeat. */
export const ownMessageId = (replyId: string): string => `<${replyId}@${setting("mailDomain")}>`;
