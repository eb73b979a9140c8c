import * as z from "zod";
import { splitEmail } from "../../mail/headers.ts";
import type { Row, Transaction } from "../../store.ts";
import type { SentEmail } from "./events.ts";

const Recipients = z.array(z.string());
const Tags = z.record(z.string(), z.string());

// Bounces and complaints come days later; of a sent email its header is kept so long, for the events that tell of them.
const keptMs = 15 * 86_400_000;

/** Writes an accepted email down, all recipients waiting; `bounceTo` is its envelope sender. */
export function keepEmail(tx: Transaction, email: SentEmail, bounceTo: string): void {
  tx.run("DELETE FROM ses_email WHERE waiting = '[]' AND sent_ms < ?", email.sentMs - keptMs);
  const recipients = JSON.stringify(email.recipients);
  tx.run(
    "INSERT INTO ses_email VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    email.messageId,
    email.source,
    bounceTo,
    recipients,
    recipients,
    email.raw,
    email.configurationSet ?? null,
    JSON.stringify(email.tags),
    email.sentMs,
  );
}

export interface Kept {
  readonly email: SentEmail;
  readonly bounceTo: string;
  /** Recipients whose outcome is not known yet. */
  readonly waiting: readonly string[];
}

export function sentEmail(tx: Pick<Transaction, "get">, messageId: string): Kept | undefined {
  const row = tx.get("SELECT * FROM ses_email WHERE message_id = ?", messageId);
  return row && { email: emailOf(row), bounceTo: String(row["bounce_to"]), waiting: listIn(row, "waiting") };
}

/** Notes that a recipient's outcome is known; answers false when it was already. The last one lets go of the body. */
export function settleRecipient(tx: Transaction, messageId: string, recipient: string): boolean {
  const kept = sentEmail(tx, messageId);
  if (!kept?.waiting.includes(recipient)) return false;
  tx.run("DELETE FROM ses_delayed WHERE message_id = ? AND recipient = ?", messageId, recipient);
  const left = kept.waiting.filter((one) => one !== recipient);
  const raw = left.length === 0 ? splitEmail(kept.email.raw).head : kept.email.raw;
  tx.run("UPDATE ses_email SET waiting = ?, raw = ? WHERE message_id = ?", JSON.stringify(left), raw, messageId);
  return true;
}

const listIn = (row: Row, column: string): string[] => Recipients.parse(JSON.parse(String(row[column])));

const emailOf = (row: Row): SentEmail => ({
  messageId: String(row["message_id"]),
  source: String(row["source"]),
  recipients: listIn(row, "recipients"),
  raw: Buffer.from(row["raw"] instanceof Uint8Array ? row["raw"] : []),
  configurationSet: row["configuration_set"] === null ? undefined : String(row["configuration_set"]),
  tags: Tags.parse(JSON.parse(String(row["tags"]))),
  sentMs: Number(row["sent_ms"]),
});
