import { ReplyRow } from "../contracts/rows.ts";
import { recipientKey, recordDelivery } from "../platform/delivery-news.ts";
import { messageRows } from "../platform/message-ids.ts";
import { readPolicy } from "../platform/policy.ts";
import { recipientNamed } from "../platform/reply-recipients.ts";
import { getRow } from "../platform/rows.ts";
import { replyHeader, replyOfAddress, signedReply } from "../platform/signed-addresses.ts";
import type { SigningKeys } from "../platform/signing.ts";
import type { Dissected } from "./dissect.ts";
import { newsIn, type Trace } from "./reported-news.ts";

/**
 * What a bounce or complaint means for the replies it is about: one record per recipient or part (B4), the same ones when the
 * report comes again. Only a report that carries our own mark on a reply counts (B3): the bounce address we gave it, our
 * signed header, or its Message-ID, which nobody but the recipient has seen.
 */
export async function heedReport(
  dissected: Dissected,
  recipients: readonly string[],
  keys: SigningKeys,
): Promise<void> {
  const told = newsIn(dissected);
  if (told.length === 0) return;
  const { retentionDays } = await readPolicy();
  const replies = new Map<Trace, ReplyRow | undefined>();
  const counted = new Map<string, number>();
  for (const { news, trace } of told) {
    if (!replies.has(trace)) replies.set(trace, await reportedReply(trace, recipients, keys));
    const reply = replies.get(trace);
    if (reply === undefined) continue;
    const concerned = `${news.kind} ${reply.replyId} ${recipientKey(recipientNamed(reply, news.about))}`;
    const nth = (counted.get(concerned) ?? 0) + 1;
    counted.set(concerned, nth);
    await recordDelivery(reply, { ...news, nth }, retentionDays);
  }
}

async function reportedReply(
  trace: Trace,
  recipients: readonly string[],
  keys: SigningKeys,
): Promise<ReplyRow | undefined> {
  const replyId = await reportedId(trace, trace.byAddress ? recipients : [], keys);
  return replyId === undefined ? undefined : getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow);
}

async function reportedId(
  { original, messageIds }: Trace,
  recipients: readonly string[],
  keys: SigningKeys,
): Promise<string | undefined> {
  const signed =
    recipients.map((address) => replyOfAddress(address, keys)).find((id) => id !== undefined) ??
    original(replyHeader.toLowerCase())
      .map((value) => signedReply(value, keys))
      .find((id) => id !== undefined);
  if (signed !== undefined) return signed;
  for (const id of messageIds.slice(0, 5)) {
    const row = (await messageRows(id)).find(({ replyId }) => replyId !== undefined);
    if (row?.replyId !== undefined) return row.replyId;
  }
  return undefined;
}
