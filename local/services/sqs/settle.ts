import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { Queue } from "./schema.ts";
import type { Wakeups } from "./wakeups.ts";

interface Receipt {
  readonly id: number;
  readonly token: string;
}

/** Throws ReceiptHandleIsInvalid for what we never gave out. */
function receiptOf(handle: string): Receipt {
  const [id = "", token = ""] = Buffer.from(handle, "base64").toString().split(":");
  if (!/^\d+$/.test(id) || token === "") {
    throw new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  return { id: Number(id), token };
}

/** Deletes a message by the receipt of its latest receive; an older receipt deletes nothing, and that is no error. */
export function remove(tx: Transaction, wakeups: Wakeups, queue: Queue, handle: string, nowMs: number): void {
  const { id, token } = receiptOf(handle);
  const row = tx.get(
    "SELECT visible_ms FROM sqs_message WHERE id = ? AND queue = ? AND receipt = ?",
    id,
    queue.name,
    token,
  );
  if (!row) return;
  // A standard queue still deletes after the visibility timeout; a FIFO queue may have given it to another already.
  if (queue.settings.fifo && Number(row["visible_ms"]) <= nowMs) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  }
  tx.run("DELETE FROM sqs_message WHERE id = ?", id);
  if (queue.settings.fifo) tx.afterCommit(() => wakeups.expect(queue.name, nowMs));
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
const longestMs = 43_200_000;

/** Makes a message in flight visible again after `visibilityMs`. Throws MessageNotInflight. */
export function hide(
  tx: Transaction,
  wakeups: Wakeups,
  queue: Queue,
  change: { handle: string; visibilityMs: number },
  nowMs: number,
): void {
  if (!(change.visibilityMs >= 0 && change.visibilityMs <= longestMs)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${change.visibilityMs / 1000} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    );
  }
  const { id, token } = receiptOf(change.handle);
  const changed = tx.run(
    "UPDATE sqs_message SET visible_ms = ? WHERE id = ? AND queue = ? AND receipt = ? AND visible_ms > ?",
    nowMs + change.visibilityMs,
    id,
    queue.name,
    token,
    nowMs,
  );
  if (changed.changes === 0) {
    throw new AwsError(
      "MessageNotInflight",
      `Value ${change.handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  tx.afterCommit(() => wakeups.expect(queue.name, nowMs + change.visibilityMs));
}
