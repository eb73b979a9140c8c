import type { Row, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";

/** Append only: each step is one released change of the tables. */
export const bucketSteps = [
  `CREATE TABLE s3_bucket (
     name TEXT PRIMARY KEY,
     spec TEXT NOT NULL,
     created_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE s3_object (
     bucket TEXT NOT NULL,
     key TEXT NOT NULL,
     etag TEXT NOT NULL,
     size INTEGER NOT NULL,
     modified_ms INTEGER NOT NULL,
     headers TEXT NOT NULL,
     checksum_name TEXT,
     checksum TEXT,
     bytes BLOB,
     file TEXT,
     PRIMARY KEY (bucket, key)
   ) STRICT;
   CREATE INDEX s3_object_file ON s3_object (file) WHERE file IS NOT NULL;`,
] as const;

/** What is known of an object beside its bytes. */
export interface ObjectFacts {
  readonly key: string;
  /** In quotes, as on the wire. */
  readonly etag: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** Content-Type, Cache-Control, x-amz-meta-…: what was given with the bytes, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: { readonly name: string; readonly value: string };
}

export const factsOf = (row: Row): ObjectFacts => ({
  key: String(row["key"]),
  etag: String(row["etag"]),
  size: Number(row["size"]),
  modifiedMs: Number(row["modified_ms"]),
  headers: JSON.parse(String(row["headers"])),
  ...(row["checksum_name"] !== null && {
    checksum: { name: String(row["checksum_name"]), value: String(row["checksum"]) },
  }),
});

/** Conditions on what is there now, as the `If-…` headers state them. */
export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

const unquoted = (etag: string): string => etag.replace(/^"|"$/g, "");

/** Throws PreconditionFailed (412) or NoSuchKey where a write's conditions do not hold. */
export function checkWrite(current: Row | undefined, key: string, conditions: Conditions): void {
  const etag = current && unquoted(String(current["etag"]));
  if (conditions.ifNoneMatch !== undefined && conditions.ifNoneMatch !== "*") {
    throw new AwsError(
      "NotImplemented",
      "A header you provided implies functionality that is not implemented: If-None-Match with an ETag",
      { status: 501 },
    );
  }
  if (conditions.ifNoneMatch === "*" && current) throw preconditionFailed("If-None-Match");
  if (conditions.ifMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (conditions.ifMatch !== "*" && unquoted(conditions.ifMatch) !== etag) throw preconditionFailed("If-Match");
}

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    status: 412,
    fields: { Condition: condition },
  });

export const noSuchKey = (key: string): AwsError =>
  new AwsError("NoSuchKey", "The specified key does not exist.", { status: 404, fields: { Key: key } });

/** Throws NoSuchBucket. */
export function needBucket(tx: Pick<Transaction, "get">, bucket: string): void {
  if (tx.get("SELECT 1 FROM s3_bucket WHERE name = ?", bucket)) return;
  throw new AwsError("NoSuchBucket", "The specified bucket does not exist", {
    status: 404,
    fields: { BucketName: bucket },
  });
}
