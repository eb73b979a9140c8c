import { type InteractionRow, ReplyRow } from "../contracts/rows.ts";
import { idFrom } from "../platform/ids.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, type Key, transact, update } from "../platform/rows.ts";

/**
 * Looks whether an interaction's reply has begun to leave, and stops the one that has not. An acknowledgement is no
 * answer, so one that was sent does not count.
 */
export async function stopUnsent(row: InteractionRow): Promise<"began" | "not-begun"> {
  // What the gate sends has ids that follow from the interaction; what a person decided stands in the row.
  const automatic = ["answer", "clarify"].map((kind) => idFrom("rpl", row.interactionId, kind));
  const ids = new Set([...automatic, ...(row.replyId === undefined ? [] : [row.replyId])]);
  for (const replyId of ids) {
    if ((await stop(row, replyId)) === "began") return "began";
  }
  return "not-begun";
}

async function stop(row: InteractionRow, replyId: string): Promise<"began" | "not-begun"> {
  const key: Key = { pk: replyId, sk: "reply" };
  const reply = await getRow("outbox", key, ReplyRow);
  if (reply === undefined || reply.kind === "acknowledge" || reply.status === "cancelled") return "not-begun";
  if (reply.status !== "pending") return "began";
  const { retentionDays } = await readPolicy();
  try {
    await transact(
      update("outbox", key, {
        set: { status: "cancelled", note: "the run failed before it was sent", ...indexed("byStatus", undefined) },
        condition: "#status = :pending AND #attempt = :seen",
        where: { pending: "pending", seen: reply.attempt },
      }),
      logWrite(
        {
          interactionId: row.interactionId,
          conversationId: row.conversationId,
          kind: "reply-cancelled",
          by: "code",
          summary: "The run failed before its reply was sent; a person looks at it first.",
          details: { replyId },
        },
        retentionDays,
        replyId,
      ),
    );
    return "not-begun";
  } catch (error) {
    // Somebody took it to send it, or cancelled it: look again.
    if (error instanceof ConditionFailed && error.at === 0) return stop(row, replyId);
    throw error;
  }
}
