import { createHmac } from "node:crypto";
import * as z from "zod";
import { LogEntry } from "../contracts/log-entry.ts";
import { nowMs } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, transact } from "../platform/rows.ts";
import { readSecret } from "../platform/secrets.ts";

// Until somebody configures it, the secret the deployment made has a key and an empty url.
const CrmSecret = z.object({
  url: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  key: z.string().min(16),
});
/** What the rule on our bus puts into the queue: EventBridge's envelope around a log entry. */
const BusEvent = z.object({ detail: LogEntry });

// Well under the function's own 30 s, so that a slow CRM is an error we can name.
const patienceMs = 10_000;

/**
 * Tells the CRM of one log entry. Throws whatever keeps it from being told, so that the queue brings it again; the CRM
 * knows a repeat by `id`.
 */
export async function pushToCrm(message: string): Promise<void> {
  const { detail: entry } = BusEvent.parse(JSON.parse(message));
  // Telling it that it was told would never end.
  if (entry.kind === "crm-told") return;
  const { url, key } = await readSecret("crmSecret", CrmSecret);
  if (url === "") {
    logger.info("No CRM configured", { kind: entry.kind, interactionId: entry.interactionId });
    return;
  }
  const id = idOf(entry);
  const body = JSON.stringify({ ...entry, id });
  const status = await post(url, body, { id, kind: entry.kind, signature: signatureOf(body, key, nowMs()) });
  await logTold(entry, id, status);
}

/** Entries that exist once per thing share that thing's id between kinds, so the kind is part of the id. */
const idOf = (entry: LogEntry): string => `${entry.interactionId}:${entry.kind}:${entry.entryId}`;

/** `t=<epoch seconds>,v1=<hex HMAC-SHA256 of "t.body">`: the receiver refuses old times, so a copy cannot be replayed. */
function signatureOf(body: string, key: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex")}`;
}

async function post(
  url: string,
  body: string,
  { id, kind, signature }: { readonly id: string; readonly kind: string; readonly signature: string },
): Promise<number> {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "idempotency-key": id,
      "x-switchboard-event": kind,
      "x-switchboard-signature": signature,
    },
    // A redirect would carry the customer's record to an address that nobody configured.
    redirect: "error",
    signal: AbortSignal.timeout(patienceMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The CRM answered ${answer.status} to ${kind}`);
  return answer.status;
}

async function logTold(entry: LogEntry, id: string, status: number): Promise<void> {
  const { retentionDays } = await readPolicy();
  const told = logWrite(
    {
      interactionId: entry.interactionId,
      ...(entry.conversationId !== undefined && { conversationId: entry.conversationId }),
      kind: "crm-told",
      by: "code",
      summary: `The CRM was told: ${entry.kind}.`,
      details: { id, status },
    },
    retentionDays,
    `${entry.kind}#${entry.entryId}`,
  );
  try {
    await transact(told);
  } catch (error) {
    // Told before; the answer to that was lost.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
