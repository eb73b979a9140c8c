import * as z from "zod";
import { rawPrefix } from "../contracts/email.ts";
import { setupNotification } from "../contracts/mail-receipt.ts";
import { nowMs } from "../platform/clock.ts";
import { readStart } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { listObjects } from "../platform/object-list.ts";
import { queryRows } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";
import { queueMail } from "../platform/sqs.ts";
import { receiptFor } from "./lost-receipt.ts";
import { wasRead } from "./raw-objects.ts";
import { startSupport } from "./start-support.ts";

const minutes = 60_000;
/** Younger ones are still on their ordinary way: the queue tries for about half an hour before its dead letters. */
const leaveAloneMs = 40 * minutes;
/** What is older was seen by some ninety sweeps. */
const lookBackMs = 24 * 60 * minutes;

/**
 * Finds what fell between two steps: raw emails whose notice never came (or died), and accepted emails without a run.
 * Harmless to repeat: intake knows every email again by its identity.
 */
export async function sweepMail(): Promise<void> {
  const [queued, started] = [await queueLostMail(), await startForgotten()];
  if (queued + started > 0) logger.warn("The sweep found emails that nobody handled", { queued, started });
}

async function queueLostMail(): Promise<number> {
  const bucket = setting("mailBucket");
  let queued = 0;
  for await (const { key, modifiedMs } of listObjects(bucket, rawPrefix)) {
    const ageMs = nowMs() - modifiedMs;
    if (key.endsWith(setupNotification) || ageMs < leaveAloneMs || ageMs > lookBackMs || (await wasRead(key))) continue;
    const header = Buffer.from(await readStart({ bucket, key }, 32_768)).toString("latin1");
    await queueMail(receiptFor(bucket, key, header, new Date(modifiedMs).toISOString()));
    queued++;
  }
  return queued;
}

const OpenRow = z.object({ interactionId: z.string(), executionArn: z.string().optional(), openedAt: z.string() });

async function startForgotten(): Promise<number> {
  let started = 0;
  let after: string | undefined;
  const before = new Date(nowMs() - 10 * minutes).toISOString();
  do {
    const page = await queryRows(
      {
        ...{ table: "interactions", index: "byOutcome", pk: "open", sk: { condition: "<=", value: before } },
        ...(after !== undefined && { after }),
      },
      OpenRow,
    );
    for (const row of page.rows.filter(({ executionArn }) => executionArn === undefined)) {
      await startSupport(row.interactionId);
      started++;
    }
    after = page.next;
  } while (after !== undefined);
  return started;
}
