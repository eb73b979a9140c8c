import type { ComponentChildren } from "preact";
import type { Metrics } from "../api/shapes-of-leads.ts";
import { language } from "../frame/preferences.ts";
import { ScrollPort } from "../parts/scroll-port.tsx";
import { Time } from "../parts/time.tsx";
import { money, whole } from "../words/numbers.ts";
import { duration } from "../words/times.ts";
import { plain, w, wordFor } from "../words/words.ts";

interface TableProps {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  /** Column heads; those that start with # hold numbers. */
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}

const Table = ({ id, title, none, heads, rows }: TableProps) => (
  <div class="card">
    <h2 id={id}>{title}</h2>
    {rows.length === 0 ? (
      <p class="soft">{none}</p>
    ) : (
      <ScrollPort class="table-port" label={title}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" class={head.startsWith("#") ? "number" : ""}>
                  {head.replace("#", "")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td key={column} class={heads[column]?.startsWith("#") === true ? "number" : ""}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollPort>
    )}
  </div>
);

/** How people took the drafts, by topic. */
export const EditsTable = ({ edits }: { edits: Metrics["edits"] }) => {
  const words = w.value.dashboard;
  return (
    <Table
      id="edits"
      title={words.edits}
      none={words.noEdits}
      heads={words.editHeads}
      rows={edits.map(({ topic, approved, edited, rewritten, rejected, medianChanged }) => [
        plain(topic),
        approved,
        edited,
        rewritten,
        rejected,
        medianChanged ?? "–",
      ])}
    />
  );
};

/** What each model did and cost. */
export const ModelsTable = ({ models }: { models: Metrics["models"] }) => {
  const words = w.value.dashboard;
  const lang = language.value;
  return (
    <Table
      id="models"
      title={words.models}
      none={words.noModels}
      heads={words.modelHeads}
      rows={models.map(({ model, calls, failed, costUsd, medianMs }) => [
        model,
        whole(calls, lang),
        whole(failed, lang),
        money(costUsd, lang),
        medianMs === null ? "–" : duration(medianMs, lang),
      ])}
    />
  );
};

/** When another model had to be asked, and why. */
export const FallbacksTable = ({ fallbacks }: { fallbacks: Metrics["fallbacks"] }) => {
  const words = w.value.dashboard;
  return (
    <Table
      id="fallbacks"
      title={words.fallbacks}
      none={words.noFallbacks}
      heads={words.fallbackHeads}
      rows={fallbacks.map(({ model, reason, count }) => [model, wordFor(words.fallbackReasons, reason), count])}
    />
  );
};

/** What failed, with the error's name. */
export const FailuresTable = ({ failures }: { failures: Metrics["failures"] }) => {
  const words = w.value.dashboard;
  return (
    <Table
      id="failures"
      title={words.failures}
      none={words.noFailures}
      heads={words.failureHeads}
      rows={failures.map(({ kind, error, count, lastAt }) => [
        wordFor(w.value.logKinds, kind),
        <code key="error">{error}</code>,
        count,
        <Time key="at" at={lastAt} />,
      ])}
    />
  );
};
