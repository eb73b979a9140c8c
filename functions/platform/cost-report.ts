import * as z from "zod";
import type { DecisionKind } from "../contracts/decision.ts";
import { LogEntry } from "../contracts/log-entry.ts";
import { ModelCall } from "../contracts/model-call.ts";
import type { Policy } from "../contracts/policy.ts";
import { InteractionRow, TaskRow } from "../contracts/rows.ts";
import { getRow, queryRows } from "./rows.ts";

/** What resolved emails cost, models and people together. Money in USD. */
export interface CostReport {
  readonly since: string;
  /** Answered or closed; those that still wait for a person are not resolved. */
  readonly resolved: number;
  readonly byMachine: number;
  readonly byPeople: number;
  readonly modelUsd: number;
  readonly peopleMinutes: number;
  readonly peopleUsd: number;
  readonly usdPerResolved: number;
  /** What each model cost, failed attempts too. */
  readonly models: Readonly<Record<string, { readonly calls: number; readonly failed: number; readonly usd: number }>>;
  /** There were more than were looked at. */
  readonly more: boolean;
}

// What a decision takes where the policy says nothing, in minutes: reading the email and its history, then approving,
// changing or writing. Asked of nobody: set your own in the policy's `people`.
const usualMinutes: Readonly<Partial<Record<DecisionKind, number>>> = { edit: 3, rewrite: 6, reject: 2 };
const otherMinutes = 1;
const usualUsdPerHour = 30;

// A page a desk shows need not hold more; each interaction is a query or two.
const mostInteractions = 2000;
const resolvedOutcomes = ["answered", "closed"] as const;

/** Reads what was resolved since a day (ISO 8601), newest first, and adds up what its log and its tasks say. */
export async function readCostReport({ people }: Pick<Policy, "people">, since: string): Promise<CostReport> {
  const interactions: InteractionRow[] = [];
  let more = false;
  for (const outcome of resolvedOutcomes) {
    const found = await openedSince(outcome, since, mostInteractions);
    interactions.push(...found.rows);
    more ||= found.more;
  }
  const calls: ModelCall[] = [];
  const decisions: { kind: DecisionKind }[] = [];
  for (let at = 0; at < interactions.length; at += 20) {
    const batch = interactions.slice(at, at + 20);
    for (const { made, decided } of await Promise.all(batch.map(costsOf))) {
      calls.push(...made);
      decisions.push(...decided);
    }
  }
  return addUp({ since, more, resolved: interactions.length, calls, decisions, people });
}

/** The sums alone. */
export function addUp({
  since,
  more,
  resolved,
  calls,
  decisions,
  people,
}: {
  readonly since: string;
  readonly more: boolean;
  readonly resolved: number;
  readonly calls: readonly ModelCall[];
  readonly decisions: readonly { readonly kind: DecisionKind }[];
  readonly people: Policy["people"];
}): CostReport {
  const models: Record<string, { calls: number; failed: number; usd: number }> = {};
  for (const { provider, model, ok, costUsd } of calls) {
    const name = `${provider}/${model}`;
    const { calls: made, failed, usd } = models[name] ?? { calls: 0, failed: 0, usd: 0 };
    models[name] = { calls: made + 1, failed: failed + (ok ? 0 : 1), usd: usd + costUsd };
  }
  const modelUsd = calls.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const peopleMinutes = decisions.reduce(
    (sum, { kind }) => sum + (people?.minutes[kind] ?? usualMinutes[kind] ?? otherMinutes),
    0,
  );
  const peopleUsd = (peopleMinutes / 60) * (people?.usdPerHour ?? usualUsdPerHour);
  return {
    ...{ since, resolved, byMachine: resolved - decisions.length, byPeople: decisions.length },
    ...{ modelUsd, peopleMinutes, peopleUsd, models, more },
    usdPerResolved: resolved === 0 ? 0 : (modelUsd + peopleUsd) / resolved,
  };
}

async function openedSince(outcome: string, since: string, most: number) {
  const rows: InteractionRow[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows(
      {
        ...{ table: "interactions", index: "byOutcome", pk: outcome, newestFirst: true, limit: 200 },
        sk: { condition: ">", value: since },
        ...(after !== undefined && { after }),
      },
      InteractionRow,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined && rows.length < most);
  return { rows: rows.slice(0, most), more: after !== undefined || rows.length > most };
}

async function costsOf({ interactionId, taskId }: InteractionRow) {
  const [log, task] = await Promise.all([
    queryRows({ table: "log", pk: interactionId }, LogEntry),
    taskId === undefined ? undefined : getRow("tasks", { pk: taskId, sk: "task" }, Decided),
  ]);
  const made = log.rows
    .filter(({ kind }) => kind === "model-called")
    .flatMap(({ details }) => ModelCall.safeParse(details).data ?? []);
  return { made, decided: task?.decision === undefined ? [] : [task.decision] };
}

const Decided = z.object({ decision: TaskRow.shape.decision });
