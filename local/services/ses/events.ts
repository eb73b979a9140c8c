import { addressesOf, headerOf, parseHeaders, splitEmail } from "../../mail/headers.ts";
import { home } from "../service.ts";

/** Kinds of event here, as SES spells them in `eventType`. */
export type SendingEvent = "Send" | "Delivery" | "Bounce" | "Complaint" | "DeliveryDelay";

/** `eventType` → `detail-type` on the event bus: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html */
export const detailTypes: Readonly<Record<SendingEvent, string>> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  DeliveryDelay: "Email Delivery Delayed",
};

/** What events tell of the email itself. */
export interface SentEmail {
  readonly messageId: string;
  readonly source: string;
  readonly recipients: readonly string[];
  /** The MIME as sent on. */
  readonly raw: Buffer;
  readonly configurationSet: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly sentMs: number;
}

export const identityArn = (identity: string): string =>
  `arn:${home.partition}:ses:${home.region}:${home.account}:identity/${identity}`;

/** A sending event: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
export function sendingEvent(email: SentEmail, eventType: SendingEvent, detail: object): object {
  const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}`;
  return { eventType, mail: mailOf(email), [member]: detail };
}

function mailOf(email: SentEmail): object {
  const headers = parseHeaders(splitEmail(email.raw).head);
  const domain = email.source.split("@").at(-1) ?? "";
  const commonHeaders: Record<string, string | string[]> = { messageId: email.messageId };
  for (const [member, name] of Object.entries({ from: "From", replyTo: "Reply-To", to: "To", cc: "Cc" })) {
    const addresses = addressesOf(headers, name);
    if (addresses) commonHeaders[member] = addresses;
  }
  for (const [member, name] of Object.entries({ date: "Date", subject: "Subject" })) {
    const text = headerOf(headers, name);
    if (text !== undefined) commonHeaders[member] = text;
  }
  return {
    timestamp: new Date(email.sentMs).toISOString(),
    source: email.source,
    sourceArn: identityArn(domain),
    sendingAccountId: home.account,
    messageId: email.messageId,
    destination: email.recipients,
    headersTruncated: false,
    headers,
    commonHeaders,
    tags: {
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [domain],
      "ses:caller-identity": ["switchboard"],
      "ses:operation": ["SendEmail"],
      ...(email.configurationSet !== undefined && { "ses:configuration-set": [email.configurationSet] }),
      ...Object.fromEntries(Object.entries(email.tags).map(([name, value]) => [name, [value]])),
    },
  };
}

export const deliveryDetail = (
  recipient: string,
  how: { nowMs: number; sentMs: number; reply: string; by: string },
): object => ({
  timestamp: new Date(how.nowMs).toISOString(),
  processingTimeMillis: how.nowMs - how.sentMs,
  recipients: [recipient],
  smtpResponse: how.reply,
  reportingMTA: how.by,
});

export interface BounceFacts {
  readonly nowMs: number;
  readonly feedbackId: string;
  readonly type: "Permanent" | "Transient";
  readonly subType: "General" | "OnAccountSuppressionList";
  /** The other server's words. */
  readonly reply: string;
  readonly by: string;
}

export function bounceDetail(recipient: string, bounce: BounceFacts): object {
  const status = /\b([245]\.\d+\.\d+)\b/.exec(bounce.reply)?.[1] ?? (bounce.type === "Permanent" ? "5.0.0" : "4.0.0");
  return {
    feedbackId: bounce.feedbackId,
    bounceType: bounce.type,
    bounceSubType: bounce.subType,
    bouncedRecipients: [{ emailAddress: recipient, action: "failed", status, diagnosticCode: `smtp; ${bounce.reply}` }],
    timestamp: new Date(bounce.nowMs).toISOString(),
    reportingMTA: `dns; ${bounce.by}`,
  };
}

export const delayDetail = (recipient: string, how: { nowMs: number; untilMs: number; reply: string }): object => ({
  timestamp: new Date(how.nowMs).toISOString(),
  delayType: "TransientCommunicationFailure",
  expirationTime: new Date(how.untilMs).toISOString(),
  delayedRecipients: [{ emailAddress: recipient, status: "4.0.0", diagnosticCode: `smtp; ${how.reply}` }],
});

/** `type` is the report's own word: abuse, fraud, virus… */
export const complaintDetail = (
  recipient: string,
  complaint: { nowMs: number; feedbackId: string; type: string },
): object => ({
  feedbackId: complaint.feedbackId,
  complaintSubType: null,
  complainedRecipients: [{ emailAddress: recipient }],
  timestamp: new Date(complaint.nowMs).toISOString(),
  complaintFeedbackType: complaint.type,
});
