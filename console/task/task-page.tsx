import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { get } from "../api/client.ts";
import type { TaskDetail } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";
import { mayDecide } from "../frame/person.ts";
import { go, isAt } from "../frame/route.ts";
import { Failed, Skeleton } from "../parts/states.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { currentId, load, neighbour, tasks } from "../queue/tasks.ts";
import { Answer } from "./answer.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { CustomerSide } from "./customer-side.tsx";
import { Decided } from "./decided.tsx";
import { type Deciding, openDeciding } from "./deciding.ts";
import { DecisionDialogs } from "./decision-dialogs.tsx";
import { NoteBox } from "./note-box.tsx";
import { Sources } from "./sources.tsx";
import { TaskHead } from "./task-head.tsx";
import { Thread } from "./thread.tsx";
import { ToolsUsed } from "./tools-used.tsx";
import { useClaimRenewal } from "./use-claim-renewal.ts";
import { useTaskKeys } from "./use-task-keys.ts";
import { WhyHere } from "./why-here.tsx";
import { wish } from "./wish.ts";

/** One task with everything needed to decide it. */
export const TaskPage = ({ id }: { id: string }) => {
  const { value: detail, error, reload } = useLoaded(() => get<TaskDetail>(`/tasks/${id}`), [id]);
  const open = useSignal<string | undefined>(undefined);
  const latest = useRef(detail);
  latest.current = detail;
  const deciding = useMemo(() => openDeciding({ detail: () => latest.current, reload, done: leave }), [reload]);

  useEffect(() => {
    currentId.value = id;
    if (tasks.peek() === undefined) void load();
  }, [id]);
  useEffect(
    () =>
      onChanges((changes) => {
        const about = latest.current?.task.conversationId;
        if (changes.some(({ taskId, conversationId }) => taskId === id || conversationId === about)) void reload();
      }),
    [id, reload],
  );
  useTaskKeys(deciding, detail, reload);
  useClaimRenewal(detail?.task);
  useWish(deciding, detail);

  if (detail === undefined) {
    return error === undefined ? <Skeleton lines={14} /> : <Failed error={error} retry={() => void reload()} />;
  }
  const { task, conversation } = detail;
  const cited = detail.sources.find(({ quotes }) => quotes.length > 0)?.passageId;
  return (
    <article class="task">
      <TaskHead detail={detail} reload={reload} />
      <ConflictNotice deciding={deciding} taskId={task.taskId} />
      <div class="task-columns">
        <div class="task-left">
          <WhyHere detail={detail} />
          <Thread {...detail} />
          {mayDecide.value && conversation !== undefined && (
            <NoteBox conversationId={conversation.conversationId} onAdded={reload} />
          )}
        </div>
        <div class="task-right">
          {task.status === "open" ? (
            <Answer detail={detail} deciding={deciding} onCite={(passageId) => (open.value = passageId)} />
          ) : (
            <Decided detail={detail} reload={reload} />
          )}
          <ToolsUsed detail={detail} />
          <Sources
            sources={detail.sources}
            open={open.value ?? cited}
            onOpen={(passageId) => (open.value = passageId ?? "")}
          />
          <CustomerSide detail={detail} />
        </div>
      </div>
      <DecisionDialogs detail={detail} deciding={deciding} reload={reload} />
    </article>
  );
};

/** After a decision, on to the one that waits longest; back to the list when it was the last. */
function leave({ taskId }: { readonly taskId: string }): void {
  const next = neighbour(1, taskId);
  const before = neighbour(-1, taskId);
  const other = [next, before].find((task) => task !== undefined && task.taskId !== taskId);
  tasks.value = tasks.peek()?.filter((task) => task.taskId !== taskId);
  // Whoever has gone elsewhere while the decision was on its way stays there.
  if (!isAt("task", taskId)) return;
  if (other === undefined) go("queue");
  else go("task", other.taskId);
}

/** Does what was pressed in the queue, once the task is there. */
function useWish(deciding: Deciding, detail: TaskDetail | undefined): void {
  const isThere = detail !== undefined;
  useEffect(() => {
    const wanted = wish.peek();
    if (!isThere || wanted === undefined) return;
    wish.value = undefined;
    if (wanted === "approve") deciding.send();
    if (wanted === "edit") deciding.edit();
    if (wanted === "reject") deciding.ask("reject");
  }, [isThere, deciding]);
}
