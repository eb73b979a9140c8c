import { computed, signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Policy, PolicyNow } from "../api/shapes-of-leads.ts";
import { messageOf } from "../parts/states.tsx";
import { onChanges } from "./live.ts";
import { say } from "./toasts.ts";

/** The policy in force; undefined until it is known. */
export const policy = signal<Policy | undefined>(undefined);
/** Whether automatic replies are stopped. */
export const isStopped = computed(() => policy.value?.stopped);

/** Reads it now, and again whenever somebody changes it. */
export async function watchAutomation(): Promise<void> {
  onChanges((changes) => {
    if (changes.some(({ kind }) => kind === "policy-changed")) void readPolicy();
  });
  await readPolicy();
}

async function readPolicy(): Promise<void> {
  policy.value = (await get<PolicyNow>("/policy")).policy;
}

/** Stops automatic replies or starts them again; a refusal is said. */
export async function setStopped(stopped: boolean): Promise<void> {
  try {
    policy.value = (await call<PolicyNow>("/policy/stop", { method: "POST", body: { stopped } })).policy;
  } catch (error) {
    say(messageOf(error), { tone: "bad" });
  }
}
