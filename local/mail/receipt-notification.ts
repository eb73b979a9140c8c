import { addressesOf, type Header, headerOf } from "./headers.ts";
import type { Envelope } from "./smtp-in.ts";
import type { SenderVerdicts, Verdict } from "./verdicts.ts";

/** What is known of one email when a receipt rule acts on it. */
export interface Receipt {
  readonly messageId: string;
  readonly envelope: Envelope;
  /** Those recipients that the rule matched. */
  readonly recipients: readonly string[];
  /** Of the stored email, ours on top. */
  readonly headers: readonly Header[];
  readonly sender: SenderVerdicts;
  readonly spam: Verdict;
  readonly virus: Verdict;
  /** Epoch milliseconds at which the email was there whole. */
  readonly receivedMs: number;
  readonly nowMs: number;
}

export interface StoredAt {
  readonly topicArn: string;
  readonly bucketName: string;
  readonly objectKeyPrefix: string;
  readonly objectKey: string;
}

// Headers beyond this are not told: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
const mostHeaderBytes = 10 * 1024;

/** The `Received` notification of an S3 action with a topic, member for member as SES publishes it. */
export function receivedNotification(receipt: Receipt, stored: StoredAt): object {
  const timestamp = new Date(receipt.receivedMs).toISOString();
  const { headers, truncated } = limited(receipt.headers);
  return {
    notificationType: "Received",
    mail: {
      timestamp,
      source: receipt.envelope.from,
      messageId: receipt.messageId,
      destination: receipt.envelope.to,
      headersTruncated: truncated,
      headers,
      commonHeaders: commonHeaders(receipt.headers, receipt.envelope.from),
    },
    receipt: {
      timestamp,
      processingTimeMillis: receipt.nowMs - receipt.receivedMs,
      recipients: receipt.recipients,
      spamVerdict: { status: receipt.spam },
      virusVerdict: { status: receipt.virus },
      spfVerdict: { status: receipt.sender.spf },
      dkimVerdict: { status: receipt.sender.dkim },
      dmarcVerdict: { status: receipt.sender.dmarc },
      ...(receipt.sender.dmarcPolicy !== undefined && { dmarcPolicy: receipt.sender.dmarcPolicy }),
      ...(receipt.sender.arc !== undefined && { arcVerdict: receipt.sender.arc }),
      action: { type: "S3", ...stored },
    },
  };
}

function limited(headers: readonly Header[]): { headers: Header[]; truncated: boolean } {
  const kept: Header[] = [];
  let size = 0;
  for (const header of headers) {
    size += Buffer.byteLength(header.name) + Buffer.byteLength(header.value);
    if (size > mostHeaderBytes) return { headers: kept, truncated: true };
    kept.push(header);
  }
  return { headers: kept, truncated: false };
}

/** Absent headers are absent here too. */
function commonHeaders(headers: readonly Header[], returnPath: string): object {
  const texts = { date: "Date", messageId: "Message-ID", subject: "Subject", sender: "Sender" };
  const lists = { from: "From", replyTo: "Reply-To", to: "To", cc: "Cc", bcc: "Bcc" };
  const found: Record<string, string | string[]> = { returnPath };
  for (const [member, name] of Object.entries(lists)) {
    const addresses = addressesOf(headers, name);
    if (addresses) found[member] = addresses;
  }
  for (const [member, name] of Object.entries(texts)) {
    const text = headerOf(headers, name);
    if (text !== undefined) found[member] = text;
  }
  return found;
}
