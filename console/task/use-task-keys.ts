import { useEffect, useRef } from "preact/hooks";
import type { TaskDetail } from "../api/shapes.ts";
import { mayDecide } from "../frame/person.ts";
import { go } from "../frame/route.ts";
import { bind } from "../frame/shortcuts.ts";
import { neighbour } from "../queue/tasks.ts";
import { w } from "../words/words.ts";
import { claim } from "./acts.ts";
import type { Deciding } from "./deciding.ts";

/** Every decision from the keyboard. */
export function useTaskKeys(deciding: Deciding, detail: TaskDetail | undefined, reload: () => Promise<void>): void {
  const words = w.value.keys;
  const latest = useRef(detail);
  latest.current = detail;
  useEffect(() => {
    const step = (by: number) => () => {
      const next = neighbour(by, latest.current?.task.taskId);
      if (next !== undefined) go("task", next.taskId);
    };
    const take = (): void => {
      const task = latest.current?.task;
      if (task?.status === "open" && mayDecide.peek()) void claim(task).then(reload);
    };
    return bind([
      { key: "j", label: words.next, run: step(1) },
      { key: "k", label: words.previous, run: step(-1) },
      { key: "Escape", label: words.back, run: () => go("queue") },
      { key: "a", label: words.approve, run: deciding.send },
      { key: "e", label: words.edit, run: deciding.edit },
      { key: "w", label: words.writeOwn, run: deciding.writeOwn },
      { key: "r", label: words.reject, run: () => deciding.ask("reject") },
      { key: "c", label: words.claim, run: take },
      { key: "s", label: words.snooze, run: () => deciding.ask("snooze") },
      { key: "h", label: words.handOver, run: () => deciding.ask("hand-over") },
      { key: "x", label: words.close, run: () => deciding.ask("close") },
      { key: "n", label: words.note, run: () => document.getElementById("note-text")?.focus() },
    ]);
  }, [deciding, reload, words]);
}
