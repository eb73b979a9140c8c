import type { LogEntry } from "../api/shapes.ts";
import { Time } from "../parts/time.tsx";
import { w, who, wordFor } from "../words/words.ts";

/** What happened, in order: when, what, and who or what did it. */
export const LogLines = ({ entries }: { entries: readonly LogEntry[] }) => (
  <ol class="log-lines">
    {entries.map((entry) => (
      <li key={entry.entryId}>
        <span class="log-time soft">
          <Time at={entry.at} />
        </span>
        <span class="log-what">
          <strong>{wordFor(w.value.logKinds, entry.kind)}</strong> {entry.summary}
        </span>
        <span class="log-who soft">{who(entry.by)}</span>
      </li>
    ))}
  </ol>
);
