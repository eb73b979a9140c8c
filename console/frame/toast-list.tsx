import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { toasts, unsay } from "./toasts.ts";

/** Short messages about what was just done; read out when they come. */
export const ToastList = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ id, text, tone, action }) => (
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
            <Icon name="undo" /> {action.label}
          </button>
        )}
        <button type="button" class="plain icon-only" aria-label={w.value.frame.close} onClick={() => unsay(id)}>
          <Icon name="close" size={14} />
        </button>
      </div>
    ))}
  </div>
);
