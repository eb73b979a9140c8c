import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad" | "plain";
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Epoch milliseconds at which it goes. */
  readonly untilMs: number;
}

export const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** Long enough to read two lines twice; one with an action waits as long as its maker says. */
const shownMs = 6000;

export function say(text: string, options: Partial<Pick<Toast, "tone" | "action">> & { forMs?: number } = {}): number {
  const { tone = "plain", action, forMs = shownMs } = options;
  last += 1;
  const id = last;
  toasts.value = [
    ...toasts.value.slice(-3),
    { id, text, tone, untilMs: Date.now() + forMs, ...(action !== undefined && { action }) },
  ];
  setTimeout(() => unsay(id), forMs);
  return id;
}

export function unsay(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
