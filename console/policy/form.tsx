import type { ComponentChildren } from "preact";
import type { Policy } from "../api/shapes-of-leads.ts";
import { mayDecide } from "../frame/person.ts";

/** What every part of the policy's form is given. */
export interface FormProps {
  readonly policy: Policy;
  /** `part` is made from the policy as it stands by then: two changes may come before the page is drawn again. */
  readonly change: (part: (now: Policy) => Partial<Policy>) => void;
}

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export const Section = ({ title, children }: SectionProps) => (
  <section class="card policy-section">
    <fieldset disabled={!mayDecide.value}>
      <legend>
        <h2>{title}</h2>
      </legend>
      {children}
    </fieldset>
  </section>
);

interface NumberProps {
  /** The sentence around the number: before and behind it. */
  readonly label: readonly [before: string, behind: string];
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A number within its sentence: `At most [3] automatic replies to one sender per hour`. */
export const NumberField = ({ label: [before, behind], value, min, max, onChange }: NumberProps) => (
  <label class="sentence">
    {before}
    <input
      type="number"
      inputMode="numeric"
      value={value}
      min={min}
      max={max}
      step={1}
      required
      onChange={({ currentTarget }) => {
        const given = currentTarget.valueAsNumber;
        if (Number.isFinite(given)) onChange(Math.min(max, Math.max(min, Math.round(given))));
      }}
    />
    {behind}
  </label>
);

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: T;
  readonly choices: Readonly<Record<T, { readonly label: string; readonly text: string }>>;
  readonly onChange: (value: T) => void;
}

/** One of a few, each with what it means. */
export const ChoiceField = <T extends string>({ legend, name, value, choices, onChange }: ChoiceProps<T>) => (
  <fieldset class="choices">
    <legend>{legend}</legend>
    {keysOf(choices).map((choice) => (
      <label key={choice} class={`choice${choice === value ? " chosen" : ""}`}>
        <input type="radio" name={name} checked={choice === value} onChange={() => onChange(choice)} />
        <span>
          <strong>{choices[choice].label}</strong>
          <span class="soft">{choices[choice].text}</span>
        </span>
      </label>
    ))}
  </fieldset>
);

/** An object's own keys, as its type names them. */
export const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>): K[] => Object.keys(of) as K[];
