import { createHash } from "node:crypto";
import type { Row, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { ObjectCreated, ObjectDeleted } from "./created.ts";
import { type Conditions, factsOf, type ObjectFacts } from "./objects.ts";

export interface PutWish extends Conditions {
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly checksum?: ObjectFacts["checksum"];
  readonly eventName?: ObjectCreated["eventName"];
}

/** Throws KeyTooLongError. */
export function checkKey(key: string): void {
  if (key !== "" && Buffer.byteLength(key) <= 1024) return;
  throw new AwsError("KeyTooLongError", "Your key is too long");
}

/** Writes the object's row, replacing an earlier one. */
export function writeRow(
  tx: Transaction,
  bucket: string,
  key: string,
  wish: PutWish,
  where: { file: string | undefined; nowMs: number },
): ObjectFacts {
  const row: Row = {
    key,
    etag: `"${createHash("md5").update(wish.body).digest("hex")}"`,
    size: wish.body.byteLength,
    modified_ms: where.nowMs,
    headers: JSON.stringify(wish.headers ?? {}),
    checksum_name: wish.checksum?.name ?? null,
    checksum: wish.checksum?.value ?? null,
  };
  tx.run(
    "INSERT OR REPLACE INTO s3_object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    bucket,
    ...Object.values(row),
    where.file === undefined ? wish.body : null,
    where.file ?? null,
  );
  return factsOf(row);
}

/** The event of a write, within its transaction. */
export const createdOf = (tx: Transaction, bucket: string, facts: ObjectFacts, wish: PutWish): ObjectCreated => {
  const row = tx.get("SELECT rowid FROM s3_object WHERE bucket = ? AND key = ?", bucket, facts.key);
  return {
    eventName: wish.eventName ?? "ObjectCreated:Put",
    ...changeOf(bucket, { ...row, key: facts.key, size: facts.size, etag: facts.etag }, facts.modifiedMs, "0"),
  };
};

/** The event of a row that was deleted. */
export const deletedOf = (
  eventName: ObjectDeleted["eventName"],
  bucket: string,
  row: Row,
  nowMs: number,
): ObjectDeleted => ({ eventName, ...changeOf(bucket, row, nowMs, "1") });

/** Columns of a deleted row that its event and its file need. */
export const deletedColumns = "rowid, bucket, key, size, etag, file";

const changeOf = (bucket: string, row: Row, timeMs: number, order: "0" | "1"): Omit<ObjectCreated, "eventName"> => ({
  bucket,
  key: String(row["key"]),
  size: Number(row["size"]),
  etag: String(row["etag"]).replaceAll('"', ""),
  // REPLACE gives a row a new number, so it grows with every write; a delete comes after the write of its row.
  sequencer: `${hex(timeMs, 12)}${hex(Number(row["rowid"]), 8)}${order}`,
  timeMs,
});

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
