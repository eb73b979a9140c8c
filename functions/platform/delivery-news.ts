import type { ReplyRow } from "../contracts/rows.ts";
import { nowIso } from "./clock.ts";
import { conversationKey } from "./interactions.ts";
import { logWrite, type NewLogEntry } from "./log.ts";
import { ConditionFailed, transact, update, type Write } from "./rows.ts";
import { suppressionWrite } from "./suppression.ts";

/** What became of a reply after the mail service took it. */
export interface DeliveryNews {
  readonly kind: "delivered" | "delay" | "bounce" | "complaint";
  /** Nothing more may be sent to that address. */
  readonly silence: boolean;
  /** A status code, a feedback type: never an address. */
  readonly detail: string;
  /** Which of a report's news of this kind about this reply it is, from 1: one report may bring several (B4). */
  readonly nth?: number;
}

const logged: Record<DeliveryNews["kind"], Pick<NewLogEntry, "kind" | "summary">> = {
  delivered: { kind: "reply-delivered", summary: "The customer's mail server took the reply" },
  delay: { kind: "reply-delayed", summary: "The customer's mail server has not taken the reply yet" },
  bounce: { kind: "reply-bounced", summary: "The reply could not be delivered" },
  complaint: { kind: "complaint-received", summary: "The customer marked the reply as spam" },
};

/**
 * Writes down news about a reply, once each, whether it came as an event of the mail service or as an email (B5). A reply
 * has one recipient, so the address that is to be left alone is the one we wrote to, whatever the report calls it (B2).
 */
export async function recordDelivery(reply: ReplyRow, news: DeliveryNews, retentionDays: number): Promise<void> {
  const { replyId, interactionId, conversationId } = reply;
  const { nth = 1 } = news;
  const entry = logWrite(
    {
      ...{ interactionId, conversationId, by: "code", ...logged[news.kind] },
      details: { replyId, detail: news.detail.slice(0, 100), silence: news.silence, ...(nth > 1 && { nth }) },
    },
    retentionDays,
    nth > 1 ? `${replyId}#${nth}` : replyId,
  );
  const silence = news.silence ? silenceWrites(reply, news.kind) : [];
  try {
    await transact(entry, ...silence);
  } catch (error) {
    // Known already. A first, soft report must not keep a later, hard one from being heeded.
    if (!(error instanceof ConditionFailed)) throw error;
    if (silence.length > 0) await transact(...silence);
  }
}

/** Nothing more goes to that address; a bounce is also shown in the conversation (B1). */
const silenceWrites = ({ to, conversationId }: ReplyRow, kind: DeliveryNews["kind"]): Write[] => [
  suppressionWrite(to.address, kind === "complaint" ? "complaint" : "bounce"),
  ...(kind === "bounce"
    ? [update("conversations", conversationKey(conversationId), { set: { undeliverableAt: nowIso() } })]
    : []),
];
