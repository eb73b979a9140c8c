import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import { arrives, type DeskWorld, repliesTo } from "./desk-world.ts";

/**
 * What becomes of a task that nobody decides. The last of the desk's journeys: it moves the clock of the whole Switchboard
 * and of the page, and no later test would know what time it is.
 */
export const promisesKept = (world: DeskWorld): void =>
  void describe("a promise that nobody keeps", () => {
    test("goes from tier to tier, in the queue and in the log as people look at them; the draft is never sent (F18)", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      const { tiersMinutes } = (await world.shop().api<{ policy: { tiersMinutes: number[] } }>("/api/policy")).body
        .policy;
      const minutes = (tier: number) => (tiersMinutes[tier] ?? 0) * 60_000;
      const moveOn = async (ms: number) => {
        world.shop().moveOn(ms);
        await page.clock.fastForward(ms);
      };
      await page.clock.install();
      await arrives(world, page, "Tom", "Waited too long");
      const row = page.locator(".task-row", { hasText: "Waited too long" });
      await row.locator(".due:not(.late)").waitFor();
      await row.click();
      await page.getByRole("button", { name: "Claim", exact: false }).click();
      await page.getByRole("button", { name: "Give it back" }).waitFor();
      await page.goto(`${world.shop().desk}/#/queue`);
      await row.locator(".holder").waitFor();

      await moveOn(minutes(0) + 1_000);
      await row.getByText("Tier 2").waitFor();
      await row.locator(".due.late").waitFor();
      // It is nobody's any more: the claim ran out, and who let it wait has it no longer.
      await row.locator(".holder").waitFor({ state: "detached" });
      await page.goto(`${world.shop().desk}/#/log?view=entries`);
      await page.getByText("Nobody has decided in time: the task goes to tier 2.").first().waitFor();

      await moveOn(tiersMinutes.slice(1).reduce((sum, each) => sum + each * 60_000, 0) + 60_000);
      await page.getByText("the task stays open until somebody does").first().waitFor();
      const { body } = await world
        .shop()
        .api<{ tasks: { subject: string; tier: number; overdue: boolean }[] }>("/api/tasks");
      expect(body.tasks.find(({ subject }) => subject === "Waited too long")).toMatchObject({ overdue: true });
      expect(await repliesTo(world, "tom@desk.example")).toEqual([]);

      // Still there to be decided, though its run is over.
      await page.goto(`${world.shop().desk}/#/queue`);
      await row.getByRole("link").click();
      await page.locator("fieldset.actions").waitFor();
      await page.keyboard.press("w");
      await page.locator("#reply-text").fill("Dear Tom, we are sorry.");
      await page.getByRole("button", { name: "Send my own" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await eventually("the reply to Tom", async () => (await repliesTo(world, "tom@desk.example")).length === 1);
      expect(problems).toEqual([]);
      await context.close();
    });
  });
