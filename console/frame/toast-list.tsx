import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { toasts, unsay } from "./toasts.ts";

/** Short messages about what was just done; read out when they come. */
export const ToastList = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ id, text, tone, action, untilMs }) => (
      <div key={id} class={`toast ${tone}`}>
        <span>{text}</span>
        {action !== undefined && (
          <button
            type="button"
            class="toast-action"
            onClick={() => {
              unsay(id);
              action.run();
            }}
          >
            <Icon name="undo" /> {action.label} <Countdown untilMs={untilMs} />
          </button>
        )}
        <button type="button" class="plain icon-only" aria-label={w.value.frame.close} onClick={() => unsay(id)}>
          <Icon name="close" size={14} />
        </button>
      </div>
    ))}
  </div>
);

/** How long the action is still there; not read out, or every second would be. */
const Countdown = ({ untilMs }: { untilMs: number }) => {
  const leftMs = useSignal(untilMs - Date.now());
  useEffect(() => {
    const timer = setInterval(() => (leftMs.value = untilMs - Date.now()), 1000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return (
    <span class="countdown" aria-hidden="true">
      {clockOf(leftMs.value)}
    </span>
  );
};

const clockOf = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
