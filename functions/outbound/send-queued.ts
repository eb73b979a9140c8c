import type { Mailbox } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { ConversationRow, ReplyRow } from "../contracts/rows.ts";
import { nowMs } from "../platform/clock.ts";
import { conversationKey, readInteraction } from "../platform/interactions.ts";
import { logger } from "../platform/logger.ts";
import { readPolicyNow } from "../platform/policy.ts";
import { copiesOf } from "../platform/reply-recipients.ts";
import { ConditionFailed, check, transact, update } from "../platform/rows.ts";
import { type Outgoing, sendRaw } from "../platform/ses.ts";
import { isSuppressed } from "../platform/suppression.ts";
import { markCancelled, markFailed, markPendingAgain, markUnknown } from "./mark.ts";
import { markSent } from "./mark-sent.ts";
import { isAnswer, policyHolds } from "./may-send.ts";
import { replyKey, statusIs } from "./outbox.ts";
import { outgoing } from "./outgoing.ts";
import { held, type SendResult, sent, superseded } from "./result.ts";
import { whatBecame } from "./ses-failure.ts";

// One reply's way out. The row's status says how far it is; a person's reply begins as `pending`, the gate's as `sending`:
//
//   pending → sending (lease) → sent
//                             → pending   SES said: not now
//                             → failed    SES said: never
//                             → unknown   SES may have taken it
//   pending → cancelled       the conversation moved on, or policy holds it back
//
//   O1. SES is asked only by the one who won the lease, and only once for each lease.
//   O2. Whoever finds somebody else's lease waits for it; a lease that ran out means unknown, never "again".
//   O3. A row that is found is sent only when it is `pending`; `unknown` becomes that again through reconcile alone.

// Longer than SES's time limit in platform/ses.ts (23 s), so a living sender never loses its lease.
const leaseMs = 60_000;

/** Sends a reply as it was just read or written; should it have moved on since, the lease finds out. */
export async function sendQueued(reply: ReplyRow): Promise<SendResult> {
  const { replyId } = reply;
  switch (reply.status) {
    case "sent":
      return sent(replyId);
    case "cancelled":
      return reply.note === "superseded" ? superseded(replyId) : held("person-is-on-it", replyId);
    case "failed":
      throw new StepFailure(Failure.ReplyRefused, reply.note ?? "The mail server refused this reply");
    case "unknown":
      throw stillUnknown(replyId);
    case "sending":
      return waitForLease(reply);
    case "pending":
      return sendPending(reply);
  }
}

const stillUnknown = (replyId: string) =>
  new StepFailure(
    Failure.SendingUnknown,
    `It is not certain whether ${replyId} went out; the mail service's events will tell`,
  );

async function waitForLease(reply: ReplyRow): Promise<never> {
  if ((reply.leaseUntil ?? 0) > nowMs()) throw new StepFailure(Failure.Busy, `${reply.replyId} is being sent just now`);
  await markUnknown(reply, "Whoever was sending it stopped before the mail server's answer was written down");
  throw stillUnknown(reply.replyId);
}

async function sendPending(reply: ReplyRow): Promise<SendResult> {
  const holds = await whatHolds(reply);
  if (holds !== undefined) return holds;
  const trimmed = { ...reply, leftOut: await suppressedCopies(reply) };
  const email = await outgoing(trimmed);
  const leased = await lease(trimmed);
  return leased === undefined ? superseded(reply.replyId) : sendLeased(leased, email);
}

/**
 * Asks SES, for the one who holds the lease (O1). `conversation` is how it stood in the transaction that gave the lease,
 * where that is known.
 */
export async function sendLeased(
  leased: ReplyRow,
  email: Outgoing,
  conversation?: ConversationRow,
): Promise<SendResult> {
  let sesMessageId: string;
  try {
    sesMessageId = await sendRaw(email);
  } catch (error) {
    return afterFailure(leased, error);
  }
  await markSent(leased, sesMessageId, conversation);
  return sent(leased.replyId);
}

/** What may have changed since the reply was queued: the stop button, the mode, the customer's wish for silence (I6). */
async function whatHolds(reply: ReplyRow): Promise<SendResult | undefined> {
  const [suppressed, policy, interaction] = await Promise.all([
    isSuppressed(reply.to.address),
    reply.automatic ? readPolicyNow() : undefined,
    reply.automatic ? readInteraction(reply.interactionId) : undefined,
  ]);
  if (suppressed) {
    if (reply.automatic) {
      await markCancelled(reply, "suppressed");
      return held("suppressed", reply.replyId);
    }
    await markFailed(reply, "This address asked for no email, or cannot be reached");
    throw new StepFailure(Failure.ReplyRefused, "This address asked for no email, or cannot be reached");
  }
  if (policy === undefined || interaction === undefined) return undefined;
  const reason = policyHolds(policy, interaction);
  if (reason === undefined) return undefined;
  await markCancelled(reply, reason);
  return held(reason, reply.replyId);
}

/** Copies for addresses that asked for no email or cannot be reached: the reply goes without them, and says so (I6). */
async function suppressedCopies(reply: ReplyRow): Promise<Mailbox[] | undefined> {
  const copies = copiesOf(reply);
  const suppressed = await Promise.all(copies.map(({ address }) => isSuppressed(address)));
  const leftOut = copies.flatMap(({ name, address }, index) => (suppressed[index] === true ? [{ name, address }] : []));
  return leftOut.length === 0 ? undefined : leftOut;
}

/** The reply as it stands while one sender has it. */
export function withLease(reply: ReplyRow): ReplyRow {
  const leasedMs = nowMs();
  return { ...reply, status: "sending", leasedMs, leaseUntil: leasedMs + leaseMs, attempt: reply.attempt + 1 };
}

/** O1. Undefined when the customer has written again or got an answer meanwhile: the reply is cancelled then (I2). */
async function lease(reply: ReplyRow): Promise<ReplyRow | undefined> {
  const leased = withLease(reply);
  const { leasedMs, leaseUntil, attempt } = leased;
  try {
    await transact(
      update("outbox", replyKey(reply.replyId), {
        set: { ...statusIs("sending", reply.createdAt), leasedMs, leaseUntil, attempt, leftOut: reply.leftOut },
        condition: "#status = :pending AND #attempt = :seen",
        where: { pending: "pending", seen: reply.attempt },
      }),
      check("conversations", conversationKey(reply.conversationId), {
        condition: isAnswer(reply) ? "#lastSeq = :seq AND #answeredSeq < :seq" : "#lastSeq = :seq",
        where: { seq: reply.seq },
      }),
    );
    return leased;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (error.at === 0) throw new StepFailure(Failure.Busy, `${reply.replyId} is being sent just now`);
    await markCancelled(reply, "superseded");
    return undefined;
  }
}

async function afterFailure(reply: ReplyRow, error: unknown): Promise<never> {
  const { fate, because } = whatBecame(error);
  logger.warn("The mail service did not take a reply", { replyId: reply.replyId, fate, because });
  switch (fate) {
    case "not-now":
      await markPendingAgain(reply);
      throw new StepFailure(Failure.Busy, `The mail service is busy: ${because}`, { cause: error });
    case "never":
      await markFailed(reply, because);
      throw new StepFailure(Failure.ReplyRefused, because, { cause: error });
    case "unknown":
      await markUnknown(reply, because);
      throw new StepFailure(Failure.SendingUnknown, because, { cause: error });
  }
}
