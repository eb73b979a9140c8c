import { Failure, StepFailure } from "../contracts/failures.ts";
import type { ReplyRow } from "../contracts/rows.ts";
import { Receipt } from "../contracts/tools.ts";
import { withCode } from "../platform/one-time-code.ts";
import type { SigningKeys } from "../platform/signing.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { markFailed } from "./mark.ts";

/**
 * The reply's text as it leaves: its one-time code in the placeholder's stead, and below it what was done, in the words of
 * the receipts. Throws ReplyRefused when something that was decided with the reply has no receipt: nothing may be told as
 * done that was not.
 */
export async function finishedText(reply: ReplyRow, keys: SigningKeys): Promise<string> {
  const text = reply.codeId === undefined ? reply.text : withCode(reply.text, reply.codeId, keys);
  const receipts = await Promise.all(
    (reply.effects ?? []).map((effectId) => readPaper(reply.interactionId, papers.receipt(effectId), Receipt)),
  );
  const told = receipts.flatMap((receipt) => (receipt === undefined ? [] : [receipt.told]));
  if (told.length < receipts.length) {
    const why = "What was to be done before this reply has no receipt, so the reply was not sent";
    await markFailed(reply, why);
    throw new StepFailure(Failure.ReplyRefused, why);
  }
  return [text, ...told].join("\n\n");
}
