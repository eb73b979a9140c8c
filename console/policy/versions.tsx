import { useSignal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { PolicyNow, PolicyThen, PolicyVersion, PolicyVersions } from "../api/shapes-of-leads.ts";
import { mayLead } from "../frame/person.ts";
import { say } from "../frame/toasts.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { w, who, wordFor } from "../words/words.ts";
import { Differences } from "./differences.tsx";

interface VersionsProps {
  readonly now: PolicyNow;
  readonly onDone: () => Promise<void>;
}

/** Every version there was: who changed what, when and why, and the way back. */
export const Versions = ({ now, onDone }: VersionsProps) => {
  const { value, error, reload } = useLoaded(() => get<PolicyVersions>("/policy/versions"), [now.policy.version]);
  const words = w.value.policy;
  return (
    <section class="card" aria-labelledby="versions-title">
      <h2 id="versions-title">{words.versions}</h2>
      {value === undefined && error === undefined && <Skeleton lines={4} />}
      {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
      <ol class="versions">
        {(value?.versions ?? []).map((version) => (
          <Version key={version.version} version={version} now={now} onDone={onDone} />
        ))}
      </ol>
    </section>
  );
};

const Version = ({ version, now, onDone }: VersionsProps & { version: PolicyVersion }) => {
  const asking = useSignal(false);
  const then = useSignal<PolicyThen | undefined>(undefined);
  const words = w.value.policy;
  const look = async (isOpen: boolean): Promise<void> => {
    if (isOpen && then.value === undefined) {
      then.value = await get<PolicyThen>(`/policy/versions/${version.version}`).catch(() => undefined);
    }
  };
  const rollBack = async (form: FormData): Promise<void> => {
    const body = { version: version.version, note: String(form.get("note")).trim() };
    const headers = { "If-Match": now.etag ?? String(now.policy.version) };
    await call("/policy/roll-back", { method: "POST", body, headers });
    asking.value = false;
    say(words.rolledBack(version.version), { tone: "good" });
    await onDone();
  };
  return (
    <li>
      <details onToggle={({ currentTarget }) => void look(currentTarget.open)}>
        <summary>
          <span class="version-number">{version.version}</span>
          <span>
            {version.note ?? words.withoutNote}
            <span class="soft">
              {who(version.by)} · <Time at={version.at} />
              {version.changed.length > 0 &&
                ` · ${version.changed.map((setting) => wordFor(words.settings, setting)).join(", ")}`}
            </span>
          </span>
          {version.current && <span class="chip good">{words.inForce}</span>}
        </summary>
        {then.value !== undefined && then.value.differences.length > 0 && (
          <>
            <p class="soft">{words.differsFromNow}</p>
            <Differences differences={then.value.differences} />
          </>
        )}
        {!version.current && mayLead.value && (
          <button type="button" onClick={() => (asking.value = true)}>
            <Icon name="undo" /> {words.rollBack}
          </button>
        )}
      </details>
      {asking.value && (
        <FormDialog
          title={words.rollBackTitle(version.version)}
          button={words.rollBack}
          onClose={() => (asking.value = false)}
          onSubmit={rollBack}
        >
          <p>{words.rollBackText}</p>
          <label class="field">
            {words.note}
            <input name="note" required maxLength={300} data-first />
          </label>
        </FormDialog>
      )}
    </li>
  );
};
