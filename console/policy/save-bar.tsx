import { useSignal } from "@preact/signals";
import { call, Refusal } from "../api/client.ts";
import type { Policy, PolicyChange, PolicyNow } from "../api/shapes-of-leads.ts";
import { mayLead } from "../frame/person.ts";
import { say } from "../frame/toasts.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { w, wordFor } from "../words/words.ts";
import { Differences, differencesOf } from "./differences.tsx";

interface SaveProps {
  readonly now: PolicyNow;
  readonly draft: Policy;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

/** What is changed and not saved; a lead applies it, others propose it. */
export const SaveBar = ({ now, draft, onDone, onCancel }: SaveProps) => {
  const asking = useSignal(false);
  const words = w.value.policy;
  const differences = differencesOf(now.policy, draft);
  if (differences.length === 0) return null;
  const save = async (form: FormData): Promise<void> => {
    const body = { change: changeOf(now.policy, draft), note: String(form.get("note")).trim() };
    const etag = now.etag ?? String(now.policy.version);
    try {
      if (mayLead.value) await call("/policy", { method: "PUT", body, headers: { "If-Match": etag } });
      else await call("/policy/proposals", { method: "POST", body });
    } catch (error) {
      if (error instanceof Refusal && error.status === 412) throw new Error(words.changedMeanwhile, { cause: error });
      throw error;
    }
    say(mayLead.value ? words.saved : words.proposed, { tone: "good" });
    await onDone();
  };
  return (
    <section class="save-bar" aria-label={words.unsaved}>
      <strong>{words.unsaved}</strong>
      <span class="soft">{differences.map(({ setting }) => wordFor(words.settings, setting)).join(", ")}</span>
      <button type="button" onClick={onCancel}>
        {words.discard}
      </button>
      <button type="button" class="primary" onClick={() => (asking.value = true)}>
        {mayLead.value ? words.save : words.propose}
      </button>
      {asking.value && (
        <FormDialog
          title={mayLead.value ? words.save : words.propose}
          button={mayLead.value ? words.save : words.propose}
          wide
          onClose={() => (asking.value = false)}
          onSubmit={save}
        >
          <Differences differences={differences} />
          <label class="field">
            {words.note}
            <input name="note" required maxLength={300} data-first />
          </label>
        </FormDialog>
      )}
    </section>
  );
};

/** The settings that differ, each whole. */
const changeOf = (before: Policy, after: Policy): PolicyChange =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => name !== "version" && !same(value, new Map(Object.entries(before)).get(name)),
    ),
  );

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
