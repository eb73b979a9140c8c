import { plain, w } from "../words/words.ts";
import { type FormProps, NumberField, Section } from "./form.tsx";

/** How sure an answer has to be, and what always waits for a person. */
export const SendingForm = ({ policy, change }: FormProps) => {
  const words = w.value.policy;
  return (
    <Section title={words.sending}>
      <NumberField
        label={words.sendAt}
        value={Math.round(policy.sendAt * 100)}
        min={0}
        max={100}
        onChange={(percent) => change(() => ({ sendAt: percent / 100 }))}
      />
      <NumberField
        label={words.debounce}
        value={policy.debounceSeconds}
        min={0}
        max={3600}
        onChange={(debounceSeconds) => change(() => ({ debounceSeconds }))}
      />
      <fieldset class="ticks">
        <legend>{words.alwaysAsk}</legend>
        {policy.topics.map(({ topic, alwaysAsk }) => (
          <label key={topic} class="tick">
            <input
              type="checkbox"
              checked={alwaysAsk}
              onChange={({ currentTarget: { checked } }) =>
                change(({ topics }) => ({
                  topics: topics.map((each) => (each.topic === topic ? { ...each, alwaysAsk: checked } : each)),
                }))
              }
            />
            {plain(topic)}
          </label>
        ))}
      </fieldset>
    </Section>
  );
};

/** When a customer is promised an answer, and who is asked when it does not come. */
export const PromisesForm = ({ policy, change }: FormProps) => {
  const words = w.value.policy;
  const set = (tier: number, minutes: number): void =>
    change(({ tiersMinutes }) => ({
      tiersMinutes: tiersMinutes.map((each, index) => (index === tier ? minutes : each)),
    }));
  return (
    <Section title={words.promises}>
      {policy.tiersMinutes.map((minutes, tier) => (
        <NumberField
          key={tier}
          label={words.tier(tier + 1)}
          value={minutes}
          min={1}
          max={100_000}
          onChange={(given) => set(tier, given)}
        />
      ))}
    </Section>
  );
};

/** Caps against loops and storms, and how long personal data is kept. */
export const LimitsForm = ({ policy, change }: FormProps) => {
  const words = w.value.policy;
  const { caps } = policy;
  const set = (part: Partial<typeof caps>): void => change((now) => ({ caps: { ...now.caps, ...part } }));
  return (
    <Section title={words.limits}>
      <NumberField
        label={words.perHour}
        value={caps.perHour}
        min={1}
        max={1000}
        onChange={(perHour) => set({ perHour })}
      />
      <NumberField
        label={words.perDay}
        value={caps.perDay}
        min={1}
        max={10_000}
        onChange={(perDay) => set({ perDay })}
      />
      <NumberField
        label={words.totalPerMinute}
        value={caps.totalPerMinute}
        min={1}
        max={100_000}
        onChange={(totalPerMinute) => set({ totalPerMinute })}
      />
      <NumberField
        label={words.startsPerMinute}
        value={caps.startsPerMinute}
        min={1}
        max={100_000}
        onChange={(startsPerMinute) => set({ startsPerMinute })}
      />
      <NumberField
        label={words.retention}
        value={policy.retentionDays}
        min={1}
        max={3650}
        onChange={(retentionDays) => change(() => ({ retentionDays }))}
      />
    </Section>
  );
};
