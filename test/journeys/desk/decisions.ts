import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../harness/desk-browser.ts";
import { eventually } from "../harness/running-switchboard.ts";
import { arrives, type DeskWorld, repliesTo, replyTo } from "./desk-world.ts";

/** What else a person can decide about a task, each by the page's own buttons. */
export const everyDecision = (world: DeskWorld): void =>
  void describe("every decision", () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await world.browser().desk();
      desk.page.setDefaultTimeout(20_000);
    }, 60_000);
    afterAll(() => desk?.context.close());

    const atQueue = async (page: Page): Promise<void> => {
      await page.goto(`${world.shop().desk}/#/queue`);
      await page.locator("main h1").first().waitFor();
    };
    const open = async (page: Page, subject: string): Promise<void> => {
      await atQueue(page);
      await page.getByRole("link", { name: new RegExp(subject) }).click();
      await page.locator("fieldset.actions").waitFor();
    };
    const choose = async (page: Page, what: string): Promise<void> => {
      await page.locator(".menu > summary").click();
      await page.locator(".menu").getByRole("button", { name: what }).click();
      await page.getByRole("dialog").waitFor();
    };
    const confirm = (page: Page, button: string) =>
      page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();

    test("block: the sender's task closes without a reply, it is listed with the reason, and a lead listens again", async () => {
      const { page } = desk;
      await atQueue(page);
      await arrives(world, page, "Bob", "Buy my things");
      await open(page, "Buy my things");
      await choose(page, "Block the sender");
      await page.getByRole("dialog").locator("input, textarea").first().fill("Spam");
      await confirm(page, "Block the sender");
      await page.getByText("The sender is blocked.").waitFor();
      await page.goto(`${world.shop().desk}/#/people`);
      await page.locator(".team li", { hasText: "bob@desk.example" }).getByText("Spam").waitFor();
      await page.getByRole("button", { name: "Listen again bob@desk.example" }).click();
      await page.getByText("Nobody is blocked.").waitFor();
      expect(await repliesTo(world, "bob@desk.example")).toEqual([]);
    });

    test("ask again: the AI writes another draft with the instruction in mind, and the task comes back with it", async () => {
      const { page } = desk;
      await atQueue(page);
      await arrives(world, page, "Ron", "Where is it");
      await open(page, "Where is it");
      await choose(page, "Ask the AI");
      await page.getByRole("dialog").locator("input, textarea").first().fill("Shorter, please");
      await confirm(page, "Ask again");
      await page.getByText("The AI is writing another draft.").first().waitFor();
    });

    test("undo: what was sent within the time for it is taken back, and nothing goes out", async () => {
      const { page } = desk;
      const set = (undoSeconds: number) => world.shop().changePolicy({ desk: { undoSeconds } });
      await set(600);
      await atQueue(page);
      await arrives(world, page, "Una", "Too quick");
      await open(page, "Too quick");
      await page.keyboard.press("w");
      await page.locator("#reply-text").fill("Dear Una, this was too quick.");
      // With time to take it back nobody is asked first.
      await page.getByRole("button", { name: "Send my own" }).click();
      await page.locator(".toast-action", { hasText: "Undo" }).click();
      await page.getByText("Taken back. Nothing was sent.").waitFor();
      await page.goto(`${world.shop().desk}/#/queue`);
      await page.locator(".subject", { hasText: "Too quick" }).waitFor();
      expect(await repliesTo(world, "una@desk.example")).toEqual([]);
      await set(0);
    });

    test("bulk: several tasks are closed with one reason", async () => {
      const { page } = desk;
      await page.goto(`${world.shop().desk}/#/queue`);
      await arrives(world, page, "Cat", "Same thing one");
      await arrives(world, page, "Dan", "Same thing two");
      for (const subject of ["Same thing one", "Same thing two"])
        await page.locator(".task-row", { hasText: subject }).getByRole("checkbox").check();
      await page.getByRole("button", { name: "Close without reply" }).click();
      await page.getByRole("dialog").locator("input, textarea").first().fill("The same storm");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Close/ })
        .last()
        .click();
      await page.locator(".subject", { hasText: "Same thing" }).first().waitFor({ state: "detached" });
      expect(await repliesTo(world, "cat@desk.example")).toEqual([]);
    });

    test("a notice's link shows a page that decides once; a second time it says what became of it (S6)", async () => {
      const { page, context } = desk;
      const me = await fetch(`${world.shop().desk}/api/me`, {
        method: "PUT",
        headers: { ...bearer(world), "content-type": "application/json" },
        body: JSON.stringify({ notify: true }),
      });
      expect(me.status).toBe(200);
      await page.goto(`${world.shop().desk}/#/queue`);
      await arrives(world, page, "Lin", "From the train");
      const notice = await eventually("the notice", async () =>
        (await repliesTo(world, "you@localhost")).find(({ email }) => email.text?.includes("From the train") === true),
      );
      const link = /https?:\/\/\S+\/decide\?\S+/.exec(notice.email.text ?? "")?.[0] ?? "";
      expect(link).not.toBe("");
      const other = await context.newPage();
      await other.goto(link);
      await other.getByRole("button").first().click();
      await replyTo(world, "lin@desk.example");
      await other.goto(link);
      expect(await other.locator("body").textContent()).toMatch(/already|decided|used/i);
      expect(await repliesTo(world, "lin@desk.example")).toHaveLength(1);
      await other.close();
    });

    test("nothing of it raised an error or a violation of the content security policy (S3)", () => {
      expect(desk.problems).toEqual([]);
    });
  });

const bearer = (world: DeskWorld) => ({ authorization: `Bearer ${world.shop().link().split("token=")[1]}` });
