/** ClientRequestToken: the same transaction sent twice within ten minutes happens once. */
import { hash } from "node:crypto";
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { Json } from "../service.ts";

const tokenMs = 600_000;

/**
 * False when the same request was already carried out under this token; throws when it was another request. Whoever
 * sends a request again sends its members in the same order.
 */
export function claimToken(tx: Transaction, token: string, request: readonly Json[], nowMs: number): boolean {
  const digest = hash("sha256", JSON.stringify(request), "buffer");
  const row = tx.get("SELECT request FROM dynamo_tokens WHERE token = ? AND until_ms > ?", token, nowMs);
  if (!row) {
    // Replaces one that is over and not yet swept (expiry.ts).
    tx.run("INSERT OR REPLACE INTO dynamo_tokens VALUES (?, ?, ?)", token, digest, nowMs + tokenMs);
    return true;
  }
  if (row["request"] instanceof Uint8Array && digest.equals(row["request"])) return false;
  throw new AwsError(
    "IdempotentParameterMismatchException",
    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
  );
}
