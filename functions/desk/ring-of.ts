import type { Ring } from "../contracts/decision.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { nowMs } from "../platform/clock.ts";

// One more, so that the reply waits until taking back is refused.
const secondsUntil = (iso: string): number => Math.max(0, Math.ceil((Date.parse(iso) - nowMs()) / 1000) + 1);

/** What a decided task tells its run. Only decisions that end the waiting are ever stored as a task's decision. */
export function ringOf(task: TaskRow): Ring {
  const { decision } = task;
  if (decision === undefined && task.redrafting !== undefined) return { kind: "redraft" };
  if (decision === undefined) throw new Error(`${task.taskId} has not been decided`);
  switch (decision.kind) {
    case "approve":
    case "edit":
    case "rewrite":
      if (decision.replyId === undefined) throw new Error(`${task.taskId} was decided to send but names no reply`);
      return {
        ...{ kind: "send", decision: decision.kind, replyId: decision.replyId },
        ...(decision.undoUntil !== undefined && { holdSeconds: secondsUntil(decision.undoUntil) }),
        ...(decision.effects !== undefined && { effects: decision.effects.length }),
      };
    case "close":
      return { kind: "close", reason: decision.reason ?? "" };
    case "block":
      return { kind: "close", reason: decision.reason ?? "" };
    case "reject":
    case "redraft":
    case "hand-over":
      throw new Error(`${task.taskId} is stored as decided by ${decision.kind}, which keeps a task open`);
  }
}
