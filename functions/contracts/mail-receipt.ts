import * as z from "zod";

/** SES's word on one check. @see https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html */
export const Verdict = z.enum(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]);
export type Verdict = z.infer<typeof Verdict>;
const verdict = z.object({ status: Verdict });

export const ArcVerdict = z.object({
  status: Verdict,
  /** Domain of the last seal: anybody may seal, so it says as much as this one is trusted. */
  sealer: z.string().max(300).optional(),
  /** What the sealer had found about the sender. */
  dmarc: Verdict.optional(),
});

/** The `Received` notification that the receipt rule's S3 action publishes to its topic. Only what we use is named. */
export const MailReceipt = z.object({
  notificationType: z.literal("Received"),
  receipt: z.object({
    timestamp: z.string(),
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    /** Present when DMARC failed: what the sender's domain asks for. */
    dmarcPolicy: z.enum(["none", "quarantine", "reject"]).optional(),
    /** Told by our own mail server alone: servers that passed the email on sealed what they had found (RFC 8617). */
    arcVerdict: ArcVerdict.optional(),
    action: z.object({ type: z.literal("S3"), bucketName: z.string(), objectKey: z.string() }),
  }),
  mail: z.object({
    timestamp: z.string(),
    /** Envelope sender (MAIL FROM); empty or `<>` for bounces. */
    source: z.string(),
    /** SES's own id of this delivery, not the Message-ID header. */
    messageId: z.string(),
    destination: z.array(z.string()).optional(),
  }),
});
export type MailReceipt = z.infer<typeof MailReceipt>;

/** What SES puts into a new bucket or topic to say hello; it is no email. */
export const setupNotification = "AMAZON_SES_SETUP_NOTIFICATION";

/** Stands for SES's id in the receipt that the sweep makes up for an email whose own one never came. */
export const lostReceipt = "lost-receipt";
