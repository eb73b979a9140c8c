import * as z from "zod";
import { rawPrefix } from "../contracts/email.ts";
import { setupNotification } from "../contracts/mail-receipt.ts";
import { nowMs } from "../platform/clock.ts";
import { readStart } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { type ListedObject, objectsAfter } from "../platform/object-list.ts";
import { queryRows } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";
import { queueMail } from "../platform/sqs.ts";
import { receiptFor } from "./lost-receipt.ts";
import { wasRead } from "./raw-objects.ts";
import { startSupport } from "./start-support.ts";
import { noteSweptUpTo, sweptUpTo } from "./sweep-cursor.ts";

const minutes = 60_000;
/** Younger ones are still on their ordinary way: the queue tries for about half an hour before its dead letters. */
const leaveAloneMs = 40 * minutes;
/** What is older was seen by many sweeps, even where a round through all emails takes a day. */
const lookBackMs = 3 * 24 * 60 * minutes;
/** Half of the function's time: what is left then is the next sweep's, which goes on from the same place. */
const longestMs = 30_000;

/**
 * Finds what fell between two steps: raw emails whose notice never came (or died), and accepted emails without a run.
 * Harmless to repeat: intake knows every email again by its identity.
 */
export async function sweepMail(): Promise<void> {
  const [queued, started] = [await queueLostMail(), await startForgotten()];
  if (queued + started > 0) logger.warn("The sweep found emails that nobody handled", { queued, started });
}

/** One look through the raw emails, or as much of it as there is time for; a million of them take several sweeps. */
async function queueLostMail(): Promise<number> {
  const bucket = setting("mailBucket");
  const untilMs = nowMs() + longestMs;
  let queued = 0;
  let after = await sweptUpTo();
  const began = after;
  do {
    const page = await objectsAfter(bucket, rawPrefix, after);
    const lost = await Promise.all(page.objects.map(async (object) => ((await isLost(object)) ? [object] : [])));
    for (const { key, modifiedMs } of lost.flat()) {
      const header = Buffer.from(await readStart({ bucket, key }, 32_768)).toString("latin1");
      await queueMail(receiptFor(bucket, key, header, new Date(modifiedMs).toISOString()));
      queued++;
    }
    after = page.after;
    if (after !== undefined) await noteSweptUpTo(after);
  } while (after !== undefined && nowMs() < untilMs);
  if (after === undefined && began !== undefined) await noteSweptUpTo(undefined);
  return queued;
}

async function isLost({ key, modifiedMs }: ListedObject): Promise<boolean> {
  const ageMs = nowMs() - modifiedMs;
  if (key.endsWith(setupNotification) || ageMs < leaveAloneMs || ageMs > lookBackMs) return false;
  return !(await wasRead(key));
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
