import { type Mailbox, rawPrefix } from "../contracts/email.ts";
import { lostReceipt, type MailReceipt, setupNotification } from "../contracts/mail-receipt.ts";
import type { Reason } from "../contracts/outcome.ts";
import { isOwnAddress } from "../platform/addresses.ts";
import { blockedSender } from "../platform/blocked-senders.ts";
import { readBytes } from "../platform/documents.ts";
import { messageRows } from "../platform/message-ids.ts";
import { readPolicy } from "../platform/policy.ts";
import { signingKeys } from "../platform/signing.ts";
import { accept } from "./accept.ts";
import { addressedMailbox } from "./addressed-mailbox.ts";
import { longestHtml } from "./bounds.ts";
import { aboveOurEmail, losesWords } from "./cut-words.ts";
import { type Dissected, dissect } from "./dissect.ts";
import { fairDelaySeconds } from "./fair-start.ts";
import { heedReport } from "./heed-report.ts";
import { conversationBegunBy, type Identity, identityOfEmail } from "./identity.ts";
import type { ParsedMail } from "./parsed-mail.ts";
import { endingOf, type Reading } from "./reading.ts";
import { replyAddressOf } from "./reply-to.ts";
import { doubtsAbout, proofOf, quarantineReason } from "./sender-proof.ts";
import { startSupport } from "./start-support.ts";
import { storeAttachments } from "./store-attachments.ts";
import { type Thread, type Traces, threadOf } from "./thread.ts";
import { turns } from "./turns.ts";

/** What is read of an email that its reader died of before, in bytes. */
const safeStart = 65_536;

/** An email of more bytes is received while no other such is: one of 40 MB takes a gigabyte (lib/functions.ts). */
const biggestBeside = 1024 * 1024;
const inTurn = turns();

/**
 * One email from receipt to started run. Safe to repeat at every point: every id follows from the email, every write knows
 * its own work. Throws what the stores throw, so that the queue brings the email again. With `startOnly` no more than the
 * first 64 KiB are read, and a person is told so where there is more; which email it is still follows from all of its bytes.
 */
export async function receiveMail(notice: MailReceipt, { startOnly = false } = {}): Promise<void> {
  const { bucketName, objectKey } = notice.receipt.action;
  // SES leaves a note of that name when a rule is made; nothing but emails is under the prefix.
  if (!objectKey.startsWith(rawPrefix) || objectKey.endsWith(setupNotification)) return;
  const raw = await readBytes({ bucket: bucketName, key: objectKey });
  const receive = () => receiveRaw(raw, notice, startOnly);
  return raw.length > biggestBeside ? inTurn(receive) : receive();
}

