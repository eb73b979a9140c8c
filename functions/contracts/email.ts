import * as z from "zod";
import { ConversationId, EmailId, InteractionId } from "./ids.ts";
import { ArcVerdict, Verdict } from "./mail-receipt.ts";

/** Who or what wrote an email; everything but `person` never gets an automatic reply. */
export const SenderClass = z.enum([
  "person",
  "auto-reply",
  "vacation",
  "bounce",
  "complaint",
  "list",
  "system",
  "own",
  "loop",
]);
export type SenderClass = z.infer<typeof SenderClass>;

export const Mailbox = z.object({ address: z.string(), name: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

export const Attachment = z.object({
  name: z.string(),
  /** MIME type by content, not by claim. */
  type: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  /** Random S3 key in the mail bucket; absent when the bytes could not be read. */
  key: z.string().optional(),
  contentId: z.string().optional(),
  /** Why a person should look before opening: `executable`, `macro`, `encrypted`, `archive`, `disguised`. */
  dangers: z.array(z.string()).default([]),
  /** What it says, as far as its kind can be read: a stranger's words, never the customer's own (P14). At most 20,000 characters. */
  text: z.string().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** What only our own receiver said about the sender (D1): headers inside the email never enter here. */
export const SenderProof = z.object({
  spf: Verdict,
  dkim: Verdict,
  dmarc: Verdict,
  dmarcPolicy: z.enum(["none", "quarantine", "reject"]).optional(),
  spam: Verdict,
  virus: Verdict,
  /** For people to see; proves nothing to us (D1). */
  arc: ArcVerdict.optional(),
});
export type SenderProof = z.infer<typeof SenderProof>;

/** An email as read by intake, stored as JSON at `emailKey(emailId)`; later rooms read this and never the raw bytes. */
export const Email = z.object({
  emailId: EmailId,
  conversationId: ConversationId,
  interactionId: InteractionId,
  /** Place in its conversation from 1; 0 for emails that take no place (automatic, quarantined…). */
  seq: z.int().nonnegative(),
  /** `email` or the name of the channel an event came through (`message`). */
  channel: z.enum(["email", "message"]),
  /** Our own address it was sent to. */
  mailbox: z.string(),
  from: Mailbox,
  /** Whom a reply goes to; decided by code (L12, L13), not by the email alone. */
  replyTo: Mailbox,
  subject: z.string(),
  /** The customer's own new words: no quotes, no signature. */
  words: z.string(),
  /** Everything readable as text, quotes included. */
  text: z.string(),
  /** The HTML part as received, never shown unsanitised. */
  html: z.string().optional(),
  /** Text the sender hid from view (P7): shown to people as such, never given to a model as normal text. */
  hidden: z.array(z.string()).default([]),
  attachments: z.array(Attachment),
  messageId: z.string().optional(),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()),
  senderClass: SenderClass,
  /** Why that class, e.g. `Auto-Submitted: auto-replied`. */
  classReason: z.string(),
  proof: SenderProof,
  /** What makes this email unfit for an automatic reply, as reason codes (`sender-not-proven`, `reply-to-differs`, `unreadable-part`…). */
  warnings: z.array(z.string()),
  rawBucket: z.string().optional(),
  rawKey: z.string().optional(),
  receivedAt: z.string(),
});
export type Email = z.infer<typeof Email>;

/** Where intake puts an email's reading in the mail bucket. */
export const emailKey = (emailId: string): string => `read/${emailId}.json`;
/** Prefix under which SES stores raw emails in the mail bucket. */
export const rawPrefix = "raw/";
/** Prefix in the mail bucket under which recorded runs of models lie (policy `recording`). */
export const recordingPrefix = "recordings/";
