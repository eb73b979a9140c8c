import type { Task } from "../api/shapes.ts";
import { now } from "../frame/now.ts";
import { me } from "../frame/person.ts";
import { w } from "../words/words.ts";

/** The claim while it holds. */
export const claimOf = ({ claim }: Pick<Task, "claim">): Task["claim"] =>
  claim !== undefined && Date.parse(claim.until) > now.value ? claim : undefined;

/** Whether I am the one who works on it just now. */
export const isMine = (task: Pick<Task, "claim">): boolean => claimOf(task)?.by.id === me.value?.id;

/** Who has a task: who works on it, else whose it is. */
export function holder(task: Task): string | undefined {
  const claim = claimOf(task);
  if (claim !== undefined) return isMine(task) ? w.value.queue.you : claim.by.name;
  if (task.assignee === undefined) return undefined;
  return task.assignee === me.value?.id ? w.value.queue.you : (task.assigneeName ?? task.assignee);
}
