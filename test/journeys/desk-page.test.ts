import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, type DeskBrowser, hasBrowser, openDesks } from "./harness/desk-browser.ts";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const support = "support@fernwood.example";

describe.skipIf(!hasBrowser)("the desk, in a real browser", () => {
  let shop: RunningSwitchboard;
  let browser: DeskBrowser;
  let desk: Desk;

  beforeAll(async () => {
    shop = await startSwitchboard();
    browser = await openDesks(shop);
    desk = await browser.desk();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    stopAll();
  });

  const repliesTo = async (address: string) =>
    (await shop.replies()).filter(({ email }) => email.to?.[0]?.address === address);

  test("an angry email appears as a task while somebody looks, without a reload; the token is out of the address", async () => {
    const { page } = desk;
    await page.getByText("Nobody waits").waitFor();
    expect(page.url()).not.toContain("token");
    await shop.send({
      from: "Ida <ida@page.example>",
      to: support,
      subject: "Broken zip <b>bold</b>",
      text: "I am furious! How long does delivery take?\nThe zip broke on the first day!",
      messageId: "<first@page.example>",
    });
    await page.locator(".subject", { hasText: "Broken zip <b>bold</b>" }).waitFor({ timeout: 60_000 });
    expect(await page.locator(".task-row").count()).toBe(1);
    expect(await page.locator(".place .count").textContent()).toContain("1");
  });

  test("claimed, edited with the change shown, and approved: the reply is in the outbox, threaded", async () => {
    const { page } = desk;
    await page.getByRole("link", { name: /Broken zip/ }).click();
    await page.locator(".customer-words", { hasText: "The zip broke on the first day!" }).waitFor();
    await page.getByRole("heading", { name: "Why it is here" }).waitFor();
    await page.getByRole("button", { name: "Claim", exact: false }).click();
    await page.getByRole("button", { name: "Give it back" }).waitFor();
    const edit = page.getByRole("button", { name: /^Edit/ });
    const box = page.locator("#reply-text");
    const hasDraft = await edit.isVisible();
    if (hasDraft) {
      await edit.click();
      await box.press("Control+End");
      await box.pressSequentially("\n\nA new jacket is on its way. Mia");
      await page.locator(".changes ins").first().waitFor();
    } else {
      await box.fill("Dear Ida,\n\nA new jacket is on its way. Mia");
    }
    await page.getByRole("button", { name: hasDraft ? "Send edited" : "Send my own" }).click();
    await page.getByRole("dialog").getByText("To Ida <ida@page.example>, and to nobody else.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    const replies = await eventually("the reply", async () => {
      const found = await repliesTo("ida@page.example");
      return found.length > 0 && found;
    });
    expect(replies).toHaveLength(1);
    expect(replies[0]?.email.text).toContain("A new jacket is on its way.");
    expect(replies[0]?.email.inReplyTo).toBe("<first@page.example>");
    await page.getByText("Nobody waits").waitFor();
  });

  test("raised no error, no dialog and no violation of its content security policy", () => {
    expect(desk.problems).toEqual([]);
  });
});
