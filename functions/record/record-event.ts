import type * as z from "zod";
import { type EventType, eventTypes, OrderShipped } from "../contracts/events.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { InteractionRow } from "../contracts/rows.ts";
import type { RecordEvent } from "../contracts/steps.ts";
import { nowIso } from "../platform/clock.ts";
import { interactionKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, transact, update } from "../platform/rows.ts";

type Recorded = z.infer<typeof RecordEvent.input>;

/** What the log keeps of an event: a sentence and facts, never whom it is about. */
interface Told {
  readonly summary: string;
  readonly details: Record<string, unknown>;
}

const tellers: Partial<Record<EventType, (detail: unknown) => Told | undefined>> = {
  "order.shipped": (detail) => {
    const order = OrderShipped.safeParse(detail);
    if (!order.success) return undefined;
    const { orderId, carrier, tracking } = order.data;
    const carriedBy = carrier === undefined ? "" : ` with ${carrier}`;
    return { summary: `Order ${orderId} was shipped${carriedBy}.`, details: { orderId, carrier, tracking } };
  },
};

/** Writes an event into the log, once, and ends its interaction; the log's stream tells the bus and the CRM. */
export async function recordEvent({ interactionId, id, type, detail }: Recorded): Promise<void> {
  const known = eventTypes.find((each) => each === type);
  const told = known === undefined ? undefined : tellers[known]?.(detail);
  if (told === undefined) throw new StepFailure(Failure.BadInput, `No flow knows how to record this ${type}`);
  const row = await getRow("interactions", interactionKey(interactionId), InteractionRow);
  const { retentionDays } = await readPolicy();
  const entry = logWrite(
    {
      interactionId,
      ...(row !== undefined && { conversationId: row.conversationId }),
      kind: "event-handled",
      by: "code",
      summary: told.summary,
      details: { type, id, ...told.details },
    },
    retentionDays,
    id,
  );
  try {
    await transact(entry, ...(row === undefined ? [] : [ended(row)]));
  } catch (error) {
    // Recorded by an earlier attempt whose answer was lost (F6).
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

const ended = (row: InteractionRow) =>
  update("interactions", interactionKey(row.interactionId), {
    set: {
      outcome: "closed",
      reasons: ["event-recorded"],
      endedAt: nowIso(),
      ...indexed("byOutcome", { pk: "closed", sk: row.openedAt }),
    },
    condition: "attribute_not_exists(#endedAt)",
  });
