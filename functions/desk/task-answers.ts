import type { Context } from "hono";
import { problem } from "./problem.ts";
import type { Taken } from "./take-decision.ts";
import type { Conflict } from "./task-conflict.ts";
import { visible } from "./task-list.ts";
import type { Operated } from "./task-operations.ts";

export const noSuchTask = (c: Context): Response =>
  problem(c, 404, "unknown-task", "There is no such task. It may have expired; go back to the list.");

/** What came of a change or decision, as a response: the task as it now stands, or who and what was first. */
export function taskAnswer(c: Context, result: Operated | Taken): Response {
  switch (result.kind) {
    case "done":
    case "taken": {
      const task = visible(result.task);
      c.header("ETag", task.etag);
      return c.json({ task });
    }
    case "unknown":
      return noSuchTask(c);
    case "busy":
      c.header("Retry-After", "1");
      return problem(c, 503, "busy", "Others are changing this task just now. Try again in a second.");
    case "conflict":
      return problem(c, "stale" in result ? 412 : 409, result.error, result.message, conflictFacts(result));
  }
}

function conflictFacts(result: Conflict): Record<string, unknown> {
  const { claim, version, seq } = result.task;
  return {
    ...{ version, seq, task: visible(result.task) },
    ...(result.newer !== undefined && { newer: result.newer }),
    ...(result.error === "claimed" && claim !== undefined && { claimedBy: claim.by }),
  };
}
