import type { ComponentChildren } from "preact";
import { Refusal } from "../api/client.ts";
import { language } from "../frame/preferences.ts";
import { w } from "../words/words.ts";
import { Icon, type IconName } from "./icon.tsx";

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Nothing here, and what to do about it. */
export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={icon} size={22} />
    </span>
    <h2>{title}</h2>
    {children}
  </div>
);

/** What went wrong, in words, with a way to try again. */
export const Failed = ({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) => (
  <div class="empty" role="alert">
    <span class="empty-icon bad">
      <Icon name="warning" size={22} />
    </span>
    <h2>{w.value.frame.failed}</h2>
    <p>{messageOf(error)}</p>
    {retry !== undefined && (
      <button type="button" onClick={retry}>
        {w.value.frame.retry}
      </button>
    )}
  </div>
);

/** What an error says to a person, in their language where we know the code. */
export function messageOf(error: unknown): string {
  if (error instanceof Refusal) {
    // The API speaks English, and more exactly than a word for a code can.
    const words: Readonly<Record<string, string>> = language.value === "en" ? {} : w.value.frame.refusals;
    return words[error.code] ?? error.message;
  }
  if (error instanceof TypeError) return w.value.frame.unreachable;
  return error instanceof Error ? error.message : String(error);
}

/** Grey shapes where lines will be: the page keeps its form while it loads. */
export const Skeleton = ({ lines = 6 }: { lines?: number }) => (
  <div class="skeleton" role="status">
    <span class="unseen">{w.value.frame.loading}</span>
    {Array.from({ length: lines }, (_, index) => (
      <span key={index} class={`bone bone-${index % 3}`} aria-hidden="true" />
    ))}
  </div>
);
