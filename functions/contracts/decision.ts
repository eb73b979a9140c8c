import * as z from "zod";
import { ReplyId } from "./ids.ts";
import { EffectId } from "./tools.ts";

/** What a person may decide about a task. */
export const DecisionKind = z.enum(["approve", "edit", "rewrite", "reject", "hand-over", "close"]);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** A decision as the API takes it. `version` and `seq` are what the person saw: a task that moved on refuses it. */
export const DecisionRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("approve"), version: z.int(), seq: z.int() }),
  z.strictObject({
    kind: z.literal("edit"),
    version: z.int(),
    seq: z.int(),
    text: z.string().trim().min(1).max(20_000),
  }),
  z.strictObject({
    kind: z.literal("rewrite"),
    version: z.int(),
    seq: z.int(),
    text: z.string().trim().min(1).max(20_000),
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
  }),
  z.strictObject({
    kind: z.literal("close"),
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
  }),
  z.object({ kind: z.literal("close"), reason: z.string() }),
  z.object({ kind: z.literal("superseded"), by: z.string() }),
]);
export type Ring = z.infer<typeof Ring>;
