import type { TaskDetail } from "../api/shapes.ts";
import { Time } from "../parts/time.tsx";
import { w } from "../words/words.ts";
import { type, typedFor } from "./typed.ts";

/**
 * What was looked up in other systems, what can be done before the reply goes out, and what was done. Nothing is ticked by
 * itself: an effect happens because a person wants it.
 */
export const ToolsUsed = ({ detail }: { detail: TaskDetail }) => {
  const { task, tools } = detail;
  const words = w.value.task;
  if (tools === undefined || tools.calls.length === 0) return null;
  const { effects } = typedFor(task.taskId);
  const receiptOf = (id: string) => tools.receipts.find(({ effectId }) => effectId === id);
  const toggle = (id: string, wanted: boolean): void =>
    type(task.taskId, { effects: [...effects.filter((each) => each !== id), ...(wanted ? [id] : [])] });
  return (
    <section class="card tools-used" aria-labelledby="tools-title">
      <h2 id="tools-title">{words.tools}</h2>
      <ul>
        {tools.calls.map(({ tool, about, outcome }) => (
          <li key={`${tool} ${about}`}>
            {tool}
            {about !== undefined && ` ${about}`}: <span class="soft">{words.toolOutcome[outcome]}</span>
          </li>
        ))}
      </ul>
      {tools.effects.map(({ effectId, summary }) => {
        const receipt = receiptOf(effectId);
        if (receipt !== undefined)
          return (
            <p key={effectId}>
              {words.receipt(receipt.reference, receipt.decidedBy)} <Time at={receipt.at} />
            </p>
          );
        return (
          <label key={effectId} class="inline-field">
            <input
              type="checkbox"
              checked={effects.includes(effectId)}
              disabled={task.status !== "open" || task.kind === "repair"}
              onChange={({ currentTarget }) => toggle(effectId, currentTarget.checked)}
            />
            <span>{words.doFirst(summary)}</span>
          </label>
        );
      })}
    </section>
  );
};
