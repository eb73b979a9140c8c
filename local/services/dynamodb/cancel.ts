/** Why a transaction was cancelled: a reason for every action, in order. */
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject } from "../service.ts";
import { EmptyKey, type KeyBytes } from "./keys.ts";
import type { Table } from "./table.ts";
import { ConditionFailed } from "./write.ts";

/** Runs `judge` on all, and cancels with a reason for each when one of them threw. */
export function judgeAll<T, R>(all: readonly T[], judge: (one: T, at: number) => R): R[] {
  const reasons: JsonObject[] = [];
  const results: R[] = [];
  for (const [at, one] of all.entries()) {
    try {
      results.push(judge(one, at));
      reasons.push({ Code: "None" });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (results.length === all.length) return results;
  const codes = reasons.map((reason) => String(reason["Code"])).join(", ");
  throw new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
}

function reasonOf(error: unknown): JsonObject {
  if (error instanceof ConditionFailed) {
    const item = error.fields["Item"];
    const reason = { Code: "ConditionalCheckFailed", Message: error.message };
    return item === undefined ? reason : { ...reason, Item: item as Json }; // ConditionFailed put an item there
  }
  if (error instanceof EmptyKey || !(error instanceof AwsError) || error.name !== "ValidationException") throw error;
  return { Code: "ValidationError", Message: error.message };
}

/** Throws ValidationException(`complaint`) when two targets are the same item. */
export function checkOnce(
  targets: readonly (readonly [Table | undefined, KeyBytes | undefined])[],
  complaint: string,
): void {
  if (targets.length < 2) return;
  const seen = new Set<string>();
  for (const [table, key] of targets) {
    if (!table || !key) continue;
    const id = `${table.id}/${Buffer.from(key.pk).toString("hex")}/${Buffer.from(key.sk).toString("hex")}`;
    if (seen.has(id)) throw new AwsError("ValidationException", complaint);
    seen.add(id);
  }
}

export const twiceInTransaction = "Transaction request cannot include multiple operations on one item";
