import * as z from "zod";
import type { Change } from "../contracts/desk/record.ts";
import type { LogEntry } from "../contracts/log-entry.ts";
import { nowMs } from "../platform/clock.ts";
import { cursorOf, placeIn } from "./cursor.ts";
import { logFeed, placeOf } from "./log-feed.ts";

/** `exactly`: a page was full, so the next begins right behind it. */
const Cursor = z.object({ place: z.string().max(200), exactly: z.boolean().optional() });

// An entry gets its time before its transaction and reaches the index after it, so one may turn up behind another that is
// younger. Who is up to date is therefore given the last seconds again; each change has an id by which it is known.
const overlapMs = 5_000;
// A page that slept for longer should load itself anew.
const longestMs = 7 * 86_400_000;

/** What changed since the cursor, oldest first; without one, nothing but the cursor of now. */
export async function changesSince(after: string | undefined, limit: number) {
  const cursor = placeIn(after, Cursor);
  const now = new Date(nowMs()).toISOString();
  if (cursor === undefined) return { changes: [], cursor: cursorOf({ place: now }), more: false };
  const seen = Math.max(Date.parse(cursor.place.slice(0, 24)) || 0, nowMs() - longestMs);
  const from = cursor.exactly === true ? cursor.place : new Date(seen - overlapMs).toISOString();
  const changes: z.infer<typeof Change>[] = [];
  let last = "";
  for await (const entry of logFeed({ from })) {
    if (changes.length === limit) {
      return {
        changes,
        cursor: Buffer.from(JSON.stringify({ place: last, exactly: true })).toString("base64url"),
        more: true,
      };
    }
    changes.push(changeOf(entry));
    last = placeOf(entry);
  }
  return { changes, cursor: cursorOf({ place: now }), more: false };
}

function changeOf({
  entryId,
  at,
  kind,
  by,
  summary,
  interactionId,
  conversationId,
  details,
}: LogEntry): z.infer<typeof Change> {
  const { taskId } = details;
  return {
    ...{ id: `${kind}#${entryId}`, at, kind, by, summary },
    ...(interactionId !== "system" && { interactionId }),
    ...(conversationId !== undefined && { conversationId }),
    ...(typeof taskId === "string" && { taskId }),
  };
}
