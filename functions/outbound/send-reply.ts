import type * as z from "zod";
import type { SendReply } from "../contracts/steps.ts";
import { queuedReply } from "./outbox.ts";
import { queueAutomatic } from "./queue-automatic.ts";
import type { SendResult } from "./result.ts";
import { sendLeased, sendQueued } from "./send-queued.ts";

/** Sends what a person decided (`replyId`), or what the gate let through, which is queued here first. */
export async function sendReply(input: z.infer<typeof SendReply.input>): Promise<SendResult> {
  if (input.replyId !== null) return sendQueued(await queuedReply(input.replyId));
  const queued = await queueAutomatic(input);
  if (queued.result === "leased") return sendLeased(queued.reply, queued.email, queued.seen);
  return queued.result === "queued" ? sendQueued(queued.reply) : queued;
}
