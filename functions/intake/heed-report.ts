import { ReplyRow } from "../contracts/rows.ts";
import { recordDelivery } from "../platform/delivery-news.ts";
import { messageRows } from "../platform/message-ids.ts";
import { readPolicy } from "../platform/policy.ts";
import { getRow } from "../platform/rows.ts";
import { replyHeader, replyOfAddress, signedReply } from "../platform/signed-addresses.ts";
import type { SigningKeys } from "../platform/signing.ts";
import type { Dissected } from "./dissect.ts";
import { asksForSilence, feedbackTypeOf } from "./feedback-report.ts";
import { messageIds } from "./parse-mail.ts";

/**
 * What a bounce or complaint means for the reply it is about. Only a report that carries our own mark on that reply counts
 * (B3): the bounce address we gave it, our signed header, or its Message-ID, which nobody but the recipient has seen.
 */
export async function heedReport(
  dissected: Dissected,
  recipients: readonly string[],
  keys: SigningKeys,
): Promise<void> {
  const { senderClass } = dissected.classified;
  if (dissected.report === undefined && senderClass !== "complaint") return;
  const replyId = await reportedReply(dissected, recipients, keys);
  const reply = replyId && (await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow));
  if (!reply) return;
  const { retentionDays } = await readPolicy();
  const feedbackType = feedbackTypeOf(dissected.mail, senderClass);
  if (feedbackType !== undefined) {
    await recordDelivery(
      reply,
      { kind: "complaint", silence: asksForSilence(feedbackType), detail: feedbackType },
      retentionDays,
    );
    return;
  }
  for (const { action, status } of dissected.report?.recipients ?? []) {
    // B1: `failed` with 5.x.x is final; anything later or unclear is only noted.
    const permanent = action === "failed" && status?.startsWith("4") !== true;
    const kind = permanent ? "bounce" : action === "failed" || action === "delayed" ? "delay" : "delivered";
    await recordDelivery(reply, { kind, silence: permanent, detail: status ?? action }, retentionDays);
  }
}

async function reportedReply(
  { mail, report }: Dissected,
  recipients: readonly string[],
  keys: SigningKeys,
): Promise<string | undefined> {
  const original = report?.original ?? originalIn(mail.parts);
  const signed =
    recipients.map((address) => replyOfAddress(address, keys)).find((id) => id !== undefined) ??
    original(replyHeader.toLowerCase())
      .map((value) => signedReply(value, keys))
      .find((id) => id !== undefined);
  if (signed !== undefined) return signed;
  const ids = report?.originalIds ?? messageIds(original("message-id").join(" "));
  for (const id of ids.slice(0, 5)) {
    const row = (await messageRows(id)).find(({ replyId }) => replyId !== undefined);
    if (row?.replyId !== undefined) return row.replyId;
  }
  return undefined;
}

/** Header values of the email that a complaint brings along. */
const originalIn = (parts: Dissected["mail"]["parts"]) => {
  const text = parts
    .filter(({ type }) => type === "message/rfc822" || type === "text/rfc822-headers")
    .map(({ bytes }) => Buffer.from(bytes.subarray(0, 50_000)).toString())
    .join("\n");
  return (key: string): string[] =>
    [...text.matchAll(new RegExp(`^${key}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, "gim"))].map(([, value]) =>
      (value ?? "").replace(/\r?\n[ \t]+/g, " ").trim(),
    );
};
