import { useEffect } from "preact/hooks";
import type { Task } from "../api/shapes.ts";
import { isMine } from "../queue/holder.ts";
import { renew } from "./acts.ts";

/** Renews my claim at half its time while I look at the task: whoever walks away gives it back by doing nothing. */
export function useClaimRenewal(task: Task | undefined): void {
  const until = task !== undefined && task.status === "open" && isMine(task) ? task.claim?.until : undefined;
  const at = task?.claim?.at;
  const taskId = task?.taskId;
  useEffect(() => {
    if (until === undefined || at === undefined || taskId === undefined) return;
    const halfMs = Math.max(10_000, (Date.parse(until) - Date.parse(at)) / 2);
    const timer = setInterval(() => {
      if (!document.hidden) void renew(taskId);
    }, halfMs);
    return () => clearInterval(timer);
  }, [until, at, taskId]);
}
