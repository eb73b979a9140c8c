import { render } from "preact";
import { get, Refusal } from "./api/client.ts";
import { isSignedIn, resumeSession } from "./api/session.ts";
import type { Me } from "./api/shapes-of-leads.ts";
import { watchAutomation } from "./frame/automation.ts";
import { followChanges } from "./frame/live.ts";
import { closeMenus } from "./frame/menus.ts";
import { runClock } from "./frame/now.ts";
import { me } from "./frame/person.ts";
import { applyPreferences } from "./frame/preferences.ts";
import { followAddress, go } from "./frame/route.ts";
import { Shell } from "./frame/shell.tsx";
import { bind, helpIsOpen, listenToKeys } from "./frame/shortcuts.ts";
import { say } from "./frame/toasts.ts";
import { messageOf } from "./parts/states.tsx";
import { watchCounts } from "./queue/counts.ts";
import { w } from "./words/words.ts";

/** Opens the desk: who is it, what is stopped, what changes; then the page that the address names. */
async function start(): Promise<void> {
  applyPreferences();
  await resumeSession();
  followAddress();
  runClock();
  listenToKeys();
  closeMenus();
  const root = document.getElementById("app");
  if (root !== null) render(<Shell />, root);
  // Opening a link with another token in an open tab signs that person in.
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#token=")) location.reload();
  });
  bindGoing();
  if (isSignedIn.value) await greet();
}

async function greet(): Promise<void> {
  try {
    me.value = await get<Me>("/me");
    followChanges();
    await Promise.all([watchAutomation(), watchCounts()]);
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return;
    say(messageOf(error), { tone: "bad", forMs: 60_000 });
  }
}

function bindGoing(): void {
  const { pages, settings } = w.value.frame;
  bind([
    { key: "?", label: settings.keys, run: () => (helpIsOpen.value = true) },
    { key: "1", label: pages.queue, run: () => go("queue") },
    { key: "2", label: pages.conversations, run: () => go("conversations") },
    { key: "3", label: pages.log, run: () => go("log") },
    { key: "4", label: pages.dashboard, run: () => go("dashboard") },
    { key: "5", label: pages.knowledge, run: () => go("knowledge") },
    { key: "6", label: pages.policy, run: () => go("policy") },
    { key: "7", label: pages.people, run: () => go("people") },
  ]);
}

await start();
