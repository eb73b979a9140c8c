import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { TaskCounts } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";
import { concernsTasks } from "./task-kinds.ts";

/** How many wait, for the tabs and the places. */
export const counts = signal<TaskCounts | undefined>(undefined);

/** Counts now, and again whenever a task changed. */
export async function watchCounts(): Promise<void> {
  onChanges((changes) => {
    if (changes.some(concernsTasks)) void countTasks();
  });
  await countTasks();
}

async function countTasks(): Promise<void> {
  counts.value = await get<TaskCounts>("/tasks/counts");
}
