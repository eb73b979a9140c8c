import { call, Refusal } from "../api/client.ts";
import type { Person } from "../api/shapes-of-leads.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { w } from "../words/words.ts";

interface PersonProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Somebody's languages, capacity, tiers and presence, as a lead sets them. */
export const PersonDialog = ({ person, onClose, onDone }: PersonProps) => {
  const words = w.value.people;
  const save = async (form: FormData): Promise<void> => {
    const text = (name: string): string => String(form.get(name) ?? "");
    const body = {
      languages: listOf(text("languages"), /^[a-z]{2}$/, words.badLanguages),
      tiers: listOf(text("tiers"), /^[1-9]\d?$/, words.badTiers).map((tier) => Number(tier) - 1),
      capacity: Number(text("capacity")),
      away: form.has("away"),
      notify: form.has("notify"),
      left: form.has("left"),
    };
    if (body.tiers.length === 0) throw new Error(words.badTiers);
    try {
      const headers = { "If-Match": person.etag };
      await call(`/people/${encodeURIComponent(person.id)}`, { method: "PUT", body, headers });
    } catch (error) {
      if (error instanceof Refusal && error.status === 412) throw new Error(words.changedMeanwhile, { cause: error });
      throw error;
    }
    await onDone();
    onClose();
  };
  const tick = (name: "away" | "notify" | "left", label: string) => (
    <label class="tick">
      <input type="checkbox" name={name} defaultChecked={person[name]} />
      {label}
    </label>
  );
  return (
    <FormDialog title={words.editTitle(person.name)} button={w.value.frame.save} onClose={onClose} onSubmit={save}>
      <p class="soft">{words.roles}</p>
      <label class="field">
        {words.languages}
        <input name="languages" defaultValue={person.languages.join(", ")} maxLength={80} data-first />
      </label>
      <label class="field">
        {words.capacity}
        <input name="capacity" type="number" min={0} max={1000} required defaultValue={String(person.capacity)} />
      </label>
      <label class="field">
        {words.tiers}
        <input name="tiers" required defaultValue={person.tiers.map((tier) => tier + 1).join(", ")} maxLength={80} />
      </label>
      {tick("away", words.isAway)}
      {tick("notify", words.notify)}
      {tick("left", words.hasLeft)}
    </FormDialog>
  );
};

/** The parts of `en, de`; throws with the words when one is not of the form. */
function listOf(text: string, form: RegExp, orElse: string): string[] {
  const parts = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((part) => part !== "");
  if (parts.some((part) => !form.test(part))) throw new Error(orElse);
  return parts;
}
