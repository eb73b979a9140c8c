import type * as z from "zod";
import type { Reason } from "../contracts/outcome.ts";
import type { SendReply } from "../contracts/steps.ts";

export type SendResult = z.infer<typeof SendReply.output>;

export const sent = (replyId: string): SendResult => ({ result: "sent", replyId, reason: null });
export const superseded = (replyId: string | null): SendResult => ({
  result: "superseded",
  replyId,
  reason: "superseded",
});
/** Not sent, and a person is asked. */
export const held = (reason: Reason, replyId: string | null = null): SendResult => ({
  result: "held",
  replyId,
  reason,
});
