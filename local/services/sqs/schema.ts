import type { Row, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { arnOf } from "../service.ts";
import { type QueueSettings, settingsOf } from "./attributes.ts";

/** Append only: each step is one released change of the tables. */
export const queueSteps = [
  `CREATE TABLE sqs_queue (
     name TEXT PRIMARY KEY,
     attributes TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     modified_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE sqs_message (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     queue TEXT NOT NULL,
     message_id TEXT NOT NULL,
     body TEXT NOT NULL,
     attributes TEXT NOT NULL,
     system TEXT NOT NULL,
     sent_ms INTEGER NOT NULL,
     visible_ms INTEGER NOT NULL,
     first_received_ms INTEGER,
     receives INTEGER NOT NULL DEFAULT 0,
     receives_here INTEGER NOT NULL DEFAULT 0,
     receipt TEXT,
     group_id TEXT,
     source TEXT
   ) STRICT;
   CREATE INDEX sqs_message_visible ON sqs_message (queue, visible_ms, id);
   CREATE INDEX sqs_message_sent ON sqs_message (queue, sent_ms);
   CREATE INDEX sqs_message_group ON sqs_message (queue, group_id, id) WHERE group_id IS NOT NULL;
   CREATE TABLE sqs_dedup (
     queue TEXT NOT NULL,
     dedup_id TEXT NOT NULL,
     message_id TEXT NOT NULL,
     sequence TEXT NOT NULL,
     until_ms INTEGER NOT NULL,
     PRIMARY KEY (queue, dedup_id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE sqs_move (
     handle TEXT PRIMARY KEY,
     source TEXT NOT NULL,
     destination TEXT,
     per_second INTEGER,
     status TEXT NOT NULL,
     total INTEGER NOT NULL,
     moved INTEGER NOT NULL,
     started_ms INTEGER NOT NULL
   ) STRICT;`,
] as const;

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly settings: QueueSettings;
  /** As given, for GetQueueAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

export const queueArn = (name: string): string => arnOf("sqs", name);

/** A queue URL, an ARN or a bare name all end in the name: clients keep URLs of other ports. */
export const queueNameOf = (address: string): string => address.split(/[/:]/).at(-1) ?? address;

/** Reads a queue. Throws QueueDoesNotExist. */
export function queueNamed(tx: Pick<Transaction, "get">, address: string): Queue {
  const row = tx.get("SELECT * FROM sqs_queue WHERE name = ?", queueNameOf(address));
  if (row) return queueOf(row);
  throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

function queueOf(row: Row): Queue {
  const name = String(row["name"]);
  const attributes: Record<string, string> = JSON.parse(String(row["attributes"]));
  return {
    name,
    arn: queueArn(name),
    attributes,
    settings: settingsOf(attributes),
    createdMs: Number(row["created_ms"]),
    modifiedMs: Number(row["modified_ms"]),
  };
}
