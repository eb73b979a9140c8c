import type { BulkRequest } from "../contracts/desk/tasks.ts";
import type { Caller } from "../platform/caller.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { type Taken, takeDecision } from "./take-decision.ts";
import { assigning, releasing, snoozing, tagging } from "./task-changes.ts";
import { visible } from "./task-list.ts";
import { type Operated, type Operation, operate } from "./task-operations.ts";

type Target = BulkRequest["tasks"][number];
type Result = { taskId: string; ok: boolean; error?: string; message?: string; task?: ReturnType<typeof visible> };

// Each is a transaction of its own; a handful at a time keeps the function's connections free for others.
const atOnce = 8;

/** The same for several tasks; each succeeds or fails alone, in the order given. */
export async function bulk(request: BulkRequest, caller: Caller): Promise<Result[]> {
  const act = await actionOf(request, caller);
  const results: Result[] = [];
  for (let start = 0; start < request.tasks.length; start += atOnce) {
    results.push(...(await Promise.all(request.tasks.slice(start, start + atOnce).map((target) => one(target, act)))));
  }
  return results;
}

async function actionOf(request: BulkRequest, caller: Caller): Promise<(target: Target) => Promise<Operated | Taken>> {
  if (request.action === "close") return (target) => close(target, request.reason, caller);
  const operation = await operationOf(request, caller);
  return ({ taskId, etag }) => operate(taskId, bare(etag), caller, operation);
}

function operationOf(
  request: Exclude<BulkRequest, { action: "close" }>,
  caller: Caller,
): Operation | Promise<Operation> {
  switch (request.action) {
    case "assign":
      return assigning(caller, request);
    case "snooze":
      return snoozing(caller, request);
    case "tag":
      return tagging(request.tags);
    case "release":
      return releasing(caller);
  }
}

const bare = (etag: string): string => etag.replaceAll('"', "");

function close({ taskId, etag }: Target, reason: string, caller: Caller): Promise<Taken> {
  const [version = 0, seq = 0] = bare(etag).split("-").map(Number);
  return takeDecision(taskId, { kind: "close", version, seq, reason }, caller);
}

async function one(target: Target, act: (target: Target) => Promise<Operated | Taken>): Promise<Result> {
  const { taskId } = target;
  try {
    const result = await act(target);
    switch (result.kind) {
      case "done":
      case "taken":
        return { taskId, ok: true, task: visible(result.task) };
      case "conflict":
        return { taskId, ok: false, error: result.error, message: result.message, task: visible(result.task) };
      default:
        return {
          taskId,
          ok: false,
          error: result.kind,
          message: "It is not there, or others are changing it just now.",
        };
    }
  } catch (error) {
    if (!(error instanceof CannotDecide)) throw error;
    return { taskId, ok: false, error: "cannot-decide", message: error.message };
  }
}
