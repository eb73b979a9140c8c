import { get } from "../api/client.ts";
import type { PeopleList } from "../api/shapes-of-leads.ts";
import { policy } from "../frame/automation.ts";
import { useLoaded } from "../parts/use-loaded.ts";
import { w } from "../words/words.ts";

/** To whom, to which tier, and what they should know. */
export const HandOverFields = () => {
  const { value } = useLoaded(() => get<PeopleList>("/people"), []);
  const words = w.value.decide;
  const tiers = policy.value?.tiersMinutes ?? [];
  const people = (value?.people ?? []).filter(({ left }) => !left);
  return (
    <>
      <label class="field">
        {words.handOverTo}
        <input name="to" required maxLength={200} list="people" autocomplete="off" data-first />
        <datalist id="people">
          {people.map(({ id, name, email = id, away, open }) => {
            const isShared = people.some((other) => other.id !== id && other.name === name);
            const label = away ? words.away : words.hasOpen(open ?? 0);
            return <option key={id} value={isShared ? email : name} label={label} />;
          })}
        </datalist>
      </label>
      {tiers.length > 1 && (
        <label class="field">
          {words.handOverTier}
          <select name="tier">
            <option value="">{words.sameTier}</option>
            {tiers.map((_, tier) => (
              <option key={tier} value={tier}>
                {w.value.queue.tier(tier + 1)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        {words.handOverNote}
        <textarea name="note" rows={3} maxLength={1000} />
      </label>
    </>
  );
};
