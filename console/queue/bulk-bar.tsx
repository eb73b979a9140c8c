import { useSignal } from "@preact/signals";
import { call } from "../api/client.ts";
import type { BulkResult, Task } from "../api/shapes.ts";
import { me } from "../frame/person.ts";
import { say } from "../frame/toasts.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { SnoozeFields, snoozeUntil } from "../task/snooze-fields.tsx";
import { w } from "../words/words.ts";

interface BulkProps {
  readonly chosen: readonly Task[];
  readonly onDone: () => void;
}

/** What several tasks take at once: only what sends nothing. */
export const BulkBar = ({ chosen, onDone }: BulkProps) => {
  const asking = useSignal<"close" | "snooze" | undefined>(undefined);
  const words = w.value.bulk;
  const act = async (body: object): Promise<void> => {
    const targets = chosen.slice(0, 100).map(({ taskId, etag }) => ({ taskId, etag }));
    const { results } = await call<BulkResult>("/tasks/bulk", { method: "POST", body: { ...body, tasks: targets } });
    const failed = results.filter(({ ok }) => !ok);
    const done = results.length - failed.length;
    if (failed.length === 0) say(words.done(done), { tone: "good" });
    else say(words.partly(done, failed.length, failed[0]?.message ?? ""), { tone: "bad", forMs: 12_000 });
    asking.value = undefined;
    onDone();
  };
  return (
    <fieldset class="bulk" aria-label={words.label}>
      <strong>{words.chosen(chosen.length)}</strong>
      <button type="button" onClick={() => void act({ action: "assign", to: me.value?.id ?? null })}>
        {words.toMe}
      </button>
      <button type="button" onClick={() => void act({ action: "assign", to: null })}>
        {words.toNobody}
      </button>
      <button type="button" onClick={() => (asking.value = "snooze")}>
        {words.snooze}
      </button>
      <button type="button" onClick={() => (asking.value = "close")}>
        {words.close}
      </button>
      <button type="button" class="plain" onClick={onDone}>
        {w.value.frame.cancel}
      </button>
      {asking.value === "close" && (
        <FormDialog
          title={words.closeTitle(chosen.length)}
          button={words.close}
          danger
          onClose={() => (asking.value = undefined)}
          onSubmit={(form) => act({ action: "close", reason: String(form.get("reason")) })}
        >
          <p>{w.value.decide.closeText}</p>
          <label class="field">
            {w.value.decide.closeWhy}
            <input name="reason" required maxLength={1000} data-first />
          </label>
        </FormDialog>
      )}
      {asking.value === "snooze" && (
        <FormDialog
          title={words.snoozeTitle(chosen.length)}
          button={words.snooze}
          onClose={() => (asking.value = undefined)}
          onSubmit={(form) => act({ action: "snooze", until: snoozeUntil(form) })}
        >
          <SnoozeFields />
        </FormDialog>
      )}
    </fieldset>
  );
};
