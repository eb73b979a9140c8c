import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeskBrowser, hasBrowser, openDesks } from "./harness/desk-browser.ts";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const paper = "<html><script>alert('a stranger wrote this')</script></html>";

describe.skipIf(!hasBrowser)("files at the desk", () => {
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

  test("what a customer sent is downloaded and never shown, and what a person attaches goes out with the reply (S5)", async () => {
    const { page, context, problems } = await browser.desk({ acceptDownloads: true });
    await shop.send({
      from: "Fay <fay@desk.example>",
      to: "support@fernwood.example",
      subject: "My papers",
      text: "I am furious! Read my papers.",
      attachments: [{ filename: "Überblick & mehr.html", content: paper, contentType: "text/html" }],
    });
    await page.getByRole("link", { name: /My papers/ }).click();
    await page.locator("fieldset.actions").waitFor();
    const where = page.url();

    // The desk asks before it opens what may be dangerous; the harness refuses every dialog.
    page.removeAllListeners("dialog");
    page.on("dialog", (dialog) => void dialog.accept());
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".attachments").getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("Überblick & mehr.html");
    expect(readFileSync(await download.path(), "utf8")).toBe(paper);
    expect(page.url()).toBe(where);

    const link = download.url();
    expect(new URL(link).origin).toBe(shop.awsUrl);
    const forged = link.replace(/X-Amz-Signature=[0-9a-f]{64}/, `X-Amz-Signature=${"0".repeat(64)}`);
    expect((await fetch(link, { headers: { origin: shop.desk } })).status).toBe(200);
    expect((await fetch(forged, { headers: { origin: shop.desk } })).status).toBe(403);
    expect((await fetch(forged)).status).toBe(403);

    await page.keyboard.press("w");
    await page.locator("#reply-text").fill("Dear Fay, here are ours.");
    const ours = { name: "Unsere Antwort.txt", mimeType: "text/plain", buffer: Buffer.from("our words") };
    await page.locator('.additions input[type="file"]').setInputFiles(ours);
    await page.locator(".additions .chip", { hasText: "Unsere Antwort.txt" }).waitFor();
    await page.getByRole("button", { name: "Send my own" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    const reply = await eventually("the reply to Fay", async () =>
      (await shop.replies()).find(({ email }) => email.to?.[0]?.address === "fay@desk.example"),
    );
    expect(reply.email.attachments.map(({ filename }) => filename)).toEqual(["Unsere Antwort.txt"]);
    expect(reply.raw).toContain(Buffer.from("our words").toString("base64"));
    expect(problems).toEqual([]);
    await context.close();
  });
});
