import { w } from "../words/words.ts";

const hourMs = 3_600_000;

/** Tomorrow, and next Monday, at nine: when an agent's day begins. */
function atNine(daysAhead: number): Date {
  const at = new Date();
  at.setDate(at.getDate() + daysAhead);
  at.setHours(9, 0, 0, 0);
  return at;
}

const choices: Readonly<Record<string, () => Date>> = {
  hour: () => new Date(Date.now() + hourMs),
  afternoon: () => new Date(Date.now() + 4 * hourMs),
  tomorrow: () => atNine(1),
  monday: () => atNine(((8 - new Date().getDay()) % 7) + (new Date().getDay() === 1 ? 7 : 0)),
};

/** When a form's task comes back, as ISO time. */
export function snoozeUntil(form: FormData): string {
  const choice = choices[String(form.get("until"))];
  return (choice?.() ?? new Date(Date.now() + hourMs)).toISOString();
}

/** Until when? */
export const SnoozeFields = () => {
  const words = w.value.snooze;
  return (
    <fieldset class="choices">
      <legend>{words.until}</legend>
      {Object.entries(words.choices).map(([name, label], index) => (
        <label key={name} class="choice">
          <input
            type="radio"
            name="until"
            value={name}
            defaultChecked={index === 0}
            {...(index === 0 && { "data-first": true })}
          />
          {label}
        </label>
      ))}
      <p class="hint">{words.promiseStays}</p>
    </fieldset>
  );
};
