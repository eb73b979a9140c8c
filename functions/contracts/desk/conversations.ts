import * as z from "zod";
import { ConversationId } from "../ids.ts";
import { LogEntry } from "../log-entry.ts";
import { ConversationRow, InteractionRow, ReplyRow } from "../rows.ts";
import { Cursor, deciders, type Endpoint, Instant, PageSize, PersonRef, readers, Tags } from "./endpoint.ts";
import { EmailView } from "./task-view.ts";

export const InteractionView = InteractionRow.extend({ decidedWhy: z.string() });
export type InteractionView = z.infer<typeof InteractionView>;

/** An internal note: customers never see one. */
export const NoteView = z.object({
  noteId: z.string(),
  conversationId: ConversationId,
  text: z.string(),
  by: PersonRef,
  at: Instant,
});
export type NoteView = z.infer<typeof NoteView>;

export const ConversationSummary = ConversationRow.extend({
  tags: z.array(z.string()).default([]),
  etag: z.string(),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** A conversation with all that was said and done in it. */
export const ConversationDetail = z.object({
  conversation: ConversationSummary,
  /** How many older emails are not in `emails`. */
  olderEmails: z.int(),
  emails: z.array(EmailView),
  interactions: z.array(InteractionView),
  replies: z.array(ReplyRow),
  notes: z.array(NoteView),
  log: z.array(LogEntry),
  /** Other conversations of this customer with this mailbox, newest first. */
  history: z.array(ConversationSummary),
});
export type ConversationDetail = z.infer<typeof ConversationDetail>;

export const ConversationQuery = z.strictObject({
  mailbox: z.string().max(320).optional(),
  /** The customer's whole address: quick, by index. */
  customer: z.email().optional(),
  /** In subject, customer's name or address, or a tag. */
  text: z.string().trim().min(2).max(100).optional(),
  tag: z.string().max(40).optional(),
  /** `waiting`: a task is open. */
  state: z.enum(["waiting", "answered", "any"]).default("any"),
  limit: PageSize,
  after: Cursor.optional(),
});
export const ConversationPage = z.object({ conversations: z.array(ConversationSummary), next: z.string().optional() });
const OneConversation = z.object({ conversation: ConversationSummary });

const NewNote = z.strictObject({ text: z.string().trim().min(1).max(5000) });
const ConversationTags = z.strictObject({ tags: Tags });
/** `from` is shown as part of this conversation from now on. */
const MergeRequest = z.strictObject({ from: ConversationId });
/** Emails from this place on become a conversation of their own. */
const SplitRequest = z.strictObject({ fromSeq: z.int().min(2) });

const Recipient = z.strictObject({ address: z.email().max(320), name: z.string().trim().max(200).default("") });
/** A new email to a customer. `requestId` is made by the page once per form: pressing twice sends once. */
export const NewEmail = z.strictObject({
  requestId: z.uuid(),
  mailbox: z.email(),
  to: Recipient,
  cc: z.array(Recipient).max(10).default([]),
  subject: z.string().trim().min(1).max(250),
  text: z.string().trim().min(1).max(20_000),
  language: z.string().length(2).optional(),
  attachments: z.array(z.string().max(100)).max(10).default([]),
});
export type NewEmail = z.infer<typeof NewEmail>;
const Started = z.object({ conversationId: ConversationId, replyId: z.string() });

/** A file to send. The answer's `uploadId` goes into a decision's or an email's `attachments`. */
const NewUpload = z.strictObject({
  name: z.string().trim().min(1).max(255),
  type: z.string().max(100),
  /** The bytes, at most 4 MB of them. */
  base64: z.base64().max(5_600_000),
});
const Upload = z.object({ uploadId: z.string(), name: z.string(), type: z.string(), size: z.int() });
/** A link that works for five minutes; the answer to it is always a download. */
export const Download = z.object({ url: z.string(), name: z.string(), expiresAt: Instant });

const read = { method: "GET", tag: "conversations", roles: readers } as const;
const write = { method: "POST", tag: "conversations", roles: deciders } as const;

export const conversationEndpoints = {
  listConversations: {
    ...read,
    ...{ path: "/api/conversations", query: ConversationQuery, response: ConversationPage },
    summary: "Conversations, the latest first",
  },
  readConversation: {
    ...read,
    ...{ path: "/api/conversations/{conversationId}", response: ConversationDetail, etag: "gives" },
    summary: "A conversation with its emails, replies, notes and log",
  },
  startConversation: {
    ...write,
    ...{ path: "/api/conversations", body: NewEmail, response: Started, status: 201 },
    summary: "A new email to a customer",
  },
  addNote: {
    ...write,
    ...{ path: "/api/conversations/{conversationId}/notes", body: NewNote, status: 201 },
    response: z.object({ note: NoteView }),
    summary: "An internal note",
  },
  tagConversation: {
    ...{ ...write, method: "PUT", etag: "needs" },
    ...{ path: "/api/conversations/{conversationId}/tags", body: ConversationTags, response: OneConversation },
    summary: "Replaces the conversation's tags",
  },
  mergeConversation: {
    ...{ ...write, etag: "needs" },
    ...{ path: "/api/conversations/{conversationId}/merge", body: MergeRequest, response: OneConversation },
    summary: "Puts another conversation of the same customer together with this one",
  },
  splitConversation: {
    ...{ ...write, etag: "needs" },
    ...{ path: "/api/conversations/{conversationId}/split", body: SplitRequest, response: OneConversation },
    summary: "Makes the emails from a place on a conversation of their own, which is the answer",
  },
  readEmail: {
    ...{ ...read, path: "/api/emails/{emailId}" },
    response: z.object({ email: EmailView }),
    summary: "One email as people see it",
  },
  downloadBody: {
    ...{ ...read, path: "/api/emails/{emailId}/body", response: Download },
    summary: "A link to the whole reading of an email, however long",
  },
  downloadAttachment: {
    ...{ ...read, path: "/api/emails/{emailId}/attachments/{place}", response: Download },
    summary: "A link to an attachment; dangerous ones only with ?dangers=accepted",
    query: z.strictObject({ dangers: z.literal("accepted").optional() }),
  },
  upload: {
    ...{ ...write, path: "/api/uploads", body: NewUpload, response: Upload, status: 201 },
    summary: "A file to send with a reply; kept for a day until it is used",
  },
} as const satisfies Record<string, Endpoint>;
