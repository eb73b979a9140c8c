import type { Email } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Policy } from "../contracts/policy.ts";
import { ConversationRow, emailSort } from "../contracts/rows.ts";
import { expiryInDays } from "../platform/clock.ts";
import { writeEmail } from "../platform/documents.ts";
import { conversationKey, interactionKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { messageWrite } from "../platform/message-ids.ts";
import { ConditionFailed, getRow, indexed, put, putNew, transact, update, type Write } from "../platform/rows.ts";
import { papers, paperWrite } from "../platform/working-papers.ts";
import { IdentityRow, identityKey } from "./identity.ts";
import { rawWrites } from "./raw-objects.ts";
import type { Arrival } from "./reading.ts";

export interface Accepted {
  readonly row: IdentityRow;
  /** True when it had been accepted before. */
  readonly again: boolean;
  /** How long its run was told to wait; undefined when the row says so. */
  readonly debounceSeconds?: number;
}

// Emails of one conversation that arrive at the same moment take turns; ten of them at once is already a storm.
const mostTries = 10;

/**
 * Gives an email its place and writes everything about its arrival in one transaction, once, whatever arrives how often
 * and in parallel (F1, F2). The reading lies in S3 before the transaction names it. Throws Busy when others keep winning.
 */
export async function accept(arrival: Arrival, policy: Policy): Promise<Accepted> {
  let debounceSeconds: number | undefined;
  for (let tries = 1; tries <= mostTries; tries++) {
    const [known, place] = await Promise.all([
      getRow("conversations", identityKey(arrival.identity), IdentityRow),
      placeFor(arrival),
    ]);
    if (known !== undefined) return acceptedBefore(arrival, known, tries > 1);
    debounceSeconds ??= policy.debounceSeconds + ((await arrival.waitForOthers?.()) ?? 0);
    const email = await emailAt(arrival, place);
    await writeEmail(email);
    try {
      await transact(...writesFor(arrival, email, place.conversation, { ...policy, debounceSeconds }));
      const { emailId, interactionId, conversationId, seq } = email;
      return { row: { emailId, interactionId, conversationId, seq }, again: false, debounceSeconds };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
    }
  }
  throw new StepFailure(Failure.Busy, "Many emails of this conversation arrive at once; this one is tried again soon");
}

/** The same email again. Its reading is put right should this attempt have written another place into it. */
async function acceptedBefore(arrival: Arrival, row: IdentityRow, overwritten: boolean): Promise<Accepted> {
  if (overwritten) await writeEmail(await emailAt(arrival, row));
  const writes = rawWrites(arrival.reading);
  if (writes.length > 0) await transact(...writes);
  return { row, again: true };
}

/** The reading in its place. The email before it may have been accepted only after its conversation was looked for. */
async function emailAt(
  { reading, conversationId: joined, unlessItJoins }: Arrival,
  { conversationId, seq }: Pick<Place, "conversationId" | "seq">,
): Promise<Email> {
  const { warnings = [], joins } = unlessItJoins ?? {};
  if (warnings.length === 0 || joined !== undefined || (seq > 1 && (await joins?.()) === true))
    return { ...reading, conversationId, seq };
  return { ...reading, warnings: [...new Set([...reading.warnings, ...warnings])], conversationId, seq };
}

interface Place {
  readonly conversationId: string;
  readonly seq: number;
  /** As it stood when the place was chosen; undefined when the email begins it. */
  readonly conversation: ConversationRow | undefined;
}

async function placeFor(arrival: Arrival): Promise<Place> {
  const conversationId = arrival.conversationId ?? arrival.newConversationId;
  if (arrival.ending !== undefined) return { conversationId, seq: 0, conversation: undefined };
  const conversation = await getRow("conversations", conversationKey(conversationId), ConversationRow);
  return { conversationId, seq: (conversation?.lastSeq ?? 0) + 1, conversation };
}

function writesFor(arrival: Arrival, email: Email, conversation: ConversationRow | undefined, policy: Policy): Write[] {
  const { retentionDays } = policy;
  const { emailId, interactionId, conversationId, seq, messageId } = email;
  return [
    putNew("conversations", {
      ...identityKey(arrival.identity),
      ...{ emailId, interactionId, conversationId, seq },
      expiresAt: expiryInDays(Math.max(retentionDays, 120)),
    }),
    ...(seq > 0 ? conversationWrites(email, conversation, retentionDays) : []),
    ...(messageId !== undefined ? [messageWrite(messageId, { conversationId, emailId }, retentionDays)] : []),
    interactionWrite(arrival, email, policy),
    ...(seq > 0 ? readingWrites(email, retentionDays) : []),
    ...rawWrites(arrival.reading),
    arrivalLog(arrival, email, retentionDays),
  ];
}

function conversationWrites(email: Email, seen: ConversationRow | undefined, retentionDays: number): Write[] {
  const { conversationId, seq, mailbox, receivedAt } = email;
  const key = conversationKey(conversationId);
  const expiresAt = expiryInDays(retentionDays);
  const customer = seen?.customer ?? email.replyTo;
  const byCustomer = indexed("byCustomer", { pk: `${mailbox}#${customer.address}`, sk: receivedAt });
  const row: ConversationRow = {
    ...{ conversationId, mailbox, customer, subject: email.subject },
    ...{ lastSeq: seq, answeredSeq: 0, lastAt: receivedAt },
  };
  const { emailId, interactionId, messageId, references, from, replyTo, subject, senderClass } = email;
  return [
    seen === undefined
      ? putNew("conversations", { ...key, ...row, ...byCustomer, expiresAt })
      : update("conversations", key, {
          set: { lastSeq: seq, lastAt: receivedAt, ...byCustomer, expiresAt },
          condition: "#lastSeq = :seen",
          where: { seen: seen.lastSeq },
        }),
    put("conversations", {
      ...{ pk: conversationId, sk: emailSort(seq) },
      ...{ emailId, interactionId, seq, messageId, references, from, replyTo, subject, senderClass, receivedAt },
      attachments: email.attachments.length,
      expiresAt,
    }),
  ];
}

function interactionWrite(arrival: Arrival, email: Email, policy: Policy): Write {
  const outcome = arrival.ending?.outcome ?? "open";
  const { interactionId, conversationId, seq, channel, mailbox, subject, receivedAt } = email;
  return putNew("interactions", {
    ...interactionKey(interactionId),
    ...{ interactionId, conversationId, seq, channel, mailbox, customer: email.replyTo, subject, outcome },
    reasons: arrival.ending === undefined ? [] : [arrival.ending.reason],
    openedAt: receivedAt,
    ...(arrival.ending !== undefined && { endedAt: receivedAt }),
    debounceSeconds: policy.debounceSeconds,
    ...indexed("byOutcome", { pk: outcome, sk: receivedAt }),
    expiresAt: expiryInDays(policy.retentionDays),
  });
}

// A row may have 400 KB and a transaction 4 MB; few emails are longer than this, and those are read from S3.
const longestReading = 64 * 1024;

/** The email beside its interaction, so that the steps of its run need not fetch it one after the other. */
function readingWrites({ html: _, ...reading }: Email, retentionDays: number): Write[] {
  if (Buffer.byteLength(JSON.stringify(reading)) > longestReading) return [];
  return [paperWrite(reading.interactionId, papers.reading, reading, retentionDays)];
}

function arrivalLog(arrival: Arrival, email: Email, retentionDays: number): Write {
  const { ending } = arrival;
  const received = email.channel === "message" ? "message-received" : "email-received";
  const kind =
    ending === undefined ? received : ending.outcome === "quarantined" ? "email-quarantined" : "email-ignored";
  return logWrite(
    {
      ...{ interactionId: email.interactionId, conversationId: email.conversationId, kind, by: "code" },
      summary:
        ending === undefined
          ? `Arrived as number ${email.seq} of its conversation`
          : `Not to be answered: ${ending.reason}`,
      details: {
        ...{ emailId: email.emailId, seq: email.seq, senderClass: email.senderClass, proof: email.proof },
        ...{
          warnings: email.warnings,
          attachments: email.attachments.length,
          rule: email.classReason.split(":", 1)[0],
        },
        ...(arrival.namedConversation !== undefined && { namedConversation: arrival.namedConversation }),
        ...(ending !== undefined && { outcome: ending.outcome, reason: ending.reason }),
      },
    },
    retentionDays,
    email.emailId,
  );
}
