import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import { arrives, type DeskWorld, repliesTo } from "./desk-world.ts";

interface Waiting {
  readonly subject: string;
  readonly dueAt: string;
  readonly overdue: boolean;
}
// Four days of office hours a week, and 32 hours of them in the last two tiers.
const allTiersMs = 21 * 86_400_000;

/**
 * What becomes of a task that nobody decides. The last of the desk's journeys: it moves the clock of the whole Switchboard
 * and of the page, and no later test would know what time it is.
 */
export const promisesKept = (world: DeskWorld): void =>
  void describe("a promise that nobody keeps", () => {
    test("goes from tier to tier, in the queue and in the log as people look at them; the draft is never sent (F18)", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      const subject = "Waited too long";
      const task = async () => {
        const { body } = await world.shop().api<{ tasks: Waiting[] }>("/api/tasks?limit=100");
        return body.tasks.find((each) => each.subject === subject);
      };
      const moveOn = async (ms: number) => {
        world.shop().moveOn(ms);
        await page.clock.fastForward(ms);
      };
      await page.clock.install();
      await arrives(world, page, "Tom", subject);
      const row = page.locator(".task-row", { hasText: subject });
      await row.locator(".due:not(.late)").waitFor();
      await row.click();
      await page.getByRole("button", { name: "Claim", exact: false }).click();
      await page.getByRole("button", { name: "Give it back" }).waitFor();
      await page.goto(`${world.shop().desk}/#/queue`);
      await row.locator(".holder").waitFor();

      await moveOn(Date.parse((await task())?.dueAt ?? "") - Date.now() + 1_000);
      await row.getByText("Tier 2").waitFor();
      await row.locator(".due.late").waitFor();
      // It is nobody's any more: the claim ran out, and who let it wait has it no longer.
      await row.locator(".holder").waitFor({ state: "detached" });
      await page.goto(`${world.shop().desk}/#/log?view=entries`);
      await page.getByText("Nobody has decided in time: the task goes to tier 2.").first().waitFor();

      await moveOn(allTiersMs);
      await page.getByText("the task stays open until somebody does").first().waitFor();
      expect(await task()).toMatchObject({ overdue: true });
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
      // A question that was on its way while the clock moved ran out of its time.
      expect(problems.filter((problem) => !problem.includes("status of 500"))).toEqual([]);
      await context.close();
    });
  });
