import type { Policy } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { type FormProps, Section } from "./form.tsx";

type Budgets = NonNullable<Policy["budgets"]>;
const limits = ["day", "mailboxDay", "conversation", "total"] as const;

/** What models may cost; an empty field is no limit. */
export const BudgetsForm = ({ policy, change }: FormProps) => {
  const words = w.value.policyMore;
  const budgets: Budgets = policy.budgets ?? {};
  const set = (limit: (typeof limits)[number], given: number | undefined): void =>
    change((now) => {
      const { [limit]: _before, ...others }: Budgets = now.budgets ?? {};
      return { budgets: given === undefined ? others : { ...others, [limit]: given } };
    });
  return (
    <Section title={words.budgets}>
      <p class="soft">{words.budgetsText}</p>
      {limits.map((limit) => (
        <label key={limit} class="sentence">
          {words[limit][0]}
          <input
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            value={budgets[limit] ?? ""}
            onChange={({ currentTarget: { value, valueAsNumber } }) => {
              if (value === "") set(limit, undefined);
              else if (Number.isFinite(valueAsNumber)) set(limit, Math.max(0, valueAsNumber));
            }}
          />
          {words[limit][1]}
        </label>
      ))}
      <label class="tick">
        <input
          type="checkbox"
          checked={policy.redactNames === true}
          onChange={({ currentTarget: { checked: redactNames } }) => change(() => ({ redactNames }))}
        />
        {words.redact}
      </label>
    </Section>
  );
};
