import { computed, signal } from "@preact/signals";
import type { Me } from "../api/shapes-of-leads.ts";

export const me = signal<Me | undefined>(undefined);

const hasRole = (...wanted: readonly string[]): boolean =>
  me.value?.roles.some((role) => wanted.includes(role)) === true;

/** An auditor reads everything and changes nothing. */
export const mayDecide = computed(() => hasRole("agent", "lead", "admin"));
export const mayLead = computed(() => hasRole("lead", "admin"));
