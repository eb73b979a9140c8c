import type { TaskRow } from "../contracts/rows.ts";
import type { Write } from "../platform/rows.ts";
import { assignByPolicy } from "./assign-by-policy.ts";

export interface NextTier {
  readonly set: Partial<Record<keyof TaskRow, unknown>>;
  readonly writes: readonly Write[];
}

/**
 * What an escalation changes: the task leaves whoever let the promise break, and is given to somebody of the next tier
 * when policy gives tasks to people. Who works on it at this moment keeps their claim and may finish.
 */
export async function toNextTier(task: TaskRow, tier: number): Promise<NextTier> {
  const given = await assignByPolicy({ language: task.sorting?.language, tier });
  return { set: { tier, assignee: undefined, assigneeName: undefined, ...given.set }, writes: given.writes };
}
