import type * as z from "zod";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { type Outcome, reasons } from "../contracts/outcome.ts";
import { InteractionRow } from "../contracts/rows.ts";
import type { WriteItDown } from "../contracts/steps.ts";
import { nowIso } from "../platform/clock.ts";
import { interactionKey, readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, indexed, transact, update, type Write } from "../platform/rows.ts";
import { type TaskRecords, taskRecords, tasksDone } from "./tasks-done.ts";

type Ending = z.infer<typeof WriteItDown.input>;

// A transaction takes 100 writes; each covered interaction costs two (its row, its log entry).
const coveredAtOnce = 40;

/**
 * Ends an interaction, once: the first end stands, and repeating the step gives the same. Answering or closing also ends
 * the older interactions it covers. `waiting` is written down too but is no end: the task stays open.
 */
export async function writeItDown(ending: Ending): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await tryToWrite(ending);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries === 5) throw new StepFailure(Failure.Busy, "The interaction keeps changing", { cause: error });
    }
  }
}

async function tryToWrite(ending: Ending): Promise<Outcome> {
  const [row, { retentionDays }, records] = await Promise.all([
    readInteraction(ending.interactionId),
    readPolicy(),
    taskRecords(ending),
  ]);
  if (row.endedAt !== undefined) return settleRest(row, ending, retentionDays, records);
  const covered = await coveredBy(row, ending.outcome);
  // Covered ones first: should this stop half-way, the repeated step finds the rest still to do.
  while (covered.length > coveredAtOnce) {
    const some = covered.splice(0, coveredAtOnce);
    await transact(...some.flatMap((each) => coveredWrites(each, ending, retentionDays)));
  }
  await transact(
    ...endWrites(row, ending, retentionDays),
    ...(await tasksDone(row, ending.outcome, records)),
    ...covered.flatMap((each) => coveredWrites(each, ending, retentionDays)),
  );
  return ending.outcome;
}

/** It has ended before, by a newer email's run or by the proof that its reply went out: what hangs on it is left. */
async function settleRest(
  row: InteractionRow,
  { seq }: Ending,
  retentionDays: number,
  records: TaskRecords,
): Promise<Outcome> {
  const { outcome, reasons: codes } = row;
  const covered = (await coveredBy(row, outcome)).slice(0, coveredAtOnce);
  const writes = [
    ...(await tasksDone(row, outcome, records)),
    ...covered.flatMap((each) => coveredWrites(each, { outcome, reasons: codes, seq }, retentionDays)),
  ];
  if (writes.length > 0) await transact(...writes);
  return outcome;
}

function endWrites(row: InteractionRow, { outcome, reasons: codes, note }: Ending, retentionDays: number): Write[] {
  const at = nowIso();
  const ends = outcome !== "waiting";
  return [
    update("interactions", interactionKey(row.interactionId), {
      set: {
        outcome,
        reasons: codes,
        note: note ?? undefined,
        ...(ends && { endedAt: at }),
        ...indexed("byOutcome", { pk: outcome, sk: row.openedAt }),
      },
      condition: "attribute_not_exists(#endedAt)",
    }),
    ...(ends
      ? [
          logWrite(
            {
              interactionId: row.interactionId,
              conversationId: row.conversationId,
              kind: "interaction-ended",
              by: "code",
              summary: `${inWords[outcome]}: ${codes.map((code) => reasons[code].toLowerCase()).join("; ")}.`,
              details: { outcome, reasons: codes, tookMs: Date.parse(at) - Date.parse(row.openedAt) },
            },
            retentionDays,
            row.interactionId,
          ),
        ]
      : []),
  ];
}

/** Interactions whose emails this end settles too, and that have not ended by themselves. */
async function coveredBy(row: InteractionRow, outcome: Outcome): Promise<InteractionRow[]> {
  if (outcome !== "answered" && outcome !== "closed") return [];
  const rows = await Promise.all(
    (row.covers ?? []).map((interactionId) => getRow("interactions", interactionKey(interactionId), InteractionRow)),
  );
  return rows.filter((each) => each !== undefined).filter((each) => !settled.has(each.outcome));
}

const settled: ReadonlySet<Outcome> = new Set(["answered", "closed", "quarantined"]);

function coveredWrites(
  covered: InteractionRow,
  { outcome, seq, reasons: codes }: Pick<InteractionRow, "outcome" | "seq" | "reasons">,
  retentionDays: number,
): Write[] {
  const note = outcome === "answered" ? `answered with #${seq}` : `closed with #${seq}`;
  return [
    update("interactions", interactionKey(covered.interactionId), {
      set: {
        outcome,
        reasons: codes,
        note,
        endedAt: covered.endedAt ?? nowIso(),
        ...indexed("byOutcome", { pk: outcome, sk: covered.openedAt }),
      },
      condition: "#outcome = :seen",
      where: { seen: covered.outcome },
    }),
    logWrite(
      {
        interactionId: covered.interactionId,
        conversationId: covered.conversationId,
        kind: "interaction-ended",
        by: "code",
        summary: `${inWords[outcome]} together with email #${seq} of the conversation.`,
        details: { outcome, with: seq },
      },
      retentionDays,
    ),
  ];
}

const inWords: Record<Outcome, string> = {
  open: "Open",
  answered: "Answered",
  waiting: "Waits for a person",
  closed: "Closed without a reply",
  quarantined: "Quarantined",
  superseded: "Handled with a newer email",
};
