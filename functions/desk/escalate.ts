import type { OfficeHours } from "../contracts/desk-policy.ts";
import { afterOfficeMinutes } from "./office-hours.ts";

/** What a wake-up finds when nobody has decided. Seconds are until the next wake-up, at least one. */
export type Wakening =
  | { readonly kind: "too-early"; readonly seconds: number }
  | { readonly kind: "next-tier"; readonly tier: number; readonly seconds: number }
  | { readonly kind: "last-tier-over" };

export interface Waiting {
  readonly openedAt: string;
  readonly tier: number;
}

/**
 * Each tier has its minutes of office hours, one after the other, counted from when the question was first put: a task that a newer
 * email took over keeps the promise made to the first.
 */
export function wakening(task: Waiting, tiersMinutes: readonly number[], nowMs: number, hours?: OfficeHours): Wakening {
  const endOf = (tier: number): number => {
    const minutes = tiersMinutes.slice(0, tier + 1).reduce((sum, each) => sum + each, 0);
    return afterOfficeMinutes(Date.parse(task.openedAt), minutes, hours);
  };
  const until = (ms: number): number => Math.max(1, Math.ceil((ms - nowMs) / 1000));
  // Timers may fire a little early; a second is no reason to wait again.
  if (task.tier < tiersMinutes.length && nowMs < endOf(task.tier) - 1000) {
    return { kind: "too-early", seconds: until(endOf(task.tier)) };
  }
  const tier = task.tier + 1;
  if (tier >= tiersMinutes.length) return { kind: "last-tier-over" };
  return { kind: "next-tier", tier, seconds: until(endOf(tier)) };
}
