/** Records of a table's stream: one row for every change, readable for 24 hours. */
import { hash } from "node:crypto";
import { home, type JsonObject } from "../service.ts";
import type { Read } from "./items.ts";
import type { Table } from "./table.ts";

/** One change, shaped as a Lambda function receives it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  /** ApproximateCreationDateTime (epoch seconds), Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType. */
  readonly dynamodb: JsonObject;
  /** Present when time to live removed the item. */
  readonly userIdentity?: { readonly type: "Service"; readonly principalId: "dynamodb.amazonaws.com" };
  readonly eventSourceARN: string;
}

export const recordLifeMs = 86_400_000;

// AWS's sequence numbers have at least 21 digits; ours count on from the smallest such number.
const firstSequence = 100_000_000_000_000_000_000n;

export const sequenceNumber = (seq: number): string => String(firstSequence + BigInt(seq));

/** The row a sequence number stands for, or undefined when it is none of ours. */
export function sequenceOf(text: string): number | undefined {
  if (!/^\d{21,40}$/.test(text)) return undefined;
  return Number(BigInt(text) - firstSequence);
}

export interface RecordPage {
  readonly records: StreamRecord[];
  /** Sequence of the last record here, to go on from: `after` itself when there was none. */
  readonly last: number;
}

/** Up to `limit` records of `table` whose sequence is above `after`, oldest first. */
export function readRecords(
  tx: Read,
  table: Table,
  wanted: { after: number; limit: number; nowMs: number },
): RecordPage {
  const rows = tx.all(
    "SELECT seq, at_ms, event, change, expired FROM dynamo_stream WHERE table_id = ? AND seq > ? AND at_ms > ? ORDER BY seq LIMIT ?",
    table.id,
    wanted.after,
    wanted.nowMs - recordLifeMs,
    wanted.limit,
  );
  const records = rows.map((row): StreamRecord => {
    const seq = Number(row["seq"]);
    return {
      eventID: hash("md5", `${table.arn}/${seq}`),
      eventName: row["event"] === "INSERT" ? "INSERT" : row["event"] === "REMOVE" ? "REMOVE" : "MODIFY",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: home.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(Number(row["at_ms"]) / 1_000),
        ...(JSON.parse(String(row["change"])) as JsonObject), // written by items.ts
        SequenceNumber: sequenceNumber(seq),
      },
      ...(row["expired"] === 1 && {
        userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } as const,
      }),
      eventSourceARN: table.stream?.arn ?? table.arn,
    };
  });
  return { records, last: Number(rows.at(-1)?.["seq"] ?? wanted.after) };
}

/** Sequence of the newest record of any table, so that "from now on" has a place to start. */
export const newestSequence = (tx: Read): number =>
  Number(tx.get("SELECT seq FROM sqlite_sequence WHERE name = 'dynamo_stream'")?.["seq"] ?? 0);
