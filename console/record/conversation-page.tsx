import { useEffect } from "preact/hooks";
import { get } from "../api/client.ts";
import type { ConversationDetail } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";
import { mayDecide } from "../frame/person.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { NoteBox } from "../task/note-box.tsx";
import { Thread } from "../task/thread.tsx";
import { w, wordFor } from "../words/words.ts";
import { LogLines } from "./log-lines.tsx";

/** A conversation with all that was said and done in it. */
export const ConversationPage = ({ id }: { id: string }) => {
  const { value, error, reload } = useLoaded(() => get<ConversationDetail>(`/conversations/${id}`), [id]);
  useEffect(
    () =>
      onChanges((changes) => {
        if (changes.some(({ conversationId }) => conversationId === id)) void reload();
      }),
    [id, reload],
  );
  if (value === undefined) {
    return error === undefined ? <Skeleton lines={12} /> : <Failed error={error} retry={() => void reload()} />;
  }
  const { conversation, interactions, log } = value;
  const words = w.value.conversations;
  return (
    <article class="task">
      <header class="task-head">
        <div class="task-way">
          <a class="button plain" href={to("conversations")}>
            <Icon name="back" /> {w.value.frame.pages.conversations}
          </a>
        </div>
        <div class="task-title">
          <h1>{conversation.subject || w.value.queue.noSubject}</h1>
          <p class="task-customer">
            <strong>{conversation.customer.name || conversation.customer.address}</strong>{" "}
            <span class="soft">
              {conversation.customer.address} → {conversation.mailbox}
            </span>
          </p>
        </div>
        {conversation.mergedInto !== undefined && (
          <p>
            <a class="button" href={to("conversation", conversation.mergedInto)}>
              <Icon name="merge" /> {words.openMerged}
            </a>
          </p>
        )}
        {conversation.splitFrom !== undefined && (
          <p>
            <a class="button plain" href={to("conversation", conversation.splitFrom)}>
              <Icon name="split" /> {words.openSplit}
            </a>
          </p>
        )}
        {conversation.openTaskId !== undefined && (
          <p>
            <a class="button primary" href={to("task", conversation.openTaskId)}>
              {words.openTask}
            </a>
          </p>
        )}
      </header>
      <div class="task-columns">
        <div class="task-left">
          <Thread {...value} />
          {mayDecide.value && <NoteBox conversationId={id} onAdded={reload} />}
        </div>
        <div class="task-right">
          <section class="card" aria-labelledby="outcomes-title">
            <h2 id="outcomes-title">{words.outcomes}</h2>
            <ul class="plain-list">
              {interactions.map(({ interactionId, subject, outcome, openedAt, reasons, decidedWhy }) => (
                <li key={interactionId}>
                  <a href={to("run", interactionId)}>{subject || w.value.queue.noSubject}</a>
                  <span class="soft">
                    {wordFor(w.value.outcomes, outcome)} · <Time at={openedAt} />
                  </span>
                  <span class="soft why">
                    {reasons.length > 0
                      ? reasons.map((code) => wordFor(w.value.reasons, code)).join(" · ")
                      : decidedWhy}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          <section class="card" aria-labelledby="happened-title">
            <h2 id="happened-title">{w.value.task.happened}</h2>
            <LogLines entries={log} />
          </section>
        </div>
      </div>
    </article>
  );
};
