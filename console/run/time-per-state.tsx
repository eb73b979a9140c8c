import type { GraphNode } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { duration } from "../words/times.ts";
import { w } from "../words/words.ts";

interface TimeProps {
  readonly nodes: readonly GraphNode[];
  readonly onPick: (id: string) => void;
}

/** Where the time went: each state that was visited, in order, with its share. */
export const TimePerState = ({ nodes, onPick }: TimeProps) => {
  const visited = nodes
    .filter(({ visits, tookMs }) => visits > 0 && tookMs !== undefined)
    .sort((a, b) => ((a.enteredAt ?? "") < (b.enteredAt ?? "") ? -1 : 1));
  const longest = Math.max(1, ...visited.map(({ tookMs }) => tookMs ?? 0));
  if (visited.length === 0) return null;
  return (
    <section class="card" aria-labelledby="times-title">
      <h2 id="times-title">{w.value.run.times}</h2>
      <ol class="bars">
        {visited.map(({ id, tookMs = 0, status }) => (
          <li key={id}>
            <button type="button" class="plain bar-row" onClick={() => onPick(id)}>
              <span class="bar-name">{id}</span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="bar-ground" width="100" height="8" rx="2" />
                {/* A state of a millisecond beside one of an hour is still to be seen. */}
                <rect class={`bar ${status}`} width={Math.max(1, (100 * tookMs) / longest)} height="8" rx="2" />
              </svg>
              <span class="bar-value">{duration(tookMs, language.value)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
};
