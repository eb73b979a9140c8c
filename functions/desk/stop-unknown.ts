import { ReplyRow, type TaskRow } from "../contracts/rows.ts";
import { idFrom } from "../platform/ids.ts";
import { readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { getRow, indexed, type Key, update, type Write } from "../platform/rows.ts";

/**
 * The writes that stop replies of which nobody knew whether they went out, and those that are known by now not to have.
 * A person who closes their repair has settled it with the customer; sent hours later they would only confuse. A Send
 * event that still comes marks them as sent.
 */
export async function stopUnknown({ interactionId, conversationId }: TaskRow, retentionDays: number): Promise<Write[]> {
  const { replyId } = await readInteraction(interactionId);
  // What the gate sends has ids that follow from the interaction; what a person decided stands in the row.
  const ids = new Set(["answer", "clarify"].map((kind) => idFrom("rpl", interactionId, kind)));
  if (replyId !== undefined) ids.add(replyId);
  const replies = await Promise.all([...ids].map((id) => getRow("outbox", keyOf(id), ReplyRow)));
  return replies
    .filter((reply) => reply !== undefined)
    .filter(({ status }) => status === "unknown" || status === "pending")
    .flatMap((reply) => [
      update("outbox", keyOf(reply.replyId), {
        set: { status: "cancelled", note: "closed-by-person", ...indexed("byStatus", undefined) },
        condition: "#status = :status AND #attempt = :seen",
        where: { status: reply.status, seen: reply.attempt },
      }),
      logWrite(
        {
          ...{ interactionId, conversationId, kind: "reply-cancelled", by: "code" },
          summary: "A person has settled it: the reply that may not have gone out is not sent again.",
          details: { replyId: reply.replyId, attempt: reply.attempt },
        },
        retentionDays,
        `${reply.replyId}-settled`,
      ),
    ]);
}

const keyOf = (replyId: string): Key => ({ pk: replyId, sk: "reply" });
