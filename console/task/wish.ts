import { signal } from "@preact/signals";

/** What the person pressed in the queue and wants of the task that opens: taken once it is there. */
export const wish = signal<"approve" | "edit" | "reject" | undefined>(undefined);
