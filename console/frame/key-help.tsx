import { Dialog } from "../parts/dialog.tsx";
import { w } from "../words/words.ts";
import { active, helpIsOpen } from "./shortcuts.ts";

const names: Readonly<Record<string, string>> = { Enter: "↵", Escape: "Esc" };

/** Every key that works on the page that is open. */
export const KeyHelp = () => {
  if (!helpIsOpen.value) return null;
  return (
    <Dialog title={w.value.frame.settings.keys} onClose={() => (helpIsOpen.value = false)}>
      <dl class="key-list">
        {active.value.map(({ key, label }) => (
          <div key={`${key}${label}`}>
            <dt>
              <kbd>{names[key] ?? key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
