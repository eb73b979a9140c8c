import type { Policy } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { ChoiceField, type FormProps, NumberField, Section } from "./form.tsx";

type Desk = NonNullable<Policy["desk"]>;

/** As contracts/desk-policy.ts has them: what holds while nobody set anything. */
export const deskDefaults: Desk = {
  remindMinutes: 30,
  undoSeconds: 0,
  claimMinutes: 10,
  assign: "nobody",
  notifyByEmail: true,
  linkMinutes: 1440,
};

/** How people work: claims, undo, who gets new tasks, and how they hear of them. */
export const DeskForm = ({ policy, change }: FormProps) => {
  const words = w.value.policy;
  const desk = { ...deskDefaults, ...policy.desk };
  const set = (part: Partial<Desk>): void => change((now) => ({ desk: { ...deskDefaults, ...now.desk, ...part } }));
  return (
    <Section title={words.desk}>
      <ChoiceField
        legend={words.assign}
        name="assign"
        value={desk.assign}
        choices={words.assignments}
        onChange={(assign) => set({ assign })}
      />
      <NumberField
        label={words.undo}
        value={desk.undoSeconds}
        min={0}
        max={600}
        onChange={(undoSeconds) => set({ undoSeconds })}
      />
      <NumberField
        label={words.claimMinutes}
        value={desk.claimMinutes}
        min={1}
        max={120}
        onChange={(claimMinutes) => set({ claimMinutes })}
      />
      <NumberField
        label={words.remind}
        value={desk.remindMinutes}
        min={0}
        max={10_000}
        onChange={(remindMinutes) => set({ remindMinutes })}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={desk.notifyByEmail}
          onChange={({ currentTarget }) => set({ notifyByEmail: currentTarget.checked })}
        />
        {words.notify}
      </label>
    </Section>
  );
};
