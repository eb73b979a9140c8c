import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { peopleAtWork } from "./desk/at-work.ts";
import { besideDeciding } from "./desk/beside-deciding.ts";
import { everyDecision } from "./desk/decisions.ts";
import type { DeskWorld } from "./desk/desk-world.ts";
import { filesAtTheDesk } from "./desk/files.ts";
import { aTaskComesAndGoes } from "./desk/live.ts";
import { everyPage } from "./desk/pages.ts";
import { promisesKept } from "./desk/promises.ts";
import { threadsRegrouped } from "./desk/regrouping.ts";
import { type DeskBrowser, hasBrowser, openDesks } from "./harness/desk-browser.ts";
import { type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

// One running Switchboard and one browser for all of it: starting them takes longer than most of these tests.
describe.skipIf(!hasBrowser)("the desk, in a real browser", () => {
  let shop: RunningSwitchboard;
  let browser: DeskBrowser;
  beforeAll(async () => {
    shop = await startSwitchboard({ movable: true });
    // Nothing here is about waiting for the rest of what a customer writes.
    await shop.changePolicy({ debounceSeconds: 0 });
    browser = await openDesks(shop);
  }, 240_000);
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") console.error(await browser.shown());
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    stopAll();
  });
  const world: DeskWorld = { shop: () => shop, browser: () => browser };

  aTaskComesAndGoes(world);
  peopleAtWork(world);
  filesAtTheDesk(world);
  everyDecision(world);
  besideDeciding(world);
  threadsRegrouped(world);
  everyPage(world);
  promisesKept(world);
});
