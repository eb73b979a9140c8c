import type { ReplyRow } from "../contracts/rows.ts";
import { nowMs } from "../platform/clock.ts";
import { readBytes } from "../platform/documents.ts";
import { mailboxPolicy, readPolicy } from "../platform/policy.ts";
import type { Outgoing } from "../platform/ses.ts";
import { setting } from "../platform/settings.ts";
import { bounceAddress, replyAddress } from "../platform/signed-addresses.ts";
import { sign, signingKeys } from "../platform/signing.ts";
import { subjectToken } from "../platform/subject-token.ts";
import { compose, copies } from "./compose.ts";
import { finishedText } from "./finished-text.ts";
import { ownMessageId } from "./outbox.ts";

/** A reply as SES gets it. Throws ReplyRefused when it may not or cannot be written. */
export async function outgoing(reply: ReplyRow): Promise<Outgoing> {
  const [keys, policy] = await Promise.all([signingKeys(), readPolicy()]);
  const domain = setting("mailDomain");
  const text = await finishedText(reply, keys);
  const raw = await compose({ ...reply, text }, mailboxPolicy(policy, reply.mailbox), {
    replyTo: replyAddress(reply, domain, keys),
    signature: sign("reply", reply.replyId, keys),
    messageId: ownMessageId(reply.replyId),
    date: new Date(nowMs()),
    files: await Promise.all(
      (reply.attachments ?? []).map(({ key }) => readBytes({ bucket: setting("mailBucket"), key })),
    ),
    ...(policy.subjectToken === true && { subjectToken: subjectToken(reply.conversationId, keys) }),
  });
  const bounceTo = bounceAddress(reply.replyId, domain, keys);
  const cc = copies(reply).map(({ address }) => address);
  return { from: reply.mailbox, to: reply.to.address, cc, bounceTo, raw, replyId: reply.replyId };
}
