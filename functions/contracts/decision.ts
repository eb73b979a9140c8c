import * as z from "zod";
import { ReplyId } from "./ids.ts";
import { EffectId } from "./tools.ts";

/** What a person may decide about a task. */
export const DecisionKind = z.enum(["approve", "edit", "rewrite", "reject", "hand-over", "close", "redraft", "block"]);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** What a person may add to a reply: further recipients, and files uploaded before (`uploadId`). */
const additions = {
  cc: z
    .array(z.strictObject({ address: z.email().max(320), name: z.string().trim().max(200).default("") }))
    .max(10)
    .optional(),
  attachments: z.array(z.string().max(100)).max(10).optional(),
  /** Proposed effects that shall happen before the reply goes out, by their ids. */
  effects: z.array(EffectId).max(10).optional(),
};

/** A decision as the API takes it. `version` and `seq` are what the person saw: a task that moved on refuses it. */
export const DecisionRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("approve"), version: z.int(), seq: z.int(), ...additions }),
  z.strictObject({
    kind: z.literal("edit"),
    version: z.int(),
    seq: z.int(),
    text: z.string().trim().min(1).max(20_000),
    ...additions,
  }),
  z.strictObject({
    kind: z.literal("rewrite"),
    version: z.int(),
    seq: z.int(),
    text: z.string().trim().min(1).max(20_000),
    ...additions,
  }),
  z.strictObject({
    kind: z.literal("reject"),
    version: z.int(),
    seq: z.int(),
    reason: z.string().trim().min(1).max(1000),
  }),
  z.strictObject({
    kind: z.literal("hand-over"),
    version: z.int(),
    seq: z.int(),
    to: z.string().trim().min(1).max(200),
    note: z.string().max(1000).optional(),
    /** The tier that answers for it from now on. */
    tier: z.int().min(0).max(20).optional(),
  }),
  z.strictObject({
    kind: z.literal("close"),
    version: z.int(),
    seq: z.int(),
    reason: z.string().trim().min(1).max(1000),
  }),
  // The AI writes another draft with this in mind; the task stays open and shows it when it is there.
  z.strictObject({
    kind: z.literal("redraft"),
    version: z.int(),
    seq: z.int(),
    instruction: z.string().trim().min(1).max(1000),
  }),
  // Closes without a reply, and what this sender writes from now on is closed as well.
  z.strictObject({
    kind: z.literal("block"),
    version: z.int(),
    seq: z.int(),
    reason: z.string().trim().min(1).max(1000),
  }),
]);
export type DecisionRequest = z.infer<typeof DecisionRequest>;

/**
 * What the waiting run is told through its task token. `superseded`: a newer email's run took the task over.
 * `reject` discards the draft and keeps the task open for a person's own words, so the run never sees it; nor `hand-over`.
 */
export const Ring = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("send"),
    decision: z.enum(["approve", "edit", "rewrite"]),
    replyId: ReplyId,
    /** How many effects are to happen before the reply goes out. */
    effects: z.int().nonnegative().optional(),
    /** Seconds to wait before sending, during which the decision can be taken back. */
    holdSeconds: z.int().nonnegative().optional(),
  }),
  /** The task stays open; the run writes another draft and asks again. */
  z.object({ kind: z.literal("redraft") }),
  z.object({ kind: z.literal("close"), reason: z.string() }),
  z.object({ kind: z.literal("superseded"), by: z.string() }),
]);
export type Ring = z.infer<typeof Ring>;
