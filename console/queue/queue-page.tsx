import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Task } from "../api/shapes.ts";
import { mayDecide } from "../frame/person.ts";
import { go } from "../frame/route.ts";
import { bind } from "../frame/shortcuts.ts";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { useMedia } from "../parts/use-media.ts";
import { VirtualList } from "../parts/virtual-list.tsx";
import { claim } from "../task/acts.ts";
import { wish } from "../task/wish.ts";
import { w } from "../words/words.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { everything, filter } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { TaskRow } from "./task-row.tsx";
import { currentId, followTasks, load, loadMore, neighbour, tasks, tasksError } from "./tasks.ts";

// Pixels: two lines on a desk, three on a phone; style/queue.css draws them so.
const rowHeights = { desk: 54, phone: 106 };

/** What waits, oldest promise first. */
export const QueuePage = () => {
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const isNarrow = useMedia("(max-width: 760px)");
  useEffect(followTasks, []);
  useQueueKeys();
  const list = tasks.value;
  const pick = ({ taskId }: Task): void => {
    const next = new Set(picked.value);
    if (!next.delete(taskId)) next.add(taskId);
    picked.value = next;
  };
  const chosen = list?.filter(({ taskId }) => picked.value.has(taskId)) ?? [];
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.queue}</h1>
        <FilterBar />
      </header>
      {chosen.length > 0 && mayDecide.value && <BulkBar chosen={chosen} onDone={() => (picked.value = new Set())} />}
      {list === undefined && tasksError.value === undefined && <Skeleton lines={12} />}
      {list === undefined && tasksError.value !== undefined && (
        <Failed error={tasksError.value} retry={() => void load()} />
      )}
      {list?.length === 0 && <NothingWaits />}
      {list !== undefined && list.length > 0 && (
        <VirtualList
          items={list}
          rowHeight={isNarrow ? rowHeights.phone : rowHeights.desk}
          keyOf={keyOf}
          label={w.value.queue.listLabel}
          current={list.findIndex(({ taskId }) => taskId === currentId.value)}
          onEnd={more}
          row={(task) => <TaskRow task={task} isPicked={picked.value.has(task.taskId)} onPick={pick} />}
        />
      )}
    </>
  );
};

const keyOf = ({ taskId }: Task): string => taskId;
const more = (): void => void loadMore();

const NothingWaits = () => {
  const words = w.value.queue.empty;
  const isFiltered = filter.value !== everything && JSON.stringify(filter.value) !== JSON.stringify(everything);
  return isFiltered ? (
    <Empty icon="search" title={words.filteredTitle}>
      <p>{words.filteredText}</p>
      <button type="button" onClick={() => (filter.value = everything)}>
        {words.showAll}
      </button>
    </Empty>
  ) : (
    <Empty icon="check" title={words.title}>
      <p>{words.text}</p>
      <a class="button" href="#/log">
        {words.toLog}
      </a>
    </Empty>
  );
};

/** j, k, Enter and, for the row they are on, what the open task takes as well: a, e, r. */
function useQueueKeys(): void {
  const words = w.value.keys;
  useEffect(() => {
    const move = (step: number) => () => {
      const next = neighbour(step);
      if (next === undefined) return;
      currentId.value = next.taskId;
      // The row may only exist once the list has scrolled to it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-task="${next.taskId}"]`)?.focus()),
      );
    };
    const open = (does?: "approve" | "edit" | "reject") => () => {
      const task = neighbour(0);
      if (task === undefined) return;
      wish.value = does;
      go("task", task.taskId);
    };
    const take = (): void => {
      const task = neighbour(0);
      if (task !== undefined && mayDecide.peek()) void claim(task);
    };
    return bind([
      { key: "j", label: words.next, run: move(1) },
      { key: "k", label: words.previous, run: move(-1) },
      { key: "Enter", label: words.open, run: open() },
      { key: "a", label: words.approve, run: open("approve") },
      { key: "e", label: words.edit, run: open("edit") },
      { key: "r", label: words.reject, run: open("reject") },
      { key: "c", label: words.claim, run: take },
      { key: "/", label: words.search, run: () => document.getElementById("queue-search")?.focus() },
    ]);
  }, [words]);
}
