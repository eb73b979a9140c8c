import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import { arrives, type DeskWorld, repliesTo, replyTo } from "./desk-world.ts";

/** What people do with a task before they decide, and the email that nobody asked for. */
export const besideDeciding = (world: DeskWorld): void =>
  void describe("beside deciding", () => {
    test("a draft is rejected, noted on, tagged, snoozed and woken, handed over; a saved reply goes out with a copy", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      const dialog = page.getByRole("dialog");
      const choose = async (what: string) => {
        await page.locator(".menu > summary").click();
        await page.locator(".menu").getByRole("button", { name: what, exact: true }).click();
        await dialog.waitFor();
      };
      const confirm = (name: string) => dialog.getByRole("button", { name, exact: true }).click();
      const words = { title: "In short", text: "Dear {{first-name}}, thank you." };
      await world.shop().api("/api/saved-replies", words);
      await arrives(world, page, "Eve", "All of it");
      await page.getByRole("link", { name: /All of it/ }).click();
      await page.locator("fieldset.actions").waitFor();

      await page.keyboard.press("r");
      await dialog.getByRole("button", { name: "It is wrong" }).click();
      await confirm("Reject draft");
      await page.getByRole("heading", { name: "Your reply" }).waitFor();
      await page.keyboard.press("n");
      await page.keyboard.type("She telephoned on Monday.");
      await page.getByRole("button", { name: "Add the note" }).click();
      await page.locator(".note", { hasText: "She telephoned on Monday." }).waitFor();
      await choose("Tags");
      await dialog.getByRole("textbox").fill("VIP, parcel");
      await confirm("Save");
      await page.locator(".task-head .chip.tag", { hasText: "vip" }).waitFor();
      await choose("Snooze");
      await confirm("Snooze");
      await page.getByText("Snoozed until").waitFor();
      await page.getByRole("button", { name: "Wake it" }).click();
      await page.getByText("Snoozed until").waitFor({ state: "detached" });
      await choose("Hand over");
      await dialog.getByRole("combobox").first().fill("you");
      await dialog.getByRole("textbox").last().fill("You know her.");
      await confirm("Hand over");
      await page.getByText("It was handed over.").waitFor();
      await page.goto(`${world.shop().desk}/#/queue`);
      await page.getByRole("button", { name: /^Mine/ }).click();
      await page.getByRole("link", { name: /All of it/ }).click();
      await page.locator("fieldset.actions").waitFor();

      await page.locator("#reply-text").fill("\n\nKind regards");
      await page.locator("#reply-text").press("Control+Home");
      await page.getByLabel("Saved replies").selectOption("In short");
      const box = page.locator("#reply-text");
      await eventually("the saved reply", async () => (await box.inputValue()).startsWith("Dear Eve, thank you."));
      await page.locator(".additions").getByLabel("Cc").fill("boss@desk.example");
      await page.getByRole("button", { name: "Send my own" }).click();
      await dialog.getByText("with a copy to boss@desk.example").waitFor();
      await confirm("Send");
      const [reply] = await replyTo(world, "eve@desk.example");
      expect(reply?.email.text).toContain("Dear Eve, thank you.\n\nKind regards");
      expect(reply?.email.cc?.map(({ address }) => address)).toEqual(["boss@desk.example"]);
      expect(reply?.raw).not.toContain("telephoned");
      expect(problems).toEqual([]);
      await context.close();
    });

    test("a draft is approved as it stands; an email that nobody asked for goes out once", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      await arrives(world, page, "Abe", "Fine as it is");
      await page.getByRole("link", { name: /Fine as it is/ }).click();
      await page.locator("fieldset.actions").waitFor();
      const draft = (await page.locator(".draft-text").textContent()) ?? "";
      await page.getByRole("button", { name: "Approve and send" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      const [reply] = await replyTo(world, "abe@desk.example");
      const plain = (text: string) => text.replaceAll(/[\d\s]+/g, "");
      expect(plain(reply?.email.text ?? "")).toContain(plain(draft));

      await page.goto(`${world.shop().desk}/#/conversations`);
      await page.getByRole("button", { name: "Write an email" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("To").fill("new@desk.example");
      await dialog.getByLabel("Subject").fill("Your repair is ready");
      await dialog.getByLabel("Text").fill("Dear customer, it is ready.");
      await dialog.getByRole("button", { name: "Send" }).click();
      await page.getByRole("heading", { name: "Your repair is ready", level: 1 }).waitFor();
      await replyTo(world, "new@desk.example");
      expect(await repliesTo(world, "new@desk.example")).toHaveLength(1);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("whoever goes elsewhere while a decision is on its way stays there", async () => {
      const { page, context, problems } = await world.browser().desk();
      page.setDefaultTimeout(20_000);
      await arrives(world, page, "Lou", "On my way out");
      await page.getByRole("link", { name: /On my way out/ }).click();
      await page.locator("fieldset.actions").waitFor();
      const answered = Promise.withResolvers<void>();
      await page.route("**/decision", async (call) => {
        const response = await call.fetch();
        await answered.promise;
        await call.fulfill({ response });
      });
      await page.getByRole("button", { name: "Approve and send" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      await replyTo(world, "lou@desk.example");
      await page.goto(`${world.shop().desk}/#/conversations`);
      await page.locator(".list-row", { hasText: "On my way out" }).waitFor();
      answered.resolve();
      await page.locator(".toasts").getByText("The reply is on its way.").waitFor();
      expect(page.url()).toContain("#/conversations");
      expect(problems).toEqual([]);
      await context.close();
    });
  });
