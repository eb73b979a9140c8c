import type { Policy } from "../contracts/policy.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { transact } from "../platform/rows.ts";
import { wakening } from "./escalate.ts";
import { toNextTier } from "./next-tier.ts";
import { touchTask } from "./task-row.ts";

/** What a task that nobody decided needs now. */
export type Need =
  | { readonly kind: "escalate"; readonly tier: number }
  | { readonly kind: "remind"; readonly because: "due-soon" | "notice-lost" };

// A notice takes seconds; after this it is lost.
const noticeMs = 10 * 60_000;

/**
 * One thing at a time, the most urgent first. A task whose run waits is escalated by the run's own wake-up; here are those
 * that no run waits on (F18), the reminder before the promise breaks, and notices that never went out (F19).
 */
export function needOf(task: TaskRow, policy: Pick<Policy, "tiersMinutes" | "desk">, atMs: number): Need | undefined {
  if (task.snoozedUntil !== undefined && Date.parse(task.snoozedUntil) > atMs) return undefined;
  const { tiersMinutes, desk } = policy;
  if (task.token === undefined) {
    const next = wakening(task, tiersMinutes, atMs, desk?.hours);
    if (next.kind === "next-tier") return { kind: "escalate", tier: next.tier };
  }
  const remindMs = (desk?.remindMinutes ?? 30) * 60_000;
  const reminded = task.notified?.reminder === true;
  const dueMs = Date.parse(task.dueAt);
  if (remindMs > 0 && !reminded && task.tier === 0 && atMs >= dueMs - remindMs && atMs < dueMs) {
    return { kind: "remind", because: "due-soon" };
  }
  const sinceMs = atMs - Date.parse(task.openedAt);
  const unheard = task.notified === undefined || task.notified.tier < task.tier;
  return unheard && sinceMs > noticeMs ? { kind: "remind", because: "notice-lost" } : undefined;
}

/** Does what the task needs; the log entry of it is what notices are made from. True when something was done. */
export async function tendTask(task: TaskRow): Promise<boolean> {
  const policy = await readPolicy();
  const need = needOf(task, policy, nowMs());
  if (need === undefined) return false;
  const tier = need.kind === "escalate" ? need.tier : task.tier;
  const notified = { tier, at: nowIso(), reminder: need.kind === "remind" && need.because === "due-soon" };
  const next = need.kind === "escalate" ? await toNextTier(task, tier) : { set: {}, writes: [] };
  await transact(
    touchTask(task, { notified, ...next.set }),
    ...next.writes,
    logWrite(
      {
        ...{ interactionId: task.interactionId, conversationId: task.conversationId, by: "code" },
        ...(need.kind === "escalate"
          ? { kind: "task-escalated", summary: `Nobody has decided in time: the task goes to tier ${tier + 1}.` }
          : { kind: "task-reminded", summary: reminders[need.because] }),
        details: { taskId: task.taskId, tier, ...(need.kind === "remind" && { because: need.because }) },
      },
      policy.retentionDays,
    ),
  );
  return true;
}

const reminders = {
  "due-soon": "The promise breaks soon: whoever has the task is reminded.",
  "notice-lost": "The notice of this task was lost: people are told again.",
} as const;
