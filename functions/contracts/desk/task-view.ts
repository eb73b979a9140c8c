import * as z from "zod";
import { AttachmentReading } from "../attachment-reading.ts";
import { Draft, DraftCheck } from "../draft.ts";
import { Mailbox } from "../email.ts";
import { TaskRow } from "../rows.ts";
import { Receipt, ToolPaper } from "../tools.ts";
import { MoodLevel } from "../understanding.ts";
import { Instant } from "./endpoint.ts";

/** A task as people see it: the token stays on the server (S7), reasons also come in words. */
export const TaskView = TaskRow.omit({ token: true }).extend({
  /** For If-Match. */
  etag: z.string(),
  /** `reasons` in words. */
  why: z.array(z.string()),
  /** Whether the promise is broken already. */
  overdue: z.boolean(),
  /** Until when a decision can be taken back; absent when it cannot. */
  undoUntil: Instant.optional(),
});
export type TaskView = z.infer<typeof TaskView>;

/** An email as people see it. Never raw HTML. */
export const EmailView = z.object({
  emailId: z.string(),
  /** Its place in its conversation, which a split may have changed. */
  seq: z.int(),
  /** The conversation it came in, where a person put that together with this one. */
  of: z.string().optional(),
  interactionId: z.string(),
  from: Mailbox,
  replyTo: Mailbox,
  subject: z.string(),
  /** The customer's own new words. */
  words: z.string(),
  text: z.string(),
  /** What the sender hid from view: show it as such. */
  hidden: z.array(z.string()),
  /** In words. */
  warnings: z.array(z.string()),
  attachments: z.array(
    z.object({
      /** Its place, for `GET /api/emails/{emailId}/attachments/{place}`. */
      place: z.int(),
      name: z.string(),
      type: z.string(),
      size: z.int(),
      dangers: z.array(z.string()),
      /** Whether there are bytes that may be downloaded. */
      downloadable: z.boolean(),
    }),
  ),
  receivedAt: z.string(),
  proof: z.looseObject({
    ...{ spf: z.string(), dkim: z.string(), dmarc: z.string() },
    arc: z.object({ status: z.string(), sealer: z.string().optional(), dmarc: z.string().optional() }).optional(),
  }),
  /** Address of the sanitised HTML for a sandboxed frame; absent when the email is plain text. */
  frame: z.string().optional(),
  /** The same with remote pictures, through our proxy: load it only after a click. */
  frameWithPictures: z.string().optional(),
});
export type EmailView = z.infer<typeof EmailView>;

/** A passage beside the draft; `quotes` are what the draft took from it. */
const Source = z.object({
  passageId: z.string(),
  articleId: z.string(),
  title: z.string(),
  heading: z.string(),
  version: z.string(),
  text: z.string(),
  quotes: z.array(z.string()),
});

export const Suggestion = z.object({
  draft: Draft.optional(),
  check: DraftCheck.optional(),
  sources: z.array(Source),
  /** What models saw and heard in what the customer attached; absent when there was nothing to look at. */
  readings: z.array(AttachmentReading).optional(),
  /** What the agents looked up and propose, and what has its receipt; absent when no tool was used. */
  tools: ToolPaper.extend({ receipts: z.array(Receipt) }).optional(),
});

/** What a refused approval shows of the email that came in between. */
export const NewerEmail = z.object({ seq: z.int(), words: z.string(), receivedAt: z.string() });

export const MoodFilter = MoodLevel;
