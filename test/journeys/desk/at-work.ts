import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import { arrives, type DeskWorld, repliesTo, replyTo, support } from "./desk-world.ts";

/** People at the desk at the same time, by keyboard and by thumb. */
export const peopleAtWork = (world: DeskWorld): void =>
  void describe("people at the desk", () => {
    test("two browsers race for one task: one reply goes out, the other person sees who was first, and keeps their words (F21)", async () => {
      const [first, second] = await Promise.all([world.browser().desk(), world.browser().desk()]);
      await arrives(world, first.page, "Rae", "Nobody answers me");
      await second.page.locator(".subject", { hasText: "Nobody answers me" }).waitFor();
      const pages = [first.page, second.page];
      for (const [place, page] of pages.entries()) {
        await page.getByRole("link", { name: /Nobody answers me/ }).click();
        await page.locator("fieldset.actions").waitFor();
        await page.keyboard.press("w");
        await page.locator("#reply-text").fill(`Dear Rae, this is answer ${place + 1}.`);
        await page.getByRole("button", { name: "Send my own" }).click();
        await page.getByRole("dialog").waitFor();
      }
      await Promise.all(pages.map((page) => page.getByRole("dialog").getByRole("button", { name: "Send" }).click()));
      const replies = await replyTo(world, "rae@desk.example");
      await eventually("one of them to hear that it was not done", async () => {
        const refused = await Promise.all(pages.map((page) => page.getByText("This was not done").isVisible()));
        return refused.filter(Boolean).length === 1;
      });
      expect(await repliesTo(world, "rae@desk.example")).toHaveLength(replies.length);
      expect(replies).toHaveLength(1);
      const sent = replies[0]?.email.text?.includes("answer 1") === true ? 1 : 2;
      const loser = pages[2 - sent];
      await loser
        ?.getByText(/decided already|changed while/)
        .first()
        .waitFor();
      await loser
        ?.getByText(`this is answer ${3 - sent}`)
        .first()
        .waitFor();
      for (const { context, problems } of [first, second]) {
        expect(problems).toEqual([]);
        await context.close();
      }
    });

    test("the whole way by keyboard alone: to the task, edit, send; and every key is in the help", async () => {
      const { page, context, problems } = await world.browser().desk();
      await arrives(world, page, "Kay", "Keys are enough");
      const press = (key: string) => page.keyboard.press(key);
      await press("?");
      for (const key of [
        "Next task",
        "Previous task",
        "Open",
        "Approve the draft",
        "Edit the draft",
        "Reject the draft",
      ]) {
        await page.getByRole("dialog").getByText(key, { exact: true }).waitFor();
      }
      await press("Escape");
      await press("j");
      await page.locator("a.task-link:focus").waitFor();
      await press("Enter");
      await page.locator("fieldset.actions").waitFor();
      await press("w");
      await page.locator("#reply-text:focus").waitFor();
      await page.keyboard.type("Dear Kay, keys are enough indeed.");
      await press("Escape");
      await press("a");
      await page.getByRole("dialog").getByText("Kay <kay@desk.example>").waitFor();
      await page.keyboard.press("Shift+Tab");
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).focus();
      await press("Enter");
      expect(await replyTo(world, "kay@desk.example")).toHaveLength(1);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("on a phone nothing is wider than the screen, and a task is answered with the thumb", async () => {
      const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };
      const { page, context, problems } = await world.browser().desk(phone);
      await arrives(world, page, "Pip", "Sent from the train");
      const isNarrow = () =>
        page.evaluate<boolean>(() => Reflect.get(globalThis, "document").documentElement.scrollWidth <= 390);
      const seldom = new Set(["Dashboard", "Policy", "People"]);
      for (const place of ["Conversations", "Log", "Dashboard", "Knowledge", "Policy", "People", "Queue"]) {
        if (seldom.has(place)) await page.locator(".more-places > summary").tap();
        await page.locator(".places").getByRole("link", { name: place }).tap();
        await page.getByRole("heading", { name: place, level: 1 }).waitFor();
        expect(await isNarrow(), place).toBe(true);
        expect(await page.getByRole("button", { name: "Stop automatic replies" }).isVisible(), place).toBe(true);
      }
      await page.getByRole("link", { name: /Sent from the train/ }).tap();
      await page.locator("fieldset.actions").waitFor();
      expect(await isNarrow()).toBe(true);
      await page.getByRole("button", { name: "Write my own" }).or(page.locator("#reply-text")).first().tap();
      await page.locator("#reply-text").fill("Dear Pip, have a good journey.");
      await page.getByRole("button", { name: "Send my own" }).tap();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).tap();
      expect(await replyTo(world, "pip@desk.example")).toHaveLength(1);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("a newer email voids the reply on the screen: sending is refused with the new words, what was typed is kept (F20)", async () => {
      const { page, context } = await world.browser().desk();
      const subject = "One thing more";
      const from = "Nel <nel@desk.example>";
      const messageId = "<one@desk.example>";
      await world.shop().send({ from, to: support, subject, text: "I am furious. Where is my parcel?", messageId });
      await page.locator(".subject", { hasText: subject }).waitFor({ timeout: 60_000 });
      await page.getByRole("link", { name: /One thing more/ }).click();
      await page.locator("fieldset.actions").waitFor();
      await page.keyboard.press("w");
      await page.locator("#reply-text").fill("Dear Nel, it comes on Monday.");
      await page.getByRole("button", { name: "Send my own" }).click();
      const inReplyTo = { inReplyTo: messageId, references: [messageId] };
      await world.shop().send({
        from,
        to: support,
        subject: `Re: ${subject}`,
        text: "Forget it, cancel everything!",
        ...inReplyTo,
      });
      await eventually("the newer email to be counted", async () => {
        const { body } = await world
          .shop()
          .api<{ conversations: { subject: string; lastSeq: number }[] }>("/api/conversations");
        return body.conversations.some(
          (conversation) => conversation.subject === subject && conversation.lastSeq === 2,
        );
      });
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await page.getByText("This was not done").waitFor();
      await page
        .locator(".conflict", { hasText: "Forget it, cancel everything!" })
        .or(page.getByText("written again"))
        .first()
        .waitFor();
      expect(await page.locator("#reply-text").inputValue()).toContain("it comes on Monday");
      expect(await repliesTo(world, "nel@desk.example")).toEqual([]);
      await context.close();
    });
  });
