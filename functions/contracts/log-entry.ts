import * as z from "zod";
import { ConversationId, InteractionId } from "./ids.ts";

/** What can happen to an interaction. Kinds are public: the bus's detail-type and the CRM see them. */
export const LogKind = z.enum([
  "email-received",
  "email-ignored",
  "email-quarantined",
  "message-received",
  "event-handled",
  "run-started",
  "superseded",
  "mood-read",
  "topics-sorted",
  "attachments-read",
  "knowledge-found",
  "draft-written",
  "draft-checked",
  "gate-decided",
  "task-opened",
  "task-taken-over",
  "task-escalated",
  "task-decided",
  "task-changed",
  "task-claimed",
  "task-released",
  "task-assigned",
  "task-snoozed",
  "task-reminded",
  "task-tagged",
  "decision-undone",
  "draft-asked-again",
  "conversation-tagged",
  "conversation-merged",
  "conversation-split",
  "conversation-started",
  "note-added",
  "sender-blocked",
  "sender-unblocked",
  "person-changed",
  "saved-reply-changed",
  "article-changed",
  "policy-proposed",
  "file-opened",
  "tool-called",
  "tool-refused",
  "effect-proposed",
  "receipt-stored",
  "code-asked",
  "code-tried",
  "model-called",
  "model-awaited",
  "reply-queued",
  "reply-sent",
  "reply-failed",
  "reply-unknown",
  "reply-cancelled",
  "reply-delivered",
  "reply-delayed",
  "reply-bounced",
  "complaint-received",
  "interaction-ended",
  "run-failed",
  "crm-told",
  "policy-changed",
]);
export type LogKind = z.infer<typeof LogKind>;

/** Who or what decided: `code`, `model:<provider>/<model>`, `person:<name>`, `policy:<version>`. */
export const LogEntry = z.object({
  /** pk; `system` for entries about no interaction (policy). */
  interactionId: InteractionId.or(z.literal("system")),
  conversationId: ConversationId.optional(),
  entryId: z.string(),
  at: z.string(),
  kind: LogKind,
  by: z.string(),
  /** One plain sentence for the log; no address, no words of the customer. */
  summary: z.string().max(500),
  /** Facts: ids, codes, numbers. Never the customer's text. */
  details: z.record(z.string(), z.unknown()),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** EventBridge `source` of everything on our bus. */
export const eventSource = "switchboard";
