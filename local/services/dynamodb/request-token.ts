/** ClientRequestToken: the same transaction sent twice within ten minutes happens once. */
import { hash } from "node:crypto";
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { Json } from "../service.ts";

const tokenMs = 600_000;

/** False when the same request was already carried out under this token; throws when it was another request. */
export function claimToken(tx: Transaction, token: string, request: readonly Json[], nowMs: number): boolean {
  tx.run("DELETE FROM dynamo_tokens WHERE until_ms <= ?", nowMs);
  const digest = hash("sha256", JSON.stringify(sorted([...request])), "buffer");
  const row = tx.get("SELECT request FROM dynamo_tokens WHERE token = ?", token);
  if (!row) {
    tx.run("INSERT INTO dynamo_tokens VALUES (?, ?, ?)", token, digest, nowMs + tokenMs);
    return true;
  }
  if (row["request"] instanceof Uint8Array && digest.equals(row["request"])) return false;
  throw new AwsError(
    "IdempotentParameterMismatchException",
    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
  );
}

/** The order of members does not make a request another one. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== "object" || json === null) return json;
  const names = Object.keys(json).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, sorted(json[name] ?? null)]));
}
