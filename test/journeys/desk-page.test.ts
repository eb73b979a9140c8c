import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const executablePath = [process.env["CHROME_PATH"] ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (file) => file !== "" && existsSync(file),
);
if (executablePath === undefined) {
  console.error("NO BROWSER: the desk's page is not tested. Install Debian's chromium, or set CHROME_PATH.");
}
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

describe.skipIf(executablePath === undefined)("the desk's page, in a real browser", () => {
  let shop: RunningSwitchboard;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    shop = await startSwitchboard();
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: flags });
    page = await browser.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
    page.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`));
    await page.goto(shop.link());
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    stopAll();
  });

  test("shows a waiting task as it comes in, with the customer's words, and hides the token from the address bar", async () => {
    await shop.send({
      from: "Ida <ida@page.example>",
      to: "support@fernwood.example",
      subject: "Broken zip <b>bold</b>",
      text: "I am furious, the zip broke on the first day!",
    });
    const row = page.getByText("Broken zip <b>bold</b>").first();
    await row.waitFor({ timeout: 60_000 });
    expect(page.url()).not.toContain("token");
    await row.click();
    await page.getByText("the zip broke on the first day").first().waitFor();
    await page.getByText("The customer is unhappy").first().waitFor();
  });

  test("takes a decision: a person's own words go out as one reply", async () => {
    await page.locator("textarea").first().fill("Dear Ida,\n\nA new jacket is on its way.\n\nMia");
    await page.getByRole("button", { name: /send/i }).first().click();
    const confirm = page.getByRole("dialog").getByRole("button", { name: /send|yes/i });
    if (await confirm.isVisible().catch(() => false)) await confirm.click();
    const replies = await eventually("the reply", async () => {
      const found = (await shop.replies()).filter(({ email }) => email.to?.[0]?.address === "ida@page.example");
      return found.length > 0 && found;
    });
    expect(replies).toHaveLength(1);
    expect(replies[0]?.email.text).toContain("A new jacket is on its way.");
  });

  test("raised no error, no dialog and no violation of its content security policy", () => {
    expect(problems).toEqual([]);
  });
});
