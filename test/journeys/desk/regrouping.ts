import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import { type DeskWorld, repliesTo, support } from "./desk-world.ts";

const from = "Sam <sam@desk.example>";

/** A customer's two matters in one thread are taken apart, and two threads about one matter put together. */
export const threadsRegrouped = (world: DeskWorld): void =>
  void describe("conversations at the desk", () => {
    const send = (subject: string, text: string, more: object = {}) =>
      world.shop().send({ from, to: support, subject, text, ...more });
    const goTo = async (page: Page, place: "queue" | "conversations") => {
      await page.goto(`${world.shop().desk}/#/${place}`);
      await page.reload();
      await page.locator(`main.page-${place} h1`).first().waitFor();
    };
    const openTask = async (page: Page, subject: string) => {
      await goTo(page, "queue");
      await page.locator(".subject", { hasText: subject }).waitFor({ timeout: 60_000 });
      await page.getByRole("link", { name: new RegExp(subject) }).click();
      await page.locator("fieldset.actions").waitFor();
    };
    const choose = async (page: Page, what: string) => {
      await page.locator(".menu > summary").click();
      await page.locator(".menu").getByRole("button", { name: what }).click();
      await page.getByRole("dialog").waitFor();
    };
    const answer = async (page: Page, text: string, count: number) => {
      await page.keyboard.press("w");
      await page.locator("#reply-text").fill(text);
      const here = page.url();
      await page.getByRole("button", { name: "Send my own" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await page.waitForURL((url) => url.href !== here);
      await eventually(
        `reply ${count} to Sam`,
        async () => (await repliesTo(world, "sam@desk.example")).length === count,
      );
      await eventually("everything of Sam's to be answered", async () => {
        const { body } = await world
          .shop()
          .api<{ conversations: { openTaskId?: string; lastSeq: number; answeredSeq: number }[] }>(
            "/api/conversations?customer=sam@desk.example",
          );
        return body.conversations.every((each) => each.openTaskId === undefined && each.answeredSeq >= each.lastSeq);
      });
    };
    const rows = (page: Page, text: string) => page.locator(".list-row", { hasText: text });

    test("split: the later email gets a conversation of its own, its task goes with it, and both are listed", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      await send("Two matters", "I am furious! The first matter is my parcel.", { messageId: "<sam-1@desk.example>" });
      await openTask(page, "Two matters");
      await answer(page, "Dear Sam, the parcel is on its way.", 1);
      const inReplyTo = { inReplyTo: "<sam-1@desk.example>", references: ["<sam-1@desk.example>"] };
      await send("Re: Two matters", "I am furious! The second matter is my invoice.", inReplyTo);
      await openTask(page, "Re: Two matters");
      expect(await page.locator(".email:not(.ours)").count()).toBe(2);
      await choose(page, "Split the conversation");
      await page.getByRole("dialog").getByRole("button", { name: "Split the conversation" }).click();
      await page.getByText("The later emails are a conversation of their own now.").waitFor();
      await page.locator(".email:not(.ours)", { hasText: "my parcel" }).waitFor({ state: "detached" });
      await page.locator(".customer-words", { hasText: "my invoice" }).waitFor();

      await goTo(page, "conversations");
      await rows(page, "matters").nth(1).waitFor();
      expect(await rows(page, "matters").locator(".list-state").allTextContents()).toEqual([
        "Waits for a person",
        "Answered",
      ]);
      await openTask(page, "Re: Two matters");
      await answer(page, "Dear Sam, the invoice is mended.", 2);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("merge: what was said elsewhere stands in this task's thread, and the other one says where it went", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      await send("Once more", "I am furious! That invoice is wrong again.");
      await openTask(page, "Once more");
      await choose(page, "Merge a conversation");
      const dialog = page.getByRole("dialog");
      const other = dialog.getByRole("option", { name: /Re: Two matters/ });
      await dialog.getByRole("combobox").selectOption((await other.getAttribute("value")) ?? "");
      await dialog.getByRole("button", { name: "Merge a conversation" }).click();
      await page.getByText("The two conversations are one now.").waitFor();
      await page.locator(".email:not(.ours)", { hasText: "The second matter is my invoice" }).waitFor();
      await page.locator(".email.ours", { hasText: "the invoice is mended" }).waitFor();
      expect(await page.locator(".email:not(.ours)").count()).toBe(2);
      await answer(page, "Dear Sam, now it is right.", 3);

      await goTo(page, "conversations");
      await rows(page, "Re: Two matters").getByText("Put together").waitFor();
      await rows(page, "Re: Two matters").click();
      await page.getByRole("link", { name: /open that one/ }).click();
      await page.getByRole("heading", { name: "Once more", level: 1 }).waitFor();
      await page.locator(".email:not(.ours)", { hasText: "The second matter is my invoice" }).waitFor();
      expect(problems).toEqual([]);
      await context.close();
    });
  });
