import type { Subject } from "../contracts/ids.ts";
import type { ConversationEmailRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { interactionKey, readInteraction, wholeConversation } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, indexed, transact, update, type Write } from "../platform/rows.ts";

export interface Newest {
  readonly newest: boolean;
  readonly newestSeq: number;
  readonly waitSeconds: number;
  readonly attachments?: boolean;
}

/**
 * Whether this run speaks for the conversation. The newest email's run takes over the unanswered ones before it; an older
 * run ends here, its email in the newer one's care.
 */
export async function isNewest(subject: Subject): Promise<Newest> {
  const { tiersMinutes } = await readPolicy();
  const waitSeconds = (tiersMinutes[0] ?? 60) * 60;
  const { conversation, emails } = await wholeConversation(subject.conversationId);
  const { lastSeq, answeredSeq } = conversation;
  if (lastSeq > subject.seq) {
    await giveWay(subject, lastSeq);
    return { newest: false, newestSeq: lastSeq, waitSeconds };
  }
  const older = emails.filter(({ seq }) => seq > answeredSeq && seq < subject.seq);
  await takeOver(subject, older);
  const own = emails.filter(({ seq }) => seq === subject.seq);
  const attachments = [...older, ...own].some((row) => row.attachments !== 0);
  return { newest: true, newestSeq: lastSeq, waitSeconds, attachments };
}

async function giveWay(subject: Subject, newestSeq: number): Promise<void> {
  const { interactionId, conversationId, seq } = subject;
  const { outcome, openedAt } = await readInteraction(interactionId);
  // A conversation's last seq only grows, so what was read of it still holds. Only an open interaction gives way: a repeated step must not undo what the newer run has written since.
  if (outcome !== "open") return;
  const { retentionDays } = await readPolicy();
  await unlessChanged(
    update("interactions", interactionKey(interactionId), {
      set: {
        ...{
          outcome: "superseded",
          reasons: ["superseded"],
          note: `#${newestSeq} is handled instead`,
          endedAt: nowIso(),
        },
        ...indexed("byOutcome", { pk: "superseded", sk: openedAt }),
      },
      condition: "#outcome = :open",
      where: { open: "open" },
    }),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "superseded", by: "code" },
        summary: `Number ${newestSeq} of the conversation is handled instead of number ${seq}`,
        details: { seq, newestSeq },
      },
      retentionDays,
      interactionId,
    ),
  );
}

async function takeOver(subject: Subject, older: readonly ConversationEmailRow[]): Promise<void> {
  if (older.length === 0) return;
  await unlessChanged(
    update("interactions", interactionKey(subject.interactionId), {
      set: { covers: older.map(({ interactionId }) => interactionId) },
      condition: "#outcome = :open",
      where: { open: "open" },
    }),
  );
}

async function unlessChanged(...writes: readonly Write[]): Promise<void> {
  try {
    await transact(...writes);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
