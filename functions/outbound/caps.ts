import * as z from "zod";
import type { Policy } from "../contracts/policy.ts";
import { addressHash, comparable, withoutTag } from "../platform/addresses.ts";
import { nowMs } from "../platform/clock.ts";
import { getRow, type Key, put, type Write } from "../platform/rows.ts";

// L10: no sender gets many automatic replies, whatever loop they are caught in. All that was sent to one address in a day
// stands in one row, so a sliding window needs no clock-hour trick; its version is the condition of the transaction that
// queues a reply, so the caps hold however many queue at once.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const SentRow = z.object({
  version: z.int().positive(),
  sent: z.array(z.object({ atMs: z.number(), subject: z.string() })),
});
type SentRow = z.infer<typeof SentRow>;

/** counters: pk `sent-to#<hash of the address without its tag>`, sk `automatic`. */
const key = (address: string): Key => ({
  pk: `sent-to#${addressHash(withoutTag(comparable(address) ?? address))}`,
  sk: "automatic",
});

/** The write that counts one more automatic reply to this address; `over` when a cap forbids it. */
export async function countWrite(
  to: string,
  subject: string,
  caps: Policy["caps"],
  atMs: number = nowMs(),
): Promise<Write | "over"> {
  const row = await getRow("counters", key(to), SentRow);
  const recent = (row?.sent ?? []).filter((each) => atMs - each.atMs < dayMs);
  const sent = { atMs, subject: addressHash(bare(subject)).slice(0, 16) };
  if (isOver(recent, sent, caps)) return "over";
  return counted(to, row, [...recent, sent]);
}

function counted(to: string, seen: SentRow | undefined, sent: SentRow["sent"]): Write {
  const last = sent.at(-1)?.atMs ?? 0;
  const version = (seen?.version ?? 0) + 1;
  const write = put("counters", { ...key(to), version, sent, expiresAt: Math.ceil((last + dayMs) / 1000) });
  return {
    Put: {
      ...write.Put,
      TableName: write.Put?.TableName,
      Item: write.Put?.Item,
      ConditionExpression: seen === undefined ? "attribute_not_exists(pk)" : "#version = :seen",
      ...(seen !== undefined && {
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":seen": seen.version },
      }),
    },
  };
}

type Sent = SentRow["sent"][number];

function isOver(recent: readonly Sent[], next: Sent, caps: Policy["caps"]): boolean {
  const lastHour = recent.filter(({ atMs }) => next.atMs - atMs < hourMs);
  return (
    recent.length >= caps.perDay ||
    lastHour.length >= caps.perHour ||
    lastHour.filter(({ subject }) => subject === next.subject).length >= caps.sameSubjectPerHour
  );
}

/** `Re: Re: Order` and `order` are one subject. */
const bare = (subject: string): string =>
  subject
    .toLowerCase()
    .replace(/^(?:\s*[a-z]{1,4}(?:\[\d+\])?\s*:)+/, "")
    .trim();
