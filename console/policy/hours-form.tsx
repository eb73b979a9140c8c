import type { Policy } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { deskDefaults } from "./desk-form.tsx";
import { type FormProps, keysOf, Section } from "./form.tsx";

type Hours = NonNullable<NonNullable<Policy["desk"]>["hours"]>;
type Day = keyof Hours["week"];
type Spans = Hours["week"][Day];

/** What somebody gets who says for the first time that people do not work around the clock. */
const usual = (): Hours => {
  const span = [{ from: "09:00", to: "17:00" }];
  return {
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    week: { mon: span, tue: span, wed: span, thu: span, fri: span },
    holidays: [],
  };
};

/** When people work: promises, reminders and tiers count these hours only. */
export const HoursForm = ({ policy, change }: FormProps) => {
  const words = w.value.policyMore;
  const hours = policy.desk?.hours;
  const set = (next: (now: Hours | undefined) => Hours | undefined): void =>
    change((now) => {
      const { hours: before, ...others } = { ...deskDefaults, ...now.desk };
      const wanted = next(before);
      return { desk: { ...others, ...(wanted !== undefined && { hours: wanted }) } };
    });
  return (
    <Section title={words.hours}>
      <label class="tick">
        <input
          type="checkbox"
          checked={hours === undefined}
          onChange={({ currentTarget: { checked } }) => set(() => (checked ? undefined : usual()))}
        />
        {words.aroundTheClock}
      </label>
      {hours !== undefined && <Week hours={hours} set={(next) => set((now) => now && next(now))} />}
    </Section>
  );
};

interface WeekProps {
  readonly hours: Hours;
  readonly set: (next: (now: Hours) => Hours) => void;
}

const Week = ({ hours, set }: WeekProps) => {
  const words = w.value.policyMore;
  const setZone = (field: HTMLInputElement): void => {
    field.setCustomValidity(isTimeZone(field.value) ? "" : words.badTimeZone);
    const timeZone = field.value;
    if (field.validity.valid) set((now) => ({ ...now, timeZone }));
  };
  const setHolidays = (field: HTMLTextAreaElement): void => {
    const days = field.value.split(/\s+/).filter((day) => day !== "");
    field.setCustomValidity(days.every(isDay) ? "" : words.badHolidays);
    if (field.validity.valid) set((now) => ({ ...now, holidays: [...new Set(days)].sort() }));
  };
  return (
    <>
      <label class="field">
        {words.timeZone}
        <input
          value={hours.timeZone}
          required
          onInput={({ currentTarget }) => setZone(currentTarget)}
          onChange={({ currentTarget }) => currentTarget.reportValidity()}
        />
      </label>
      {keysOf(words.days).map((day) => (
        <DayLine key={day} day={day} hours={hours} set={set} />
      ))}
      <label class="field">
        {words.holidays}
        <textarea
          rows={4}
          defaultValue={hours.holidays.join("\n")}
          onInput={({ currentTarget }) => setHolidays(currentTarget)}
          onChange={({ currentTarget }) => currentTarget.reportValidity()}
        />
      </label>
    </>
  );
};

/** One day: off, or from then to then; a second span (after lunch) is kept as it is. */
const DayLine = ({ day, hours, set }: WeekProps & { readonly day: Day }) => {
  const words = w.value.policyMore;
  const [first, ...later] = hours.week[day] ?? [];
  const setDay = (spans: (before: Spans) => Spans): void =>
    set((now) => {
      const { [day]: before, ...others } = now.week;
      const wanted = spans(before);
      return { ...now, week: wanted === undefined ? others : { ...others, [day]: wanted } };
    });
  return (
    <div class="office-day">
      <label class="tick">
        <input
          type="checkbox"
          checked={first !== undefined}
          onChange={({ currentTarget: { checked } }) =>
            setDay(() => (checked ? [{ from: "09:00", to: "17:00" }] : undefined))
          }
        />
        {words.days[day]}
      </label>
      {first !== undefined && (
        <span class="sentence">
          {(["from", "to"] as const).map((end) => (
            <label key={end} class="sentence">
              {end === "from" ? words.from : words.until}
              <input
                type="time"
                required
                value={first[end]}
                onChange={({ currentTarget: { value } }) => {
                  if (value !== "") setDay(([now = first, ...rest] = []) => [{ ...now, [end]: value }, ...rest]);
                }}
              />
            </label>
          ))}
          {later.map(({ from, to }) => (
            <span key={from} class="soft">
              + {from}–{to}
            </span>
          ))}
        </span>
      )}
    </div>
  );
};

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name.includes("/") || name === "UTC";
  } catch {
    return false;
  }
}
