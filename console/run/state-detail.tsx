import type { GraphNode } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { duration, exact } from "../words/times.ts";
import { w } from "../words/words.ts";

/** One state: how it went, what went in and what came out. */
export const StateDetail = ({ node }: { node: GraphNode | undefined }) => {
  const words = w.value.run;
  if (node === undefined) return <p class="card soft">{words.pickState}</p>;
  const { id, type, status, visits, retries, enteredAt, tookMs, input, output, error } = node;
  return (
    <section class="card state-detail" aria-labelledby="state-title">
      <h2 id="state-title">{id}</h2>
      <p class="chips">
        <span class={`chip status-${status}`}>{words.statuses[status]}</span>
        <span class="chip">{type}</span>
        {visits > 1 && <span class="chip">{words.visits(visits)}</span>}
        {retries > 0 && <span class="chip warn">{words.retries(retries)}</span>}
        {tookMs !== undefined && <span class="chip">{duration(tookMs, language.value)}</span>}
        {enteredAt !== undefined && <span class="soft">{exact(enteredAt, language.value)}</span>}
      </p>
      {error !== undefined && <p class="problem">{error}</p>}
      <Json label={words.input} text={input} />
      <Json label={words.output} text={output} />
    </section>
  );
};

const Json = ({ label, text }: { label: string; text: string | undefined }) =>
  text === undefined ? null : (
    <details class="json">
      <summary>{label}</summary>
      <pre>{pretty(text)}</pre>
    </details>
  );

/** JSON as people read it; text that is cut off stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
