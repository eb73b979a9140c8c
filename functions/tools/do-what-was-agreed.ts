import type * as z from "zod";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Subject } from "../contracts/ids.ts";
import { ReplyRow } from "../contracts/rows.ts";
import type { DoWhatWasAgreed } from "../contracts/steps.ts";
import { type ProposedEffect, Receipt, ToolPaper } from "../contracts/tools.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy, readPolicyNow } from "../platform/policy.ts";
import { ConditionFailed, getRow, putNew, transact } from "../platform/rows.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { toolsNamed } from "./registry.ts";
import { orderService } from "./service-access.ts";
import { type Service, ToolFailed } from "./tool.ts";

type Input = z.infer<typeof DoWhatWasAgreed.input>;

// Well inside the step's own limit; what is not done by then the step's retry does, under the same key.
const patienceMs = 15_000;

/**
 * Lets effects happen: those a person decided together with the reply, or those the gate may decide. Each is asked for
 * under its own id as idempotency key and leaves one receipt, in one transaction with its log entry; a repeated step finds
 * the receipt and asks for nothing. Throws Busy while the service cannot be used.
 */
export async function doWhatWasAgreed({ replyId, ...subject }: Input): Promise<z.infer<typeof DoWhatWasAgreed.output>> {
  const agreed = await agreedUpon(subject, replyId);
  if (agreed.effects.length === 0) return { receipts: 0 };
  const { sorting } = await readInteraction(subject.interactionId);
  const service = await orderService(nowMs() + patienceMs);
  let receipts = 0;
  for (const effect of agreed.effects) {
    const held = await readPaper(subject.interactionId, papers.receipt(effect.effectId), Receipt);
    if (held === undefined)
      await perform(subject, effect, { by: agreed.by, service, language: sorting?.language ?? "en" });
    receipts++;
  }
  return { receipts };
}

async function agreedUpon(
  subject: Subject,
  replyId: string | null,
): Promise<{ by: string; effects: ProposedEffect[] }> {
  const paper = await readPaper(subject.interactionId, papers.tools, ToolPaper);
  const proposed = paper?.effects ?? [];
  if (replyId === null) {
    // Asked afresh: a right that was taken away since the proposal holds no more.
    const { tools, stopped } = await readPolicyNow();
    const may = ({ agent, tool, byGate }: ProposedEffect): boolean =>
      byGate && tools?.agents.some((one) => one.agent === agent && one.effectsByGate.includes(tool)) === true;
    return { by: "gate", effects: stopped ? [] : proposed.filter(may) };
  }
  const reply = await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow);
  if (reply === undefined) throw new StepFailure(Failure.BadInput, `There is no reply ${replyId} in the outbox`);
  const agreed = reply.effects ?? [];
  const known = proposed.filter(({ effectId }) => agreed.includes(effectId));
  if (known.length !== agreed.length)
    throw new StepFailure(Failure.BadInput, `${replyId} names an effect that nobody proposed for its email`);
  return { by: reply.decidedBy, effects: known };
}

async function perform(
  subject: Subject,
  effect: ProposedEffect,
  how: { readonly by: string; readonly service: Service | undefined; readonly language: string },
): Promise<void> {
  const [tool] = toolsNamed([effect.tool]);
  if (tool?.does !== "effect" || how.service === undefined)
    throw new StepFailure(
      Failure.Busy,
      `${effect.summary}: its service is not connected. Connect it, or decide otherwise.`,
    );
  try {
    const { reference, told } = await tool.perform(how.service, effect.input, effect.effectId, how.language);
    await keep(subject, {
      ...{ effectId: effect.effectId, tool: effect.tool, reference, told },
      at: nowIso(),
      decidedBy: how.by,
    });
  } catch (error) {
    if (!(error instanceof ToolFailed)) throw error;
    throw new StepFailure(Failure.Busy, `${effect.summary}: ${error.failure}`, { cause: error });
  }
}

async function keep({ interactionId, conversationId }: Subject, receipt: Receipt): Promise<void> {
  const { retentionDays } = await readPolicy();
  const { effectId, tool, reference, decidedBy } = receipt;
  try {
    await transact(
      putNew("interactions", {
        ...{ pk: interactionId, sk: papers.receipt(effectId), paper: Receipt.parse(receipt) },
        expiresAt: Math.floor(nowMs() / 1000) + retentionDays * 86_400,
      }),
      logWrite(
        {
          ...{ interactionId, conversationId, kind: "receipt-stored", by: decidedBy },
          summary: `${tool} was done: receipt ${reference}`,
          details: { effectId, tool, reference, decidedBy },
        },
        retentionDays,
        effectId,
      ),
    );
  } catch (error) {
    // Kept by an attempt whose end was not seen; the service gave both the same receipt.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
