import * as z from "zod";
import type { ReplyRow } from "../contracts/rows.ts";
import { type DeliveryNews, recordDelivery } from "../platform/delivery-news.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { markFailed } from "./mark.ts";
import { markSent } from "./mark-sent.ts";
import { readReply } from "./outbox.ts";
import { ringRepair } from "./repair.ts";
import { noteSendEvent } from "./send-event-sign.ts";

const Addressed = z.object({ emailAddress: z.string(), status: z.string().optional() });

/** What SES publishes about an email. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const SendingEvent = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).optional() }),
  bounce: z.object({ bounceType: z.string(), bouncedRecipients: z.array(Addressed).optional() }).optional(),
  complaint: z
    .object({ complaintFeedbackType: z.string().nullish(), complainedRecipients: z.array(Addressed).optional() })
    .optional(),
  delivery: z.object({ recipients: z.array(z.string()).optional() }).optional(),
  deliveryDelay: z.object({ delayedRecipients: z.array(Addressed).optional() }).optional(),
  reject: z.object({ reason: z.string().optional() }).optional(),
});
type SendingEvent = z.infer<typeof SendingEvent>;
type Recipients = readonly (z.infer<typeof Addressed> | undefined)[];

/** One row per kind of event that says what became of a reply after SES took it: news for each recipient that it names. */
const news: Readonly<Record<string, (event: SendingEvent) => DeliveryNews[]>> = {
  Delivery: ({ delivery }) =>
    each(delivery?.recipients?.map((emailAddress) => ({ emailAddress }))).map((about) => ({
      ...{ kind: "delivered", silence: false, detail: "delivered", about: about?.emailAddress },
    })),
  DeliveryDelay: ({ deliveryDelay }) =>
    each(deliveryDelay?.delayedRecipients).map((about) => ({
      ...{ kind: "delay", silence: false, detail: "delayed", about: about?.emailAddress },
    })),
  Bounce: ({ bounce }) =>
    each(bounce?.bouncedRecipients).map((about) => ({
      // `Transient` and `Undetermined` may pass; `Permanent` is SES's word for a dead address.
      ...(bounce?.bounceType === "Permanent" ? { kind: "bounce", silence: true } : { kind: "delay", silence: false }),
      ...{ detail: about?.status ?? bounce?.bounceType ?? "bounced", about: about?.emailAddress },
    })),
  Complaint: ({ complaint }) => {
    const type = complaint?.complaintFeedbackType ?? "abuse";
    const silence = type !== "auth-failure" && type !== "not-spam";
    return each(complaint?.complainedRecipients).map((about) => ({
      ...{ kind: "complaint", silence, detail: type, about: about?.emailAddress },
    }));
  },
};

/** The recipients that an event names; one of whom nothing is known where it names none. */
const each = (named: Recipients = []): Recipients => (named.length === 0 ? [undefined] : named);

/**
 * Takes one event of the mail service. Any of them proves that SES took the reply, which settles a sending whose answer was
 * lost; events come more than once and in any order, and change nothing the second time. Emails that are not replies
 * of ours (no tag) are nobody's concern here.
 */
export async function takeSendingEvent(body: string): Promise<void> {
  const event = SendingEvent.parse(JSON.parse(body));
  const replyId = event.mail.tags?.["reply_id"]?.[0];
  if (replyId === undefined) return;
  await noteSendEvent();
  const reply = await readReply(replyId);
  if (reply === undefined) {
    logger.warn("An event names a reply that the outbox does not know", { replyId, eventType: event.eventType });
    return;
  }
  if (event.eventType === "Reject") return rejected(reply, event);
  if (reply.status !== "sent") {
    await markSent(reply, event.mail.messageId);
    await ringRepair(reply);
  }
  const told = news[event.eventType]?.(event) ?? [];
  if (told.length === 0) return;
  const { retentionDays } = await readPolicy();
  for (const item of told) await recordDelivery(reply, item, retentionDays);
}

/** SES took the email, found a virus in it and did not send it. */
async function rejected(reply: ReplyRow, { reject }: SendingEvent): Promise<void> {
  logger.error("The mail service rejected a reply after taking it", { replyId: reply.replyId });
  if (reply.status !== "sent")
    await markFailed(reply, `The mail service rejected the reply: ${reject?.reason ?? "no reason given"}`);
}
