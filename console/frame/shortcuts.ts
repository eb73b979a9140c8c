import { signal } from "@preact/signals";

/** What a key does on the page that is open; `label` is shown in the help. */
export interface Shortcut {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

const layers: (readonly Shortcut[])[] = [];
/** Every shortcut that works now, for the help. */
export const active = signal<readonly Shortcut[]>([]);
export const helpIsOpen = signal(false);

/** Makes keys work until the returned function is called; the newest layer wins. */
export function bind(shortcuts: readonly Shortcut[]): () => void {
  layers.push(shortcuts);
  active.value = layers.flat();
  return () => {
    layers.splice(layers.indexOf(shortcuts), 1);
    active.value = layers.flat();
  };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);

/** One listener for the whole page. Keys with Ctrl, Meta or Alt belong to the browser, keys in a field to the field. */
export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (isSomebodyElses(event)) return;
    if (isTyping(target)) {
      if (key === "Escape" && target instanceof HTMLElement) target.blur();
      return;
    }
    const found = layers.toReversed().flatMap((layer) => layer.filter((shortcut) => shortcut.key === key))[0];
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  });
}

function isSomebodyElses({ ctrlKey, metaKey, altKey, defaultPrevented, target, key }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  if (document.querySelector("dialog[open]") !== null) return true;
  // Enter on a button presses the button.
  return key === "Enter" && target instanceof HTMLElement && target.matches("button, a, summary");
}
