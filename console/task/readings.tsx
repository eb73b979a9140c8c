import type { EmailView, TaskDetail } from "../api/shapes.ts";
import { w } from "../words/words.ts";

export type Reading = NonNullable<TaskDetail["readings"]>[number];

/** What models saw and heard in the files of an email, or why nobody looked: a stranger's words, shown as such. */
export const Readings = ({ email, readings }: { email: EmailView; readings: readonly Reading[] }) => {
  if (readings.length === 0) return null;
  const words = w.value.email.readings;
  return (
    <ul class="plain-list">
      {readings.map(({ place, kind, shows, text, error, by, unread }) => (
        <li key={place}>
          <strong>{email.attachments[place]?.name ?? words[kind]}</strong>
          {unread !== undefined && <span class="chip warn">{words.unread[unread]}</span>}
          {error !== undefined && <span class="chip bad">{error}</span>}
          {shows !== undefined && <span>{shows}</span>}
          {text !== undefined && <q class="soft">{text}</q>}
          {by !== undefined && <span class="soft">{words.by(by)}</span>}
        </li>
      ))}
    </ul>
  );
};
