// Outbound: sends on what SendEmail accepted, recipient by recipient, and tells what became of it.
//
//   O1. An accepted email is durable before its MessageId is answered; it is sent at least once to each recipient.
//   O2. The outcome and its event are one transaction, so an event is told once. Between the other server's 250 and
//       that transaction a crash repeats the sending, with the same Message-ID.
//   O3. What a server refuses for good bounces at once; what it refuses for now is tried for fourteen hours.
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { MailOut, Refused } from "../../mail/mail-out.ts";
import type { Store, Transaction } from "../../store.ts";
import { type Deliveries, openDeliveries } from "../deliveries.ts";
import type { ConfigurationSets } from "./configuration-sets.ts";
import { bounceDetail, delayDetail, deliveryDetail, type SentEmail } from "./events.ts";
import { type Kept, keepEmail, sentEmail, settleRecipient } from "./sent.ts";
import { suppress, suppressedFor } from "./suppression.ts";

export interface OutboundOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly mailOut: MailOut;
  readonly sets: ConfigurationSets;
}

export interface Outbound {
  /** Takes an email in this transaction; `bounceTo` is the envelope sender. */
  accept(tx: Transaction, email: SentEmail, bounceTo: string): void;
  start(): Promise<void>;
  stop(): void;
}

const Item = z.object({ messageId: z.string(), recipient: z.string() });

// SES gives up after 840 minutes.
const longestMs = 14 * 3_600_000;

export function openOutbound({ store, clock, mailOut, sets }: OutboundOptions): Outbound {
  /** Writes an outcome down, once. */
  const settle = (tx: Transaction, email: SentEmail, recipient: string, tell: () => void): void => {
    if (settleRecipient(tx, email.messageId, recipient)) tell();
  };

  const bounce = (tx: Transaction, email: SentEmail, recipient: string, why: BounceReason): void =>
    settle(tx, email, recipient, () => {
      const facts = { ...why, nowMs: clock.now(), feedbackId: randomUUID() };
      sets.emit(tx, email, "Bounce", bounceDetail(recipient, facts));
      if (why.type === "Permanent" && why.subType === "General") suppress(tx, recipient, "BOUNCE", clock.now());
    });

  const send = async (email: SentEmail, bounceTo: string, recipient: string): Promise<void> => {
    const suppressed = await store.read((tx) => suppressedFor(tx, recipient));
    if (suppressed !== undefined) {
      const reply =
        "Amazon SES did not send the message to this address because it is on the suppression list for your account.";
      const why = { type: "Permanent", subType: "OnAccountSuppressionList", reply, by: "amazonses.com" } as const;
      return store.transact((tx) => bounce(tx, email, recipient, why));
    }
    const { messageId, raw } = email;
    const result = await mailOut.deliver({ messageId, from: bounceTo, to: [recipient], raw });
    const refused = result.refused[0];
    if (!refused) {
      const how = { nowMs: clock.now(), sentMs: email.sentMs, reply: result.reply, by: result.by };
      return store.transact((tx) =>
        settle(tx, email, recipient, () => sets.emit(tx, email, "Delivery", deliveryDetail(recipient, how))),
      );
    }
    if (!refused.permanent) throw await delayed(email, recipient, refused);
    const why = { type: "Permanent", subType: "General", reply: refused.reply, by: result.by } as const;
    return store.transact((tx) => bounce(tx, email, recipient, why));
  };

  /** Tells the first delay of each recipient; the rest are the same news. */
  const delayed = async (email: SentEmail, recipient: string, refused: Refused): Promise<Error> => {
    await store.transact((tx) => {
      const told = tx.run("INSERT OR IGNORE INTO ses_delayed VALUES (?, ?)", email.messageId, recipient);
      const how = { nowMs: clock.now(), untilMs: email.sentMs + longestMs, reply: refused.reply };
      if (told.changes === 1) sets.emit(tx, email, "DeliveryDelay", delayDetail(recipient, how));
    });
    return new Error(refused.reply);
  };

  /** The email, while this recipient still waits for it. */
  const load = async (messageId: string, recipient: string): Promise<Kept | undefined> => {
    const kept = await store.read((tx) => sentEmail(tx, messageId));
    return kept?.waiting.includes(recipient) ? kept : undefined;
  };

  const deliveries: Deliveries = openDeliveries({
    store,
    clock,
    room: "ses",
    atOnce: 8,
    deliver: async (item) => {
      const { messageId, recipient } = Item.parse(item);
      const found = await load(messageId, recipient);
      if (found) await send(found.email, found.bounceTo, recipient);
    },
    policy: () => ({ retries: Number.POSITIVE_INFINITY, longestMs }),
    giveUp: async (item, { error }) => {
      const { messageId, recipient } = Item.parse(item);
      const found = await load(messageId, recipient);
      if (!found) return;
      const reply = error instanceof Error ? error.message : String(error);
      const why = { type: "Transient", subType: "General", reply, by: "amazonses.com" } as const;
      await store.transact((tx) => bounce(tx, found.email, recipient, why));
    },
  });

  return {
    accept: (tx, email, bounceTo) => {
      keepEmail(tx, email, bounceTo);
      sets.emit(tx, email, "Send", {});
      for (const recipient of email.recipients) deliveries.enqueue(tx, { messageId: email.messageId, recipient });
    },
    start: () => deliveries.start(),
    stop: () => deliveries.stop(),
  };
}

interface BounceReason {
  readonly type: "Permanent" | "Transient";
  readonly subType: "General" | "OnAccountSuppressionList";
  readonly reply: string;
  readonly by: string;
}
