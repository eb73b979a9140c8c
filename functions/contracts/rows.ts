import * as z from "zod";
import { DecisionKind } from "./decision.ts";
import { PersonRef } from "./desk/endpoint.ts";
import { Mailbox, SenderClass } from "./email.ts";
import { ConversationId, DraftId, EmailId, InteractionId, ReplyId, TaskId } from "./ids.ts";
import { GateOutcome, Outcome, Reason } from "./outcome.ts";
import { EffectId } from "./tools.ts";
import { AttachmentFacts, Mood, SortingFacts } from "./understanding.ts";

/** conversations: pk `conversationId`, sk `conversation`; byCustomer: pk `mailbox#address`, sk lastAt. */
export const ConversationRow = z.object({
  conversationId: ConversationId,
  mailbox: z.string(),
  customer: Mailbox,
  subject: z.string(),
  /** seq of the newest email. */
  lastSeq: z.int().nonnegative(),
  /** seq up to which a reply has been sent or a person closed. */
  answeredSeq: z.int().nonnegative(),
  openTaskId: TaskId.optional(),
  lastAt: z.string(),
  /** Since when the customer's address takes no more email (B1). */
  undeliverableAt: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** A person put it together with that one: what comes for this one belongs there. */
  mergedInto: ConversationId.optional(),
  /** Those that were put into this one, oldest merge first. */
  mergedFrom: z.array(ConversationId).optional(),
  /** The conversation out of which a person took this one's emails. */
  splitFrom: ConversationId.optional(),
  /** After a split: the newest email that stayed, and the newest place that was given by then. */
  movedAway: z.object({ newest: z.int().positive(), upTo: z.int().positive() }).optional(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** conversations: pk `conversationId`, sk `email#<seq, 8 digits>`. */
export const ConversationEmailRow = z.object({
  emailId: EmailId,
  interactionId: InteractionId,
  seq: z.int().positive(),
  messageId: z.string().optional(),
  references: z.array(z.string()),
  from: Mailbox,
  replyTo: Mailbox,
  subject: z.string(),
  senderClass: SenderClass,
  receivedAt: z.string(),
  /** A person moved it into that conversation; its place here stays empty. */
  movedTo: ConversationId.optional(),
  /** How many. */
  attachments: z.int().nonnegative().optional(),
});
export type ConversationEmailRow = z.infer<typeof ConversationEmailRow>;
export const emailSort = (seq: number): string => `email#${String(seq).padStart(8, "0")}`;

/** interactions: pk `interactionId`, sk `interaction`; byOutcome: pk outcome, sk openedAt. */
export const InteractionRow = z.object({
  interactionId: InteractionId,
  conversationId: ConversationId,
  seq: z.int().nonnegative(),
  channel: z.enum(["email", "message", "event"]),
  mailbox: z.string(),
  customer: Mailbox,
  subject: z.string(),
  outcome: Outcome,
  reasons: z.array(Reason),
  /** In plain words where a code is not enough: the cause of a failure, `answered with #3`. */
  note: z.string().optional(),
  openedAt: z.string(),
  endedAt: z.string().optional(),
  executionArn: z.string().optional(),
  mood: Mood.optional(),
  sorting: SortingFacts.optional(),
  attachments: AttachmentFacts.optional(),
  gate: z.object({ outcome: GateOutcome, reasons: z.array(Reason), confidence: z.number() }).optional(),
  draftId: DraftId.optional(),
  taskId: TaskId.optional(),
  replyId: ReplyId.optional(),
  /** Older interactions whose emails this run covers, as ids. */
  covers: z.array(InteractionId).optional(),
});
export type InteractionRow = z.infer<typeof InteractionRow>;

/** tasks: pk `taskId`, sk `task`; byStatus: pk status, sk dueAt. `repair` tasks come after sending began and cannot send. */
export const TaskRow = z.object({
  taskId: TaskId,
  kind: z.enum(["reply", "repair"]),
  conversationId: ConversationId,
  interactionId: InteractionId,
  /** seq the draft answers; a newer email in the conversation voids it. */
  seq: z.int().nonnegative(),
  mailbox: z.string(),
  customer: Mailbox,
  subject: z.string(),
  status: z.enum(["open", "decided", "closed"]),
  /** Grows with every change of what is decided about; every decision names the one it saw. */
  version: z.int().positive(),
  /** Grows with every change beside that (claimed, assigned, snoozed, tagged), which voids nobody's decision. */
  touched: z.int().nonnegative().optional(),
  reasons: z.array(Reason),
  note: z.string().optional(),
  mood: Mood.optional(),
  sorting: SortingFacts.optional(),
  draftId: DraftId.optional(),
  /** A person's id, or the name of whoever it was handed to. */
  assignee: z.string().optional(),
  /** The assignee as others read it. */
  assigneeName: z.string().optional(),
  /** Who works on it just now; nobody once `until` has passed. */
  claim: z.object({ by: PersonRef, at: z.string(), until: z.string() }).optional(),
  /** Out of the queue until then; the promise stays. */
  snoozedUntil: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Another draft is being written after a person's instruction. */
  redrafting: z.object({ instruction: z.string(), by: z.string(), at: z.string() }).optional(),
  /** The latest notice that went out about it: of which tier, and whether it was the reminder. */
  notified: z.object({ tier: z.int(), at: z.string(), reminder: z.boolean().optional() }).optional(),
  tier: z.int().nonnegative(),
  openedAt: z.string(),
  /** Promise time. */
  dueAt: z.string(),
  /** Never leaves the server (S7). Absent when no run waits: a decision then starts one. */
  token: z.string().optional(),
  decision: z
    .object({
      kind: DecisionKind,
      by: z.string(),
      at: z.string(),
      reason: z.string().optional(),
      replyId: ReplyId.optional(),
      /** Effects that the person let happen, before the reply goes out. */
      effects: z.array(EffectId).optional(),
      /** Until when it can be taken back. */
      undoUntil: z.string().optional(),
      /** How the words sent differ from the draft: `at` counts the draft's characters. */
      difference: z.array(z.object({ at: z.int(), removed: z.string(), added: z.string() })).optional(),
    })
    .optional(),
  /** Whether the waiting run has been told of the decision. */
  rung: z.boolean(),
  /** What people did with it while it stayed open, oldest first; their own words, so it is here and not in the log. */
  changes: z
    .array(z.object({ at: z.string(), by: z.string(), kind: DecisionKind, text: z.string().optional() }))
    .optional(),
});
export type TaskRow = z.infer<typeof TaskRow>;

export const replyStatuses = ["pending", "sending", "sent", "failed", "cancelled", "unknown"] as const;
/** outbox: pk `replyId`, sk `reply`; byStatus: pk status, sk createdAt (absent once `sent`). */
export const ReplyRow = z.object({
  replyId: ReplyId,
  conversationId: ConversationId,
  interactionId: InteractionId,
  /** seq this reply answers; sending is refused when the conversation has moved on. */
  seq: z.int().nonnegative(),
  mailbox: z.string(),
  to: Mailbox,
  subject: z.string(),
  /** Without signature and disclosure. */
  text: z.string().max(20_000),
  /** Of the text; the mailbox's own signature and disclosure where absent. */
  language: z.string().length(2).optional(),
  inReplyTo: z.string().optional(),
  references: z.array(z.string()),
  /** Further recipients that a person named. */
  cc: z.array(Mailbox).optional(),
  /** Those of them to whom nothing is sent any more: they got no copy. */
  leftOut: z.array(Mailbox).optional(),
  /** Files that a person added; `key` in the mail bucket. */
  attachments: z.array(z.object({ key: z.string(), name: z.string(), type: z.string(), size: z.int() })).optional(),
  /** True for an email that answers none: its subject gets no `Re:`. */
  fresh: z.boolean().optional(),
  /** True when no person approved it: the stop button, caps and Auto-Submitted apply. */
  automatic: z.boolean(),
  /** `gate` or who decided. */
  decidedBy: z.string(),
  /** Reply kind, for the disclosure line: an acknowledgement answers nothing. */
  kind: z.enum(["answer", "clarify", "acknowledge"]),
  status: z.enum(replyStatuses),
  attempt: z.int().nonnegative(),
  /** Epoch ms until which the present sender owns the row. */
  leaseUntil: z.number().optional(),
  /** Epoch ms at which the latest sender took it. */
  leasedMs: z.number().optional(),
  sesMessageId: z.string().optional(),
  note: z.string().optional(),
  createdAt: z.string(),
  sentAt: z.string().optional(),
  /** Which one-time code outbound puts where the text has the placeholder. */
  codeId: z.string().optional(),
  /** Effects that were decided with it: it leaves only when each has its receipt, and tells of each. */
  effects: z.array(EffectId).optional(),
});
export type ReplyRow = z.infer<typeof ReplyRow>;
