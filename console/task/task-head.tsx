import type { TaskDetail } from "../api/shapes.ts";
import { mayDecide, mayLead } from "../frame/person.ts";
import { language } from "../frame/preferences.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { MoodFace } from "../parts/mood-face.tsx";
import { claimOf, holder, isMine } from "../queue/holder.ts";
import { PromiseTime } from "../queue/promise.tsx";
import { neighbour } from "../queue/tasks.ts";
import { exact } from "../words/times.ts";
import { languageName, plain, w } from "../words/words.ts";
import { claim, release, snooze, told } from "./acts.ts";

interface HeadProps {
  readonly detail: TaskDetail;
  readonly reload: () => Promise<void>;
}

/** What it is about, how it stands, and who has it. */
export const TaskHead = ({ detail, reload }: HeadProps) => {
  const { task } = detail;
  const words = w.value;
  const before = neighbour(-1, task.taskId);
  const after = neighbour(1, task.taskId);
  return (
    <header class="task-head">
      <div class="task-way">
        <a class="button plain" href={to("queue")}>
          <Icon name="back" /> {words.frame.pages.queue}
        </a>
        <span class="task-steps">
          {before !== undefined && before.taskId !== task.taskId && (
            <a class="button plain icon-only" href={to("task", before.taskId)} aria-label={words.keys.previous}>
              <Icon name="back" />
            </a>
          )}
          {after !== undefined && after.taskId !== task.taskId && (
            <a class="button plain icon-only" href={to("task", after.taskId)} aria-label={words.keys.next}>
              <Icon name="next" />
            </a>
          )}
        </span>
      </div>
      <div class="task-title">
        <h1>{task.subject || words.queue.noSubject}</h1>
        <p class="task-customer">
          <strong>{task.customer.name || task.customer.address}</strong>{" "}
          <span class="soft">
            {task.customer.name !== "" && `${task.customer.address} `}→ {task.mailbox}
          </span>
        </p>
      </div>
      <p class="chips">
        <MoodFace mood={task.mood?.mood} withWord />
        {task.kind === "repair" && <span class="chip bad">{words.queue.repair}</span>}
        {task.sorting?.topics.slice(0, 2).map(({ topic }) => (
          <span key={topic} class="chip">
            {plain(topic)}
          </span>
        ))}
        {task.sorting?.urgency === "high" && <span class="chip warn">{words.queue.urgent}</span>}
        {task.sorting?.risks.map((risk) => (
          <span key={risk} class="chip warn">
            {words.risks[risk]}
          </span>
        ))}
        {task.sorting !== undefined && <span class="chip">{languageName(task.sorting.language)}</span>}
        {task.tier > 0 && <span class="chip warn">{words.queue.tier(task.tier + 1)}</span>}
        {(task.tags ?? []).map((tag) => (
          <span key={tag} class="chip tag">
            {tag}
          </span>
        ))}
        {task.status === "open" && <PromiseTime dueAt={task.dueAt} />}
        <a class="chip" href={to("run", task.interactionId)}>
          <Icon name="run" size={12} /> {words.task.run}
        </a>
      </p>
      {task.status === "open" && <Claim detail={detail} reload={reload} />}
    </header>
  );
};

const Claim = ({ detail: { task }, reload }: HeadProps) => {
  const words = w.value.task;
  const claimed = claimOf(task);
  const after = (act: Promise<unknown>): void => void act.then(reload);
  const isSnoozed = task.snoozedUntil !== undefined && Date.parse(task.snoozedUntil) > Date.now();
  return (
    <p class="claim">
      {isSnoozed && (
        <>
          <span class="chip warn">{words.snoozedUntil(exact(task.snoozedUntil ?? "", language.value))}</span>
          <button type="button" onClick={() => after(told(() => snooze(task, null)))}>
            {words.wake}
          </button>
        </>
      )}
      <span class="soft">
        <Icon name="person" size={13} /> {holder(task) ?? words.nobody}
      </span>
      {mayDecide.value && claimed === undefined && (
        <button type="button" onClick={() => after(claim(task))}>
          {words.claim} <kbd>c</kbd>
        </button>
      )}
      {claimed !== undefined && isMine(task) && (
        <button type="button" onClick={() => after(release(task))}>
          {words.release}
        </button>
      )}
      {claimed !== undefined && !isMine(task) && (
        <>
          <span class="chip warn">{words.workedOnBy(claimed.by.name, exact(claimed.until, language.value))}</span>
          {mayLead.value && (
            <button type="button" onClick={() => after(claim(task, true))}>
              {words.take}
            </button>
          )}
        </>
      )}
    </p>
  );
};
