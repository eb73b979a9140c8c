import * as z from "zod";
import { DecisionKind } from "./decision.ts";
import { DeskPolicy } from "./desk-policy.ts";
import { ToolPolicy } from "./tools.ts";

export const Mode = z.enum(["shadow", "draft", "auto"]);
export type Mode = z.infer<typeof Mode>;

/** The four of the support flow first; then what reads and makes pictures and sound, and meaning as vectors. */
export const ModelTask = z.enum([
  "read-mood",
  "sort",
  "draft",
  "check",
  "describe-image",
  "transcribe",
  "embed",
  "make-image",
  "speak",
]);
export type ModelTask = z.infer<typeof ModelTask>;

/** One model that may be asked. Prices in USD; those left out come from functions/models/prices.ts by the day of the call. */
export const ModelCandidate = z.strictObject({
  provider: z.enum(["embedded", "openai", "bedrock"]),
  model: z.string().min(1).max(200),
  /** For this candidate in all: its second tries and waits included. */
  timeoutMs: z.int().min(100).max(120_000).default(20_000),
  /** How strong it is, from 1. An unsure answer is asked for again only from a stronger tier. */
  tier: z.int().min(1).max(9).optional(),
  /** Bedrock: the regions to spread calls over, of those that the stage allows; the function's own when absent. */
  regions: z.array(z.string().min(1).max(30)).min(1).max(8).optional(),
  /** Bedrock: what holds the answer to its schema; a tool when absent, which nearly all models there know. */
  answerBy: z.enum(["tool", "schema"]).optional(),
  /** Per million tokens. */
  inputPrice: z.number().nonnegative().optional(),
  outputPrice: z.number().nonnegative().optional(),
  /** Per picture made, minute of sound or thousand characters spoken. */
  unitPrice: z.number().nonnegative().optional(),
  pricedAt: z.string().optional(),
});
export type ModelCandidate = z.infer<typeof ModelCandidate>;

/** What models may cost, in USD, and do (P12). A limit that is absent does not hold; what is over it degrades, never drops. */
export const Budgets = z.strictObject({
  /** All mailboxes together, since the counters began. */
  total: z.number().nonnegative().optional(),
  /** All mailboxes together, per day (UTC). */
  day: z.number().nonnegative().optional(),
  /** Each mailbox, per day (UTC). */
  mailboxDay: z.number().nonnegative().optional(),
  conversation: z.number().nonnegative().optional(),
  /** For one email's run, over all its steps. */
  email: z
    .strictObject({
      calls: z.int().positive().default(24),
      tokens: z.int().positive().default(200_000),
      seconds: z.int().positive().default(180),
    })
    .optional(),
});
export type Budgets = z.infer<typeof Budgets>;

/** Emails that wait while no model answers. */
const Waiting = z.strictObject({
  /** More than this many do not wait: a person is asked at once. */
  most: z.int().positive().max(100_000).default(20_000),
  /** How many go on per minute, at most, once models answer again. */
  perMinute: z.int().positive().max(10_000).default(600),
});

/** `keep` writes down every outside call of a run of the system, `play` answers from it and asks nobody. */
export const Recording = z.strictObject({ mode: z.enum(["keep", "play"]), run: z.string().regex(/^[\w.-]{1,60}$/) });
export type Recording = z.infer<typeof Recording>;

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

/**
 * Pages of our own web sites that are articles, too: fetched every hour. `hosts` is the list of what may be asked at all,
 * where a page leads on to another address as well.
 */
const KnowledgePages = z
  .strictObject({
    hosts: z.array(z.string().regex(/^[a-z0-9.-]{1,253}$/)).max(20),
    pages: z.array(z.url({ protocol: /^https$/ })).max(500),
  })
  .refine(({ hosts, pages }) => pages.every((page) => hosts.includes(new URL(page).hostname)), {
    message: "every page's host must stand in `hosts`",
  });

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
    /** F28: of one sender's emails in a minute, so many are taken up at once; the others one after the other. */
    startsPerMinute: z.int().positive().default(10),
  }),
  /** Hosts whose links may stand in replies even if no passage has them. */
  linkHosts: z.array(z.string()),
  /** Web pages that are indexed beside the bucket's articles; absent: none. */
  knowledge: KnowledgePages.optional(),
  /** Minutes after which a waiting task escalates, tier by tier; the first is the promise. */
  tiersMinutes: z.array(z.int().positive()).min(1),
  /** Who is asked for each task, in this order. A task that is not named here nobody does. */
  models: z.partialRecord(ModelTask, z.array(ModelCandidate).min(1)),
  budgets: Budgets.optional(),
  waiting: Waiting.optional(),
  recording: Recording.optional(),
  /** Whether customers' names are taken out too before an outside model reads their words; numbers and addresses always are. */
  redactNames: z.boolean().optional(),
  /** What a person's work costs, for the report of what a resolved email costs. */
  people: z
    .strictObject({
      usdPerHour: z.number().nonnegative(),
      /** Minutes that a decision takes where nobody measured. */
      minutes: z.partialRecord(DecisionKind, z.number().nonnegative()),
    })
    .optional(),
  /** Whether subjects of replies carry a signed token, for customers whose programs drop every header. */
  subjectToken: z.boolean().optional(),
  /** How people work: hours, claims, undo, assignment. Absent: the defaults of contracts/desk-policy.ts. */
  desk: DeskPolicy.optional(),
  /** What the agents may do with which tools; absent: no tool is used. */
  tools: ToolPolicy.optional(),
  /** Days after which personal data expires. */
  retentionDays: z.int().positive(),
});
export type Policy = z.infer<typeof Policy>;
