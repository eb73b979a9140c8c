import type { TaskDetail } from "../api/shapes.ts";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { w, wordFor } from "../words/words.ts";
import { newestOwn } from "./own-emails.ts";

/** Why a person is asked, in words, and what to be careful about. */
export const WhyHere = ({ detail }: { detail: TaskDetail }) => {
  const { task, emails = [], check, interactions = [] } = detail;
  const words = w.value.task;
  const newest = newestOwn(emails);
  const gate = interactions.find(({ interactionId }) => interactionId === task.interactionId)?.gate;
  const isElsewhere = newest !== undefined && newest.replyTo.address !== newest.from.address;
  const care = [
    ...(newest?.warnings ?? []),
    ...(check?.problems ?? []),
    ...(isElsewhere ? [words.repliesGoTo(newest.replyTo.address)] : []),
  ];
  const signals = task.mood?.signals ?? [];
  return (
    <section class="card why-here" aria-labelledby="why-title">
      <h2 id="why-title">{task.kind === "repair" ? words.repairTitle : words.why}</h2>
      <ul class="reasons">
        {task.reasons.map((code) => (
          <li key={code}>{wordFor(w.value.reasons, code)}</li>
        ))}
      </ul>
      {signals.length > 0 && <p class="soft">{words.signals(signals.join(", "))}</p>}
      {gate !== undefined && <p class="soft">{words.confidence(Math.round(gate.confidence * 100))}</p>}
      {task.note !== undefined && <p>{task.note}</p>}
      {care.length > 0 && (
        <div class="care">
          <Icon name="warning" />
          <ul>
            {[...new Set(care)].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {(task.changes ?? []).map(({ at, by, kind, text }) => (
        <p key={at} class="soft">
          {words.changed(by, w.value.decisions[kind])}
          {text !== undefined && <q>{text}</q>} <Time at={at} />
        </p>
      ))}
    </section>
  );
};
