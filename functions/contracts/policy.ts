import * as z from "zod";
import { DeskPolicy } from "./desk-policy.ts";
import { ToolPolicy } from "./tools.ts";

export const Mode = z.enum(["shadow", "draft", "auto"]);
export type Mode = z.infer<typeof Mode>;

export const ModelTask = z.enum(["read-mood", "sort", "draft", "check"]);
export type ModelTask = z.infer<typeof ModelTask>;

/** One model that may be asked. Price in USD per million tokens, as of `pricedAt`. */
export const ModelCandidate = z.strictObject({
  provider: z.enum(["embedded", "openai", "bedrock"]),
  model: z.string().min(1).max(200),
  timeoutMs: z.int().min(100).max(120_000).default(20_000),
  inputPrice: z.number().nonnegative().default(0),
  outputPrice: z.number().nonnegative().default(0),
  pricedAt: z.string().optional(),
});
export type ModelCandidate = z.infer<typeof ModelCandidate>;

export const MailboxPolicy = z.strictObject({
  /** Shown as the sender's name. */
  name: z.string(),
  mode: Mode,
  /** Overrides per topic; a topic not named here has the mailbox's mode. */
  topicModes: z.record(z.string(), Mode).default({}),
  signature: z.string(),
  /** Said in every automatic reply (which an AI wrote) and how to reach a person. */
  disclosure: z.string(),
  /** Signature and disclosure in other languages than the mailbox's own. */
  inLanguages: z
    .record(z.string().length(2), z.strictObject({ signature: z.string(), disclosure: z.string() }))
    .optional(),
  /** Languages in which this mailbox answers by itself. */
  languages: z.array(z.string().length(2)).min(1),
});

export type MailboxPolicy = z.infer<typeof MailboxPolicy>;

/** Versioned settings a support lead may change. */
export const Policy = z.strictObject({
  version: z.int().positive(),
  /** *Stop automatic replies*. Checked immediately before every automatic send. */
  stopped: z.boolean(),
  /** Seconds to wait for the rest when a customer writes several emails in a row. */
  debounceSeconds: z.int().min(0).max(3600),
  mailboxes: z.record(z.string(), MailboxPolicy),
  topics: z.array(
    z.strictObject({
      topic: z.string(),
      words: z.array(z.string()).default([]),
      alwaysAsk: z.boolean().default(false),
    }),
  ),
  /** The least confidence (0..1) with which a reply may go out by itself; per topic where it differs. */
  sendAt: z.number().min(0).max(1),
  topicSendAt: z.record(z.string(), z.number().min(0).max(1)).default({}),
  /** Senders whose forms may name the customer in Reply-To (L13), only with DMARC PASS. */
  trustedForms: z.array(z.string()),
  /** L10: automatic replies to one sender. */
  caps: z.strictObject({
    perHour: z.int().positive(),
    perDay: z.int().positive(),
    sameSubjectPerHour: z.int().positive(),
    totalPerMinute: z.int().positive(),
  }),
  /** Hosts whose links may stand in replies even if no passage has them. */
  linkHosts: z.array(z.string()),
  /** Minutes after which a waiting task escalates, tier by tier; the first is the promise. */
  tiersMinutes: z.array(z.int().positive()).min(1),
  models: z.record(ModelTask, z.array(ModelCandidate).min(1)),
  /** Whether subjects of replies carry a signed token, for customers whose programs drop every header. */
  subjectToken: z.boolean().optional(),
  /** What the agents may do with which tools; absent: no tool is used. */
  tools: ToolPolicy.optional(),
  /** How people work: hours, claims, undo, assignment. Absent: the defaults of contracts/desk-policy.ts. */
  desk: DeskPolicy.optional(),
  /** Days after which personal data expires. */
  retentionDays: z.int().positive(),
});
export type Policy = z.infer<typeof Policy>;
