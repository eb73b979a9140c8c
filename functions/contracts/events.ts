import * as z from "zod";

/** What the event queue takes: any producer's event. `id` is the producer's and makes it idempotent. */
export const IncomingEvent = z.object({
  id: z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/, "letters, digits, . _ : - and at most 128 of them"),
  type: z.string().min(1).max(100),
  detail: z.unknown(),
});
export type IncomingEvent = z.infer<typeof IncomingEvent>;

/** `message.received`: a contact form or chat enters the support flow. `from` is an email address. */
export const MessageReceived = z.strictObject({
  id: z.string().min(1).max(128),
  from: z.email(),
  name: z.string().max(200).optional(),
  subject: z.string().max(300).optional(),
  text: z.string().min(1).max(100_000),
  /** One of our mailboxes; the stage's first when absent. */
  mailbox: z.email().optional(),
});
export type MessageReceived = z.infer<typeof MessageReceived>;

/** `order.shipped`: the second registered flow: tells the log and the CRM, no reply. */
export const OrderShipped = z.strictObject({
  orderId: z.string().min(1).max(64),
  customer: z.email(),
  carrier: z.string().max(100).optional(),
  tracking: z.string().max(100).optional(),
});
export type OrderShipped = z.infer<typeof OrderShipped>;

export const eventTypes = ["message.received", "order.shipped"] as const;
export type EventType = (typeof eventTypes)[number];
