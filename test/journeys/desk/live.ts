import { beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../harness/desk-browser.ts";
import { type DeskWorld, replyTo, support } from "./desk-world.ts";

/** From the angry email to the reply in the outbox, as somebody at the desk sees it. */
export const aTaskComesAndGoes = (world: DeskWorld): void =>
  void describe("the desk, in a real browser", () => {
    let desk: Desk;

    beforeAll(async () => {
      desk = await world.browser().desk();
    }, 60_000);

    test("an angry email appears as a task while somebody looks, without a reload; the token is out of the address", async () => {
      const { page } = desk;
      await page.getByText("Nobody waits").waitFor();
      expect(page.url()).not.toContain("token");
      await world.shop().send({
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
      const replies = await replyTo(world, "ida@page.example");
      expect(replies).toHaveLength(1);
      expect(replies[0]?.email.text).toContain("A new jacket is on its way.");
      expect(replies[0]?.email.inReplyTo).toBe("<first@page.example>");
      await page.getByText("Nobody waits").waitFor();
    });

    test("asks again for no file that it has: what is named by its contents is kept, the page itself answers 304", async () => {
      const at = (file: string, headers = {}) => fetch(`${world.shop().desk}/${file}`, { headers });
      const page = await at("");
      const etag = page.headers.get("etag") ?? "";
      expect([etag === "", page.headers.get("cache-control")]).toEqual([false, "no-cache"]);
      expect((await at("", { "if-none-match": etag })).status).toBe(304);
      const [script = ""] = /console-\w+\.js/.exec(await page.text()) ?? [];
      expect((await at(script)).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    });

    test("raised no error, no dialog and no violation of its content security policy", async () => {
      expect(desk.problems).toEqual([]);
      await desk.context.close();
    });
  });
