import type { Change } from "../api/shapes.ts";

/** Whether a change may have moved a task: in the queue, out of it, or within. */
export const concernsTasks = ({ kind, taskId }: Change): boolean =>
  taskId !== undefined || kind.startsWith("task-") || kind === "interaction-ended" || kind === "run-failed";
