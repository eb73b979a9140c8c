import * as z from "zod";

/** Ids are opaque: 32 or more hex digits behind a prefix that names the thing (`int_`, `con_`, `eml_`, `tsk_`, `rpl_`, `drf_`). */
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-f]{32,64}$`));

export const EmailId = id("eml");
export const ConversationId = id("con");
export const InteractionId = id("int");
export const TaskId = id("tsk");
export const ReplyId = id("rpl");
export const DraftId = id("drf");

/** The ids that every step of the support workflow is given: which interaction, in which conversation, at which place. */
export const Subject = z.object({
  interactionId: InteractionId,
  conversationId: ConversationId,
  /** Place of the newest email of this interaction in its conversation, from 1. */
  seq: z.int().positive(),
});
export type Subject = z.infer<typeof Subject>;

/** The same thing under another prefix: a task of an interaction has the interaction's digits. */
export const sameDigits = (prefix: "tsk" | "drf" | "rpl" | "int" | "eml", from: string): string =>
  `${prefix}_${from.slice(4)}`;
