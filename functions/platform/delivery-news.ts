import type { ReplyRow } from "../contracts/rows.ts";
import { nowIso } from "./clock.ts";
import { conversationKey } from "./interactions.ts";
import { logWrite, type NewLogEntry } from "./log.ts";
import { logger } from "./logger.ts";
import { type ReplyRecipient, recipientNamed } from "./reply-recipients.ts";
import { ConditionFailed, transact, update, type Write } from "./rows.ts";
import { suppressionWrite } from "./suppression.ts";

/** What became of a reply after the mail service took it. */
export interface DeliveryNews {
  readonly kind: "delivered" | "delay" | "bounce" | "complaint";
  /** Nothing more may be sent to that address. */
  readonly silence: boolean;
  /** A status code, a feedback type: never an address. */
  readonly detail: string;
  /** The recipient it is about, as the report writes them; undefined when it names none. */
  readonly about?: string | undefined;
  /** Which of a report's news of this kind about this recipient it is, from 1: one report may bring several (B4). */
  readonly nth?: number;
}

type Kind = DeliveryNews["kind"];

const kinds: Readonly<Record<Kind, NewLogEntry["kind"]>> = {
  delivered: "reply-delivered",
  delay: "reply-delayed",
  bounce: "reply-bounced",
  complaint: "complaint-received",
};

const toCustomer: Readonly<Record<Kind, string>> = {
  delivered: "The customer's mail server took the reply",
  delay: "The customer's mail server has not taken the reply yet",
  bounce: "The reply could not be delivered",
  complaint: "The customer marked the reply as spam",
};
const toCopy: Readonly<Record<Kind, string>> = {
  delivered: "A copy of the reply was delivered",
  delay: "A copy of the reply has not been delivered yet",
  bounce: "A copy of the reply could not be delivered; the customer is not concerned",
  complaint: "Somebody who got a copy of the reply marked it as spam",
};
const toSomebody: Readonly<Record<Kind, string>> = {
  delivered: "The reply was delivered to one of its recipients; the report does not say which",
  delay: "The reply has not been delivered to one of its recipients yet; the report does not say which",
  bounce: "The reply could not be delivered to one of its recipients; the report does not say which",
  complaint: "One of the reply's recipients marked it as spam; the report does not say which",
};

/**
 * Writes down news about a reply, once for each recipient, whether it came as an event of the mail service or as an email
 * (B5). Only the recipient whom it is about is left alone from then on.
 */
export async function recordDelivery(reply: ReplyRow, news: DeliveryNews, retentionDays: number): Promise<void> {
  const recipient = recipientNamed(reply, news.about);
  const heeded = news.silence ? silenceWrites(reply, recipient, news.kind) : [];
  try {
    await transact(entryOf(reply, recipient, news, retentionDays), ...heeded);
    if (news.kind === "complaint" && news.silence)
      logger.warn("A recipient complained about a reply", { alarm: "complaint", replyId: reply.replyId });
  } catch (error) {
    // Known already. A first, soft report must not keep a later, hard one from being heeded.
    if (!(error instanceof ConditionFailed)) throw error;
    if (heeded.length > 0) await transact(...heeded);
  }
}

function entryOf(
  { replyId, interactionId, conversationId }: ReplyRow,
  recipient: ReplyRecipient | undefined,
  { kind, detail, silence, nth = 1 }: DeliveryNews,
  retentionDays: number,
): Write {
  const words = recipient === undefined ? toSomebody : recipient.copy === 0 ? toCustomer : toCopy;
  const concerned = recipientKey(recipient);
  return logWrite(
    {
      ...{ interactionId, conversationId, by: "code", kind: kinds[kind], summary: words[kind] },
      details: {
        ...{ replyId, detail: detail.slice(0, 100), silence: silence && recipient !== undefined },
        ...(recipient !== undefined && recipient.copy > 0 && { copy: recipient.copy }),
        ...(recipient === undefined && { recipient: "not named" }),
        ...(nth > 1 && { nth }),
      },
    },
    retentionDays,
    [replyId, ...(concerned === "" ? [] : [concerned]), ...(nth > 1 ? [nth] : [])].join("#"),
  );
}

/** Tells a reply's recipients apart without naming them; empty for the customer. */
export const recipientKey = (recipient: ReplyRecipient | undefined): string =>
  recipient === undefined ? "somebody" : recipient.copy === 0 ? "" : `copy-${recipient.copy}`;

/** Nothing more goes to that address; that the customer cannot be reached is also shown in the conversation (B1). */
const silenceWrites = ({ conversationId }: ReplyRow, recipient: ReplyRecipient | undefined, kind: Kind): Write[] =>
  recipient === undefined
    ? []
    : [
        suppressionWrite(recipient.address, kind === "complaint" ? "complaint" : "bounce"),
        ...(kind === "bounce" && recipient.copy === 0
          ? [update("conversations", conversationKey(conversationId), { set: { undeliverableAt: nowIso() } })]
          : []),
      ];
