import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { parseHeaders, splitEmail } from "./headers.ts";
import { type Receipt, receivedNotification } from "./receipt-notification.ts";
import type { Envelope, SmtpInOptions } from "./smtp-in.ts";
import { type SenderVerdicts, scan, type Verifier } from "./verdicts.ts";

/** What a receipt rule does with an email, in order; `stop` ends the rule set. */
export type ReceiptAction =
  | { readonly kind: "s3"; readonly bucket: string; readonly prefix: string; readonly topicArn?: string }
  | { readonly kind: "stop" };

export interface MatchingRule {
  readonly name: string;
  /** Whether spam and viruses are looked for. */
  readonly scan: boolean;
  readonly recipients: readonly string[];
  readonly actions: readonly ReceiptAction[];
}

export interface ReceiverOptions {
  readonly clock: Clock;
  readonly verify: Verifier;
  /** The active rule set's rules that match any of these addresses, in order. */
  readonly rulesFor: (addresses: readonly string[]) => Promise<readonly MatchingRule[]>;
  /** Takes bounces and complaints that come back to SES's own envelope senders. */
  readonly feedback?: {
    accepts(address: string): boolean;
    take(address: string, raw: Buffer): Promise<void>;
  };
  /** Durable when it resolves, as is `publish`. */
  readonly store: (bucket: string, key: string, raw: Buffer) => Promise<void>;
  readonly publish: (topicArn: string, message: { subject: string; text: string }) => Promise<void>;
}

/** What the SMTP server asks: SES's receiving side. */
export type Receiver = Pick<SmtpInOptions, "accepts" | "deliver">;

/** Does with each email what the receipt rules say; the email is durable when `deliver` resolves. */
export function openReceiver(options: ReceiverOptions): Receiver {
  const { clock, feedback } = options;
  return {
    accepts: async (address) => feedback?.accepts(address) === true || (await options.rulesFor([address])).length > 0,
    deliver: async ({ envelope, raw }) => {
      const receivedMs = clock.now();
      const messageId = newMessageId();
      for (const address of envelope.to) if (feedback?.accepts(address)) await feedback.take(address, raw);
      const others = envelope.to.filter((address) => feedback?.accepts(address) !== true);
      const rules = await options.rulesFor(others);
      if (rules.length === 0) return messageId;
      const sender = await options.verify({ envelope, raw });
      for (const rule of rules) {
        const scanned = rule.scan ? scan(raw) : ({ spam: "DISABLED", virus: "DISABLED" } as const);
        const marks = ourHeaders({ envelope, messageId, sender, ...scanned, receivedMs });
        const stamped = Buffer.concat([Buffer.from(marks), raw]);
        const receipt = {
          messageId,
          envelope,
          recipients: rule.recipients,
          headers: parseHeaders(splitEmail(stamped).head),
          sender,
          ...scanned,
          receivedMs,
        };
        const stopped = await act(options, rule.actions, receipt, stamped);
        if (stopped) break;
      }
      return messageId;
    },
  };
}

/** Runs a rule's actions; answers whether the rule set ends here. */
async function act(
  options: ReceiverOptions,
  actions: readonly ReceiptAction[],
  receipt: Omit<Receipt, "nowMs">,
  stamped: Buffer,
): Promise<boolean> {
  for (const action of actions) {
    if (action.kind === "stop") return true;
    const objectKey = `${action.prefix}${receipt.messageId}`;
    await options.store(action.bucket, objectKey, stamped);
    if (action.topicArn === undefined) continue;
    const stored = {
      topicArn: action.topicArn,
      bucketName: action.bucket,
      objectKeyPrefix: action.prefix,
      objectKey,
    };
    const notification = receivedNotification({ ...receipt, nowMs: options.clock.now() }, stored);
    await options.publish(action.topicArn, {
      subject: "Amazon SES Email Receipt Notification",
      text: JSON.stringify(notification),
    });
  }
  return false;
}

/** 40 letters and digits, as SES's are. */
const newMessageId = (): string =>
  [...randomBytes(40)].map((byte) => "abcdefghijklmnopqrstuvwxyz012345"[byte & 31]).join("");

interface Marks {
  readonly envelope: Envelope;
  readonly messageId: string;
  readonly sender: SenderVerdicts;
  readonly spam: string;
  readonly virus: string;
  readonly receivedMs: number;
}

/** The headers SES puts on top of what it stores. */
function ourHeaders({ envelope, messageId, sender, spam, virus, receivedMs }: Marks): string {
  const date = new Date(receivedMs).toUTCString().replace("GMT", "+0000 (UTC)");
  const lines = [
    `Return-Path: <${envelope.from}>`,
    `Received: from ${printable(envelope.helo)} (${envelope.remoteAddress})`,
    " by inbound-smtp.us-east-1.amazonaws.com",
    ` with SMTP id ${messageId} for ${envelope.to[0] ?? ""};`,
    ` ${date}`,
    `X-SES-Spam-Verdict: ${spam}`,
    `X-SES-Virus-Verdict: ${virus}`,
  ];
  return `${lines.join("\r\n")}\r\n${sender.headers}`;
}

// A HELO name goes into a header; what cannot be in a host name is not worth telling.
const printable = (helo: string): string => helo.replaceAll(/[^\w.:[\]-]/g, "").slice(0, 255) || "unknown";
