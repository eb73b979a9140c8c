import { Fragment } from "preact";
import type { Policy } from "../api/shapes-of-leads.ts";
import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { type FormProps, keysOf, NumberField, Section } from "./form.tsx";

type Candidate = NonNullable<Policy["models"]["draft"]>[number];
type Task = keyof Policy["models"];
type Changed = (candidates: readonly Candidate[]) => Candidate[];

/** Which models are asked for what, in which order, and how long each is waited for. */
export const ModelsForm = ({ policy, change }: FormProps) => {
  const words = w.value.policyMore;
  const set = (task: Task, changed: Changed): void =>
    change(({ models }) => ({ models: { ...models, [task]: changed(models[task] ?? []) } }));
  return (
    <Section title={words.models}>
      <p class="soft">{words.modelsText}</p>
      {keysOf(words.modelTasks)
        .filter((task) => policy.models[task] !== undefined)
        .map((task) => (
          <details key={task} class="topics">
            <summary>
              {words.modelTasks[task]}: {policy.models[task]?.map(({ model }) => model).join(", ")}
            </summary>
            <Route candidates={policy.models[task] ?? []} set={(changed) => set(task, changed)} />
          </details>
        ))}
    </Section>
  );
};

interface RouteProps {
  readonly candidates: readonly Candidate[];
  readonly set: (changed: Changed) => void;
}

const Route = ({ candidates, set }: RouteProps) => {
  const words = w.value.policyMore;
  const changed = (place: number, part: Partial<Candidate>): void =>
    set((now) => now.map((candidate, index) => (index === place ? { ...candidate, ...part } : candidate)));
  const earlier = (place: number): void =>
    set((now) => {
      const order = [...now];
      const [moved] = order.splice(place, 1);
      if (moved !== undefined) order.splice(place - 1, 0, moved);
      return order;
    });
  return (
    <>
      {candidates.map((candidate, place) => (
        <div key={place} class="model-line">
          <label class="field">
            {words.provider}
            <select
              value={candidate.provider}
              onChange={({ currentTarget }) => {
                const provider = keysOf(words.providers).find((each) => each === currentTarget.value);
                if (provider !== undefined) changed(place, { provider });
              }}
            >
              {keysOf(words.providers).map((provider) => (
                <option key={provider} value={provider}>
                  {words.providers[provider]}
                </option>
              ))}
            </select>
          </label>
          <label class="field model-name">
            {words.model}
            <input
              value={candidate.model}
              required
              maxLength={200}
              onChange={({ currentTarget: { value } }) => {
                if (value.trim() !== "") changed(place, { model: value.trim() });
              }}
            />
          </label>
          <NumberField
            label={words.patience}
            value={Math.round(candidate.timeoutMs / 1000)}
            min={1}
            max={120}
            onChange={(seconds) => changed(place, { timeoutMs: seconds * 1000 })}
          />
          <Fragment>
            {place > 0 && (
              <button
                type="button"
                class="small icon-only"
                aria-label={words.earlier(candidate.model)}
                onClick={() => earlier(place)}
              >
                <Icon name="up" size={14} />
              </button>
            )}
            {candidates.length > 1 && (
              <button
                type="button"
                class="small icon-only"
                aria-label={words.remove(candidate.model)}
                onClick={() => set((now) => now.filter((_, index) => index !== place))}
              >
                <Icon name="close" size={14} />
              </button>
            )}
          </Fragment>
        </div>
      ))}
      <button
        type="button"
        class="small"
        onClick={() => set((now) => [...now, { provider: "openai", model: "gpt-5-mini", timeoutMs: 20_000 }])}
      >
        {words.addModel}
      </button>
    </>
  );
};
