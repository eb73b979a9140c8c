import type { TaskDetail } from "../api/shapes.ts";
import { to } from "../frame/route.ts";
import { Time } from "../parts/time.tsx";
import { LogLines } from "../record/log-lines.tsx";
import { w, wordFor } from "../words/words.ts";

/** Who the customer is to us: what else they wrote, and what was done in this conversation. */
export const CustomerSide = ({ detail }: { detail: TaskDetail }) => {
  const { history = [], interactions = [], log = [] } = detail;
  const words = w.value.task;
  return (
    <>
      <section class="card" aria-labelledby="history-title">
        <h2 id="history-title">{words.history}</h2>
        {history.length === 0 && interactions.length <= 1 && <p class="soft">{words.firstTime}</p>}
        <ul class="plain-list">
          {interactions.length > 1 &&
            interactions.map(({ interactionId, subject, outcome, openedAt }) => (
              <li key={interactionId}>
                <a href={to("run", interactionId)}>{subject || w.value.queue.noSubject}</a>
                <span class="soft">
                  {wordFor(w.value.outcomes, outcome)} · <Time at={openedAt} />
                </span>
              </li>
            ))}
          {history.map(({ conversationId, subject, lastAt, openTaskId }) => (
            <li key={conversationId}>
              <a href={to("conversation", conversationId)}>{subject || w.value.queue.noSubject}</a>
              <span class="soft">
                {openTaskId !== undefined && `${w.value.outcomes.waiting} · `}
                <Time at={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <details class="card">
        <summary>
          <h2>{words.happened}</h2>
        </summary>
        <LogLines entries={log} />
      </details>
    </>
  );
};
