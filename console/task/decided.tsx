import type { TaskDetail } from "../api/shapes.ts";
import { now } from "../frame/now.ts";
import { mayDecide } from "../frame/person.ts";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { w } from "../words/words.ts";
import { told, undo } from "./acts.ts";
import { typedFor } from "./typed.ts";

/** What was decided, by whom, and what became of it. */
export const Decided = ({ detail, reload }: { detail: TaskDetail; reload: () => Promise<void> }) => {
  const { task, replies = [] } = detail;
  const words = w.value.decided;
  const { decision, undoUntil } = task;
  const reply = replies.find(({ replyId }) => replyId === decision?.replyId);
  const canUndo = undoUntil !== undefined && Date.parse(undoUntil) > now.value && mayDecide.value;
  const { text } = typedFor(task.taskId);
  return (
    <section class="card decided" role="status" aria-labelledby="decided-title">
      <h2 id="decided-title">
        <Icon name="check" /> {words.title}
      </h2>
      <p>
        {decision === undefined ? words.closed : words.by(decision.by, w.value.decisions[decision.kind])}{" "}
        {decision !== undefined && <Time at={decision.at} />}
      </p>
      {decision?.reason !== undefined && <q>{decision.reason}</q>}
      {reply !== undefined && <p class="soft">{words.reply(w.value.replyStatuses[reply.status])}</p>}
      {(decision?.difference ?? []).length > 0 && (
        <p class="diff">
          {decision?.difference?.map(({ at, removed, added }) => (
            <span key={at}>
              {removed !== "" && <del>{removed}</del>}
              {added !== "" && <ins>{added}</ins>}{" "}
            </span>
          ))}
        </p>
      )}
      {text !== "" && (
        <div class="care">
          <Icon name="warning" />
          <p>
            {words.notSent} <q>{text}</q>
          </p>
        </div>
      )}
      {canUndo && (
        <button type="button" onClick={() => void told(() => undo(task)).then(reload)}>
          <Icon name="undo" /> {w.value.decide.undo}
        </button>
      )}
    </section>
  );
};
