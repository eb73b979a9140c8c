import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Policy, PolicyNow } from "../api/shapes-of-leads.ts";
import { onChanges } from "../frame/live.ts";
import { Failed, Skeleton } from "../parts/states.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { w } from "../words/words.ts";
import { BudgetsForm } from "./budgets-form.tsx";
import { DeskForm } from "./desk-form.tsx";
import type { FormProps } from "./form.tsx";
import { LimitsForm, PromisesForm, SendingForm } from "./general-forms.tsx";
import { HoursForm } from "./hours-form.tsx";
import { KnowledgeForm } from "./knowledge-form.tsx";
import { MailboxForm } from "./mailbox-form.tsx";
import { ModelsForm } from "./models-form.tsx";
import { Proposals } from "./proposals.tsx";
import { SaveBar } from "./save-bar.tsx";
import { ToolsForm } from "./tools-form.tsx";
import { Versions } from "./versions.tsx";

/** What the AI may do and how the desk works, in plain words; who changed it, and the way back. */
export const PolicyPage = () => {
  const { value, error, reload } = useLoaded(() => get<PolicyNow>("/policy"), []);
  const draft = useSignal<Policy | undefined>(undefined);
  const isTouched = draft.value !== undefined;
  useEffect(
    () =>
      onChanges((changes) => {
        if (changes.some(({ kind }) => kind === "policy-changed")) void reload();
      }),
    [reload],
  );
  if (value === undefined) {
    return error === undefined ? <Skeleton lines={14} /> : <Failed error={error} retry={() => void reload()} />;
  }
  const shown = draft.value ?? value.policy;
  const change: FormProps["change"] = (part) => {
    const now = draft.peek() ?? value.policy;
    draft.value = { ...now, ...part(now) };
  };
  const form = { policy: shown, change };
  const words = w.value.policy;
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.policy}</h1>
        <p class="soft">{words.version(value.policy.version)}</p>
      </header>
      <div class="task-columns policy">
        <div class="task-left">
          <p class="soft">{words.intro}</p>
          {Object.keys(shown.mailboxes).map((address) => (
            <MailboxForm key={address} address={address} {...form} />
          ))}
          <SendingForm {...form} />
          <PromisesForm {...form} />
          <HoursForm {...form} />
          <DeskForm {...form} />
          <ModelsForm {...form} />
          <BudgetsForm {...form} />
          <ToolsForm {...form} />
          <KnowledgeForm {...form} />
          <LimitsForm {...form} />
        </div>
        <div class="task-right">
          <Proposals now={value} onDone={reload} />
          <Versions now={value} onDone={reload} />
        </div>
      </div>
      {isTouched && draft.value !== undefined && (
        <SaveBar
          now={value}
          draft={draft.value}
          onDone={async () => {
            draft.value = undefined;
            await reload();
          }}
          onCancel={() => (draft.value = undefined)}
        />
      )}
    </>
  );
};
