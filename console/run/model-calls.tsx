import type { RunGraph } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { ScrollPort } from "../parts/scroll-port.tsx";
import { money } from "../words/numbers.ts";
import { duration } from "../words/times.ts";
import { w, wordFor } from "../words/words.ts";

/** Every question to a model: which prompt, what it cost, how long it took. */
export const ModelCalls = ({ calls }: { calls: RunGraph["modelCalls"] }) => {
  const words = w.value.run;
  if (calls.length === 0) return null;
  const total = calls.reduce((sum, { costUsd }) => sum + costUsd, 0);
  return (
    <section class="card" aria-labelledby="calls-title">
      <h2 id="calls-title">
        {words.modelCalls} <span class="soft">{money(total, language.value)}</span>
      </h2>
      <ScrollPort class="table-port" label={words.modelCalls}>
        <table>
          <thead>
            <tr>
              <th>{words.modelTask}</th>
              <th>{words.model}</th>
              <th>{words.prompt}</th>
              <th class="number">{words.cost}</th>
              <th class="number">{words.took}</th>
            </tr>
          </thead>
          <tbody>
            {calls.map(({ at, task, provider, model, prompt, ok, costUsd, latencyMs }) => (
              <tr key={`${at}${task}${model}`}>
                <td>{wordFor(words.modelTasks, task)}</td>
                <td>
                  {provider}/{model} {!ok && <span class="chip bad">{words.failedCall}</span>}
                </td>
                <td>
                  <code>{prompt}</code>
                </td>
                <td class="number">{money(costUsd, language.value)}</td>
                <td class="number">{duration(latencyMs, language.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollPort>
    </section>
  );
};
