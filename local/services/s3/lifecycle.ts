import type { Row, Transaction } from "../../store.ts";
import { deletedColumns } from "./write.ts";

export interface BucketSpec {
  readonly name: string;
  /** Objects whose key begins with `prefix` vanish at the midnight (UTC) after this many days. */
  readonly expire?: readonly { readonly prefix?: string; readonly afterDays: number }[];
}

const dayMs = 86_400_000;

/** S3 counts in whole UTC days. */
export const nextMidnight = (nowMs: number): number => (Math.floor(nowMs / dayMs) + 1) * dayMs;

/** Deletes what the buckets' rules say is too old; answers the rows. */
export function expireObjects(tx: Transaction, nowMs: number): Row[] {
  const gone: Row[] = [];
  for (const row of tx.all("SELECT spec FROM s3_bucket")) {
    const spec: BucketSpec = JSON.parse(String(row["spec"]));
    for (const { prefix = "", afterDays } of spec.expire ?? []) {
      const before = (Math.floor(nowMs / dayMs) - afterDays) * dayMs;
      gone.push(
        ...tx.all(
          `DELETE FROM s3_object WHERE bucket = ?1 AND substr(key, 1, length(?2)) = ?2 AND modified_ms < ?3
           RETURNING ${deletedColumns}`,
          spec.name,
          prefix,
          before,
        ),
      );
    }
  }
  return gone;
}
