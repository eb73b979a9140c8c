import { batch, effect, signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Task, TaskPage } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";
import { type Filter, filter, filterQuery } from "./filter.ts";
import { concernsTasks } from "./task-kinds.ts";

// One answer of 200 tasks is parsed in a few milliseconds; the first one is smaller so that it is on the screen sooner.
const firstPage = 60;
const pageSize = 200;

export const tasks = signal<readonly Task[] | undefined>(undefined);
export const tasksError = signal<unknown>(undefined);
/** The row that keys act on. */
export const currentId = signal<string | undefined>(undefined);

let next: string | undefined;
let isLoadingMore = false;
let turn = 0;

/** Keeps the list at what the filter asks for and at what the others do; until the returned function is called. */
export function followTasks(): () => void {
  const ends = [
    effect(() => void load(filter.value)),
    onChanges((changes) => {
      if (changes.some(concernsTasks)) void refresh();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Loads the list from its start. */
export async function load(wanted: Filter = filter.peek()): Promise<void> {
  turn += 1;
  const mine = turn;
  try {
    const page = await get<TaskPage>(`/tasks${filterQuery(wanted, firstPage)}`);
    if (mine !== turn) return;
    show(page.tasks);
    next = page.next;
    void loadMore();
  } catch (error) {
    if (mine === turn) tasksError.value = error;
  }
}

/** The next page, when there is one; called as the list's end comes near. */
export async function loadMore(): Promise<void> {
  if (next === undefined || isLoadingMore) return;
  isLoadingMore = true;
  const mine = turn;
  try {
    const page = await get<TaskPage>(`/tasks${filterQuery(filter.peek(), pageSize, next)}`);
    if (mine !== turn) return;
    next = page.next;
    show(withoutDoubles([...(tasks.peek() ?? []), ...page.tasks]));
  } catch {
    // The rows that are there stay; coming near the end asks again.
  } finally {
    isLoadingMore = false;
  }
}

/** What is at the top may have changed: it is taken anew, and what was loaded behind it stays. */
async function refresh(): Promise<void> {
  const mine = turn;
  const page = await get<TaskPage>(`/tasks${filterQuery(filter.peek(), pageSize)}`).catch(() => undefined);
  if (page === undefined || mine !== turn) return;
  const shown = tasks.peek() ?? [];
  const last = page.tasks.at(-1);
  const behind = page.next === undefined || last === undefined ? [] : shown.filter((task) => isBehind(task, last));
  show(withoutDoubles([...page.tasks, ...behind]));
  if (behind.length === 0) next = page.next;
}

const isBehind = (task: Task, last: Task): boolean =>
  task.dueAt > last.dueAt || (task.dueAt === last.dueAt && task.taskId > last.taskId);

function withoutDoubles(list: readonly Task[]): readonly Task[] {
  const seen = new Set<string>();
  return list.filter(({ taskId }) => !seen.has(taskId) && seen.add(taskId));
}

const show = (list: readonly Task[]): void =>
  batch(() => {
    tasks.value = list;
    tasksError.value = undefined;
  });

/** The task `step` places further; the first when none is current. */
export function neighbour(step: number, from: string | undefined = currentId.peek()): Task | undefined {
  const list = tasks.peek() ?? [];
  const at = list.findIndex(({ taskId }) => taskId === from);
  return at < 0 ? list[0] : list[Math.min(Math.max(at + step, 0), list.length - 1)];
}