async function receiveRaw(raw: Uint8Array, notice: MailReceipt, startOnly: boolean): Promise<void> {
  const { bucketName, objectKey } = notice.receipt.action;
  const [policy, keys] = await Promise.all([readPolicy(), signingKeys()]);
  const isForm = (address: string) => policy.trustedForms.includes(address);
  // A small email is read whole even then: what comes a third time has more often met an outage than been one.
  const cut = startOnly && raw.length > safeStart;
  const dissected = await dissect(cut ? raw.subarray(0, safeStart) : raw, {
    envelopeSender: notice.mail.source,
    isOwn: (address) => isOwnAddress(address) && !isForm(address),
    keys,
  });
  const { mail } = dissected;
  const echo = await isEcho(mail.messageId);
  const id = identityOfEmail(raw, mail.messageId, mail.from[0]?.address ?? "");
  const proof = proofOf(notice);
  const to = replyAddressOf(mail, proof, policy);
  const mailbox = addressedMailbox(...notice.receipt.recipients, ...mail.to.map(({ address }) => address));
  const traces = {
    ...{ recipients: notice.receipt.recipients, customer: to.replyTo, mailbox },
    ...{ inReplyTo: mail.inReplyTo, references: mail.references, subject: mail.subject },
  };
  const doubts = doubtsAbout(mail, proof);
  const [thread, blocked] = await Promise.all([threadOf(traces, keys), isBlocked(mail, to.replyTo, doubts)]);
  const lost = notice.mail.messageId === lostReceipt ? ["receipt-lost", "sender-not-proven"] : [];
  const unread = cut ? ["unreadable-part"] : [];
  const hidden = dissected.read.hidden.length > 0 ? ["hidden-text"] : [];
  const place = placeOf(mail, to.replyTo.address, mailbox, thread, id);
  const quarantined = quarantineReason(proof);
  // What nobody answers nobody needs to understand; an email that its reader died of twice is opened no further.
  const isRead = dissected.classified.senderClass === "person" && !blocked && !startOnly;
  const storing = { emailId: id.emailId, keys, read: isRead };
  const reading: Reading = {
    ...said(dissected, id),
    ...{ mailbox, replyTo: to.replyTo, proof },
    ...(echo && { senderClass: "loop" as const, classReason: "L8: the Message-ID of our own reply" }),
    attachments: quarantined === undefined ? await storeAttachments(mail.parts, storing) : [],
    warnings: [
      ...new Set([
        ...mail.problems,
        ...dissected.read.problems,
        ...hidden,
        ...doubts,
        ...to.warnings,
        ...lost,
        ...unread,
      ]),
    ],
    ...{ rawBucket: bucketName, rawKey: objectKey, receivedAt: notice.receipt.timestamp },
  };
  const ending = endingOf(reading, { quarantined, blocked });
  const {
    row,
    again,
    debounceSeconds = 0,
  } = await accept(
    {
      ...{ identity: id.hash, reading, ending },
      unlessItJoins: {
        warnings: cutWords(dissected),
        joins: async () => (await threadOf(withoutItself(traces, mail), keys)).conversation !== undefined,
      },
      // A form or chat of the shop's own keeps its customers in line itself.
      ...(ending === undefined && {
        waitForOthers: () => fairDelaySeconds(reading.replyTo.address, id.hash, policy.caps.startsPerMinute),
      }),
      ...place,
    },
    policy,
  );
  if (ending === undefined)
    await startSupport(row.interactionId, again ? undefined : { ...row, mailbox, debounceSeconds, outcome: "open" });
  else if (quarantined === undefined) await heedReport(dissected, notice.receipt.recipients, keys);
}

/** A copy of the email that was accepted beside it is no email that it answers. */
const withoutItself = (traces: Traces, { messageId }: ParsedMail): Traces => ({
  ...traces,
  inReplyTo: traces.inReplyTo.filter((id) => id !== messageId),
  references: traces.references.filter((id) => id !== messageId),
});

/** Where it belongs. An address that was folded into the customer's proves nothing: it begins a conversation of its own (T5). */
const placeOf = (mail: ParsedMail, customer: string, mailbox: string, thread: Thread, id: Identity) =>
  mail.foldedFrom
    ? {
        newConversationId: id.newConversationId,
        conversationId: undefined,
        namedConversation: thread.conversation?.conversationId ?? thread.named,
      }
    : {
        newConversationId: conversationBegunBy(mail, customer, mailbox) ?? id.newConversationId,
        conversationId: thread.conversation?.conversationId,
        namedConversation: thread.named,
      };

/**
 * Whether people blocked its sender. The address must be the blocked one as it was written, and the only one: what was
 * folded into it, or stands beside another, may be somebody else's email, and a person looks.
 */
const isBlocked = async (mail: ParsedMail, sender: Mailbox, doubts: readonly Reason[]): Promise<boolean> =>
  !mail.foldedFrom && !doubts.includes("sender-unclear") && (await blockedSender(sender.address)) !== undefined;

/** L8: whether it bears the Message-ID that the mail service gave to one of our own replies. */
async function isEcho(messageId = ""): Promise<boolean> {
  if (!messageId.endsWith("amazonses.com>")) return false;
  return (await messageRows(messageId)).some(({ replyId }) => replyId !== undefined);
}

/** The part of a reading that comes from the bytes alone. */
function said({ mail, read, classified }: Dissected, id: Identity) {
  return {
    ...{ emailId: id.emailId, interactionId: id.interactionId, channel: "email" as const },
    from: mail.from[0] ?? { name: "", address: "" },
    ...{ subject: mail.subject, words: read.words, text: read.text, hidden: [...read.hidden] },
    ...(mail.html !== undefined && { html: mail.html.slice(0, longestHtml) }),
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    ...{ inReplyTo: [...mail.inReplyTo], references: [...mail.references] },
    ...{ senderClass: classified.senderClass, classReason: classified.reason },
  };
}

/** Cut words are quotes of ours where the email joins a conversation that we know, or below a whole header of ours; an In-Reply-To alone anybody can invent. */
const cutWords = ({ read }: Dissected): string[] =>
  read.losesWords && losesWords(aboveOurEmail(read.text, isOwnAddress), read.words) ? ["cut-words"] : [];
