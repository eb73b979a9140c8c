import type { Row, Transaction } from "../../store.ts";
import { factsOf, needBucket, type ObjectFacts } from "./objects.ts";

export interface ListWish {
  readonly prefix?: string | undefined;
  readonly delimiter?: string | undefined;
  /** Keys after this one. */
  readonly after?: string | undefined;
  readonly max?: number | undefined;
}

export interface Listed {
  readonly objects: ObjectFacts[];
  readonly commonPrefixes: string[];
  /** Where to go on (`after`), when there is more. */
  readonly next?: string;
}

// Sorts after every key that begins like it: the last code point there is.
const beyond = "\u{10ffff}";

/** Keys in the order of their UTF-8 bytes; those that share a part up to the delimiter are told once. */
export function listObjects(tx: Pick<Transaction, "get" | "all">, bucket: string, wish: ListWish): Listed {
  needBucket(tx, bucket);
  const { prefix = "", delimiter = "" } = wish;
  const max = Math.min(wish.max ?? 1000, 1000);
  const objects: ObjectFacts[] = [];
  const commonPrefixes: string[] = [];
  let cursor = startOf(wish, prefix, delimiter);
  for (;;) {
    const row = firstAfter(tx, bucket, cursor, prefix);
    const key = row === undefined ? undefined : String(row["key"]);
    if (row === undefined || key === undefined || !key.startsWith(prefix)) return { objects, commonPrefixes };
    if (objects.length + commonPrefixes.length >= max) return { objects, commonPrefixes, next: cursor };
    const common = commonPrefixOf(key, prefix, delimiter);
    if (common === undefined) objects.push(factsOf(row));
    else commonPrefixes.push(common);
    cursor = common === undefined ? key : common + beyond;
  }
}

/** The first object after `cursor` that is not before `prefix`. */
const firstAfter = (tx: Pick<Transaction, "get">, bucket: string, cursor: string, prefix: string): Row | undefined =>
  tx.get(
    `SELECT key, etag, size, modified_ms, headers, checksum_name, checksum FROM s3_object
     WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key LIMIT 1`,
    bucket,
    cursor,
    prefix,
  );

/** A start inside a common prefix is past all of it. */
function startOf(wish: ListWish, prefix: string, delimiter: string): string {
  const after = wish.after ?? "";
  const common = after.startsWith(prefix) ? commonPrefixOf(after, prefix, delimiter) : undefined;
  return common !== undefined && after === common ? common + beyond : after;
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
