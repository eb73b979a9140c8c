import type { MailReceipt } from "../contracts/mail-receipt.ts";
import { lostReceipt } from "../contracts/mail-receipt.ts";

const unknown = { status: "PROCESSING_FAILED" } as const;

/**
 * A stand-in for a receipt that never came. Its verdicts say that nobody knows, so nothing that needs proof may be said;
 * the envelope is what SES wrote into the header (Return-Path, Received … for <address>).
 */
export function receiptFor(bucketName: string, objectKey: string, header: string, timestamp: string): MailReceipt {
  const returnPath = /^return-path[ \t]*:[ \t]*<?([^<>\r\n]*)>?/im.exec(header)?.[1];
  const recipient = /^received[ \t]*:(?:.*\r?\n[ \t]+)*?.*\bfor <?([^\s<>;]+@[^\s<>;]+)>?;/im.exec(header)?.[1];
  return {
    notificationType: "Received",
    receipt: {
      timestamp,
      recipients: recipient === undefined ? [] : [recipient],
      ...{ spamVerdict: unknown, virusVerdict: unknown, spfVerdict: unknown },
      ...{ dkimVerdict: unknown, dmarcVerdict: unknown },
      action: { type: "S3", bucketName, objectKey },
    },
    mail: { timestamp, source: returnPath?.trim() ?? "unknown@unknown.invalid", messageId: lostReceipt },
  };
}
