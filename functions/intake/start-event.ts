import type * as z from "zod";
import type { IncomingEvent } from "../contracts/events.ts";
import { type EventType, OrderShipped } from "../contracts/events.ts";
import type { RecordEvent } from "../contracts/steps.ts";
import { ownMailboxes } from "../platform/addresses.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { interactionKey } from "../platform/interactions.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, indexed, putNew, transact } from "../platform/rows.ts";
import { startRun } from "../platform/workflow.ts";
import { executionArnOf, recordStart } from "./start-support.ts";

/** What each type's detail must be, and who the customer in it is. */
const details: Readonly<Record<Exclude<EventType, "message.received">, (detail: unknown) => { customer: string }>> = {
  "order.shipped": (detail) => OrderShipped.parse(detail),
};

/**
 * Starts the event flow under a name that follows from type and producer's id, so that the same event starts one run.
 * Throws ZodError when the detail breaks the contract.
 */
export async function startEvent({ id, type, detail }: IncomingEvent): Promise<void> {
  if (type !== "order.shipped")
    throw new Error(`${type} has no event flow: intake/receive-event.ts must not bring it here`);
  const { customer } = details[type](detail);
  const interactionId = idFrom("int", "event", type, id);
  const conversationId = idFrom("con", "event", type, id).slice(0, "con_".length + 32);
  await openInteraction(interactionId, conversationId, type, customer);
  const input: z.infer<typeof RecordEvent.input> = { interactionId, id, type, detail };
  const started = await startRun("eventWorkflow", interactionId, input);
  const executionArn = started === "exists" ? executionArnOf("eventWorkflow", interactionId) : started.executionArn;
  await recordStart({ interactionId, conversationId }, executionArn);
}

async function openInteraction(
  interactionId: string,
  conversationId: string,
  subject: string,
  customer: string,
): Promise<void> {
  const { retentionDays } = await readPolicy();
  const openedAt = nowIso();
  try {
    await transact(
      putNew("interactions", {
        ...interactionKey(interactionId),
        ...{ interactionId, conversationId, seq: 0, channel: "event", mailbox: ownMailboxes()[0] },
        ...{ customer: { name: "", address: customer }, subject, outcome: "open", reasons: [], openedAt },
        ...indexed("byOutcome", { pk: "open", sk: openedAt }),
        expiresAt: expiryInDays(retentionDays),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
