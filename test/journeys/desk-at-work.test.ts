import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeskBrowser, hasBrowser, openDesks } from "./harness/desk-browser.ts";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const support = "support@fernwood.example";

describe.skipIf(!hasBrowser)("people at the desk", () => {
  let shop: RunningSwitchboard;
  let browser: DeskBrowser;

  beforeAll(async () => {
    shop = await startSwitchboard();
    browser = await openDesks(shop);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    stopAll();
  });

  const repliesTo = async (address: string) =>
    (await shop.replies()).filter(({ email }) => email.to?.[0]?.address === address);
  const replyTo = (address: string) =>
    eventually(`the reply to ${address}`, async () => {
      const found = await repliesTo(address);
      return found.length > 0 && found;
    });
  const arrives = async (name: string, subject: string, page: Page) => {
    await shop.send({
      from: `${name} <${name.toLowerCase()}@desk.example>`,
      to: support,
      subject,
      text: `I am furious! ${subject}. How long does delivery take?`,
    });
    await page.locator(".subject", { hasText: subject }).waitFor({ timeout: 60_000 });
  };

  test("two browsers race for one task: one reply goes out, the other person sees who was first, and keeps their words (F21)", async () => {
    const [first, second] = await Promise.all([browser.desk(), browser.desk()]);
    await arrives("Rae", "Nobody answers me", first.page);
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
    const replies = await replyTo("rae@desk.example");
    await eventually("one of them to hear that it was not done", async () => {
      const refused = await Promise.all(pages.map((page) => page.getByText("This was not done").isVisible()));
      return refused.filter(Boolean).length === 1;
    });
    expect(await repliesTo("rae@desk.example")).toHaveLength(replies.length);
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
    const { page, context, problems } = await browser.desk();
    await arrives("Kay", "Keys are enough", page);
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
    expect(await replyTo("kay@desk.example")).toHaveLength(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  test("on a phone nothing is wider than the screen, and a task is answered with the thumb", async () => {
    const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };
    const { page, context, problems } = await browser.desk(phone);
    await arrives("Pip", "Sent from the train", page);
    const isNarrow = () =>
      page.evaluate<boolean>(() => Reflect.get(globalThis, "document").documentElement.scrollWidth <= 390);
    for (const place of ["Conversations", "Log", "Dashboard", "Knowledge", "Policy", "Queue"]) {
      await page.getByRole("link", { name: place }).first().tap();
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
    expect(await replyTo("pip@desk.example")).toHaveLength(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  test("a newer email voids the reply on the screen: sending is refused with the new words, what was typed is kept (F20)", async () => {
    const { page, context } = await browser.desk();
    const subject = "One thing more";
    const from = "Nel <nel@desk.example>";
    const messageId = "<one@desk.example>";
    await shop.send({ from, to: support, subject, text: "I am furious. Where is my parcel?", messageId });
    await page.locator(".subject", { hasText: subject }).waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: /One thing more/ }).click();
    await page.locator("fieldset.actions").waitFor();
    await page.keyboard.press("w");
    await page.locator("#reply-text").fill("Dear Nel, it comes on Monday.");
    await page.getByRole("button", { name: "Send my own" }).click();
    const inReplyTo = { inReplyTo: messageId, references: [messageId] };
    await shop.send({
      from,
      to: support,
      subject: `Re: ${subject}`,
      text: "Forget it, cancel everything!",
      ...inReplyTo,
    });
    await eventually("the newer email to be counted", async () => {
      const { body } = await shop.api<{ conversations: { subject: string; lastSeq: number }[] }>("/api/conversations");
      return body.conversations.some((conversation) => conversation.subject === subject && conversation.lastSeq === 2);
    });
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await page.getByText("This was not done").waitFor();
    await page
      .locator(".conflict", { hasText: "Forget it, cancel everything!" })
      .or(page.getByText("written again"))
      .first()
      .waitFor();
    expect(await page.locator("#reply-text").inputValue()).toContain("it comes on Monday");
    expect(await repliesTo("nel@desk.example")).toEqual([]);
    await context.close();
  });
});
