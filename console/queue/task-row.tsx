import type { Task } from "../api/shapes.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { MoodFace } from "../parts/mood-face.tsx";
import { Since } from "../parts/time.tsx";
import { plain, w, wordFor } from "../words/words.ts";
import { holder } from "./holder.ts";
import { PromiseTime } from "./promise.tsx";
import { currentId } from "./tasks.ts";

interface RowProps {
  readonly task: Task;
  readonly isPicked: boolean;
  readonly onPick: (task: Task) => void;
}

/** One waiting task in one line (two on a phone): who, what, why, how long, and who has it. */
export const TaskRow = ({ task, isPicked, onPick }: RowProps) => {
  const words = w.value;
  const isCurrent = currentId.value === task.taskId;
  const topic = task.sorting?.topics[0]?.topic;
  const who = holder(task);
  return (
    <div class={`task-row${isCurrent ? " current" : ""}${isPicked ? " picked" : ""}`}>
      <label class="pick">
        <input type="checkbox" checked={isPicked} onChange={() => onPick(task)} />
        <span class="unseen">{words.queue.pick(task.subject)}</span>
      </label>
      <a
        class="task-link"
        href={to("task", task.taskId)}
        data-task={task.taskId}
        {...(isCurrent && { "aria-current": "true" as const })}
        onFocus={() => (currentId.value = task.taskId)}
      >
        <span class="cell-mood">
          <MoodFace mood={task.mood?.mood} />
        </span>
        <span class="cell-customer">{task.customer.name || task.customer.address}</span>
        <span class="cell-subject">
          <span class="subject">{task.subject || words.queue.noSubject}</span>
          <span class="why">{task.reasons.map((code) => wordFor(words.reasons, code)).join(" · ")}</span>
        </span>
        <span class="cell-marks">
          {task.kind === "repair" && <span class="chip bad">{words.queue.repair}</span>}
          {task.tier > 0 && <span class="chip warn">{words.queue.tier(task.tier + 1)}</span>}
          {task.sorting?.urgency === "high" && <span class="chip warn">{words.queue.urgent}</span>}
          {topic !== undefined && <span class="chip">{plain(topic)}</span>}
        </span>
        <span class="cell-holder">
          {who !== undefined && (
            <span class="holder">
              <Icon name="person" size={13} /> {who}
            </span>
          )}
        </span>
        <span class="cell-since" title={words.queue.waitsSince}>
          <Since at={task.openedAt} />
        </span>
        <span class="cell-due">
          <PromiseTime dueAt={task.dueAt} />
        </span>
      </a>
    </div>
  );
};
