import { randomUUID } from "node:crypto";
import type { Row, Transaction } from "../../store.ts";
import { type Message, md5 } from "./message.ts";
import { type Queue, queueNameOf } from "./schema.ts";
import { sequenceOf } from "./send.ts";
import type { Wakeups } from "./wakeups.ts";

export interface Wanted {
  readonly max: number;
  readonly visibilityMs: number;
}

// Standard: those that became visible first come first; one that failed waits behind those that did not.
const standard = `SELECT * FROM sqs_message WHERE queue = ?1 AND visible_ms <= ?2 ORDER BY visible_ms, id LIMIT ?3`;

// FIFO: in order of sending; a group with a message in flight, or a delayed one before this, waits.
const fifo = `SELECT * FROM sqs_message AS mine WHERE queue = ?1 AND visible_ms <= ?2 AND NOT EXISTS (
    SELECT 1 FROM sqs_message AS other
    WHERE other.queue = mine.queue AND other.group_id = mine.group_id AND other.visible_ms > ?2
      AND (other.id < mine.id OR other.receipt IS NOT NULL))
  ORDER BY id LIMIT ?3`;

/** Takes visible messages in flight; those that were received too often go to the dead letters instead. */
export function take(tx: Transaction, wakeups: Wakeups, queue: Queue, wanted: Wanted, nowMs: number): Message[] {
  tx.run("DELETE FROM sqs_message WHERE queue = ? AND sent_ms <= ?", queue.name, nowMs - queue.settings.retentionMs);
  const taken: Message[] = [];
  while (taken.length < wanted.max) {
    const rows = tx.all(queue.settings.fifo ? fifo : standard, queue.name, nowMs, wanted.max - taken.length);
    // Visible again at once (visibility 0) would be found again and again in this very request.
    const fresh = rows.filter((row) => !taken.some((message) => message.messageId === row["message_id"]));
    if (fresh.length === 0) break;
    let moved = 0;
    for (const row of fresh) {
      if (isWornOut(queue, row)) {
        bury(tx, wakeups, queue, row, nowMs);
        moved += 1;
      } else taken.push(flight(tx, row, nowMs, wanted.visibilityMs));
    }
    // A FIFO group is now in flight: looking again would skip what follows in it, which is right.
    if (moved === 0) break;
  }
  if (taken.length > 0) tx.afterCommit(() => wakeups.expect(queue.name, nowMs + wanted.visibilityMs));
  return taken;
}

const isWornOut = (queue: Queue, row: Row): boolean =>
  queue.settings.redrive !== undefined && Number(row["receives_here"]) >= queue.settings.redrive.maxReceives;

/** Moves a message to the dead letters, keeping its id, its content and, but for FIFO, its age. */
function bury(tx: Transaction, wakeups: Wakeups, queue: Queue, row: Row, nowMs: number): void {
  const target = queueNameOf(queue.settings.redrive?.deadLetterArn ?? "");
  // A new id puts it behind what is already there: dead letters are read in the order of their failing.
  tx.run(
    `INSERT INTO sqs_message (queue, message_id, body, attributes, system, sent_ms, visible_ms, first_received_ms, receives, group_id, source)
     SELECT ?, message_id, body, attributes, system, ?, ?, first_received_ms, receives, group_id, ? FROM sqs_message WHERE id = ?`,
    target,
    queue.settings.fifo ? nowMs : Number(row["sent_ms"]),
    nowMs,
    queue.arn,
    Number(row["id"]),
  );
  tx.run("DELETE FROM sqs_message WHERE id = ?", Number(row["id"]));
  tx.afterCommit(() => wakeups.expect(target, nowMs));
}

function flight(tx: Transaction, row: Row, nowMs: number, visibilityMs: number): Message {
  const id = Number(row["id"]);
  const receipt = randomUUID();
  const firstMs = Number(row["first_received_ms"] ?? nowMs);
  tx.run(
    "UPDATE sqs_message SET receipt = ?, visible_ms = ?, first_received_ms = ?, receives = receives + 1, receives_here = receives_here + 1 WHERE id = ?",
    receipt,
    nowMs + visibilityMs,
    firstMs,
    id,
  );
  const body = String(row["body"]);
  const system: Record<string, string> = JSON.parse(String(row["system"]));
  return {
    messageId: String(row["message_id"]),
    receiptHandle: Buffer.from(`${id}:${receipt}`).toString("base64"),
    body,
    md5OfBody: md5(body),
    attributes: {
      SenderId: "AIDA000000000000LOCAL",
      SentTimestamp: String(row["sent_ms"]),
      ApproximateReceiveCount: String(Number(row["receives"]) + 1),
      ApproximateFirstReceiveTimestamp: String(firstMs),
      ...(row["group_id"] !== null && { SequenceNumber: sequenceOf(id) }),
      ...(row["source"] !== null && { DeadLetterQueueSourceArn: String(row["source"]) }),
      ...system,
    },
    messageAttributes: JSON.parse(String(row["attributes"])),
  };
}
