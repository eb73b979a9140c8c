import { createHash } from "node:crypto";
import type { Row, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { ObjectCreated } from "./created.ts";
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
export const createdOf = (bucket: string, facts: ObjectFacts, wish: PutWish, tx: Transaction): ObjectCreated => {
  // The row's own number: REPLACE gives a new one, so it grows with every write.
  const row = tx.get("SELECT rowid FROM s3_object WHERE bucket = ? AND key = ?", bucket, facts.key);
  return {
    eventName: wish.eventName ?? "ObjectCreated:Put",
    bucket,
    key: facts.key,
    size: facts.size,
    etag: facts.etag.replaceAll('"', ""),
    sequencer: facts.modifiedMs.toString(16).padStart(12, "0") + Number(row?.["rowid"]).toString(16).padStart(8, "0"),
    timeMs: facts.modifiedMs,
  };
};
