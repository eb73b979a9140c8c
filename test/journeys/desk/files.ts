import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { eventually } from "../harness/running-switchboard.ts";
import type { DeskWorld } from "./desk-world.ts";

const paper = "<html><script>alert('a stranger wrote this')</script></html>";
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==",
  "base64",
);

/** What comes in and goes out as a file, and pictures of elsewhere. */
export const filesAtTheDesk = (world: DeskWorld): void =>
  void describe("files at the desk", () => {
    test("remote pictures are asked for after a click only, and from nobody but our own proxy (S4)", async () => {
      const { page, context, problems } = await world.browser().desk();
      const asked: string[] = [];
      context.on("request", (request) => asked.push(request.url()));
      // What the proxy would bring; that it asks nobody nearby is tested where it lives.
      const headers = {
        "cross-origin-resource-policy": "cross-origin",
        "content-security-policy": "default-src 'none'; sandbox",
      };
      await context.route("**/picture?**", (route) =>
        route.fulfill({ body: pixel, contentType: "image/png", headers }),
      );
      await world.shop().send({
        ...{ from: "Pia <pia@desk.example>", to: "support@fernwood.example", subject: "Look at this" },
        ...{
          text: "I am furious! Look at it.",
          html: `<p>I am furious! Look: <img src="https://pictures.example/pia.png" alt="broken leg"></p>`,
        },
      });
      await page.getByRole("link", { name: /Look at this/ }).click();
      await page.getByRole("button", { name: "As sent" }).click();
      const frame = page.frameLocator(".mail-frame");
      await frame.getByText("[broken leg]").waitFor();
      expect(asked.filter((url) => url.includes("picture?"))).toEqual([]);
      await page.getByRole("button", { name: "With pictures" }).click();
      const picture = frame.getByAltText("broken leg");
      await eventually("the picture", () =>
        picture.evaluate((element) => Number(Reflect.get(element, "naturalWidth")) > 0),
      );
      const ours = asked.filter((url) => url.includes("pictures.example"));
      expect(ours.map((url) => [new URL(url).origin, new URL(url).searchParams.get("url")])).toEqual([
        [world.shop().desk, "https://pictures.example/pia.png"],
      ]);
      // Pia's address without its permission opens nothing.
      expect(
        (await fetch(`${world.shop().desk}/picture?url=https://pictures.example/pia.png&until=9999999999999&mac=AAAA`))
          .status,
      ).toBe(403);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("what a customer sent is downloaded and never shown, and what a person attaches goes out with the reply (S5)", async () => {
      const { page, context, problems } = await world.browser().desk({ acceptDownloads: true });
      await world.shop().send({
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
      expect(new URL(link).origin).toBe(world.shop().awsUrl);
      const forged = link.replace(/X-Amz-Signature=[0-9a-f]{64}/, `X-Amz-Signature=${"0".repeat(64)}`);
      expect((await fetch(link, { headers: { origin: world.shop().desk } })).status).toBe(200);
      expect((await fetch(forged, { headers: { origin: world.shop().desk } })).status).toBe(403);
      expect((await fetch(forged)).status).toBe(403);

      await page.keyboard.press("w");
      await page.locator("#reply-text").fill("Dear Fay, here are ours.");
      const ours = { name: "Unsere Antwort.txt", mimeType: "text/plain", buffer: Buffer.from("our words") };
      await page.locator('.additions input[type="file"]').setInputFiles(ours);
      await page.locator(".additions .chip", { hasText: "Unsere Antwort.txt" }).waitFor();
      await page.getByRole("button", { name: "Send my own" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
      const reply = await eventually("the reply to Fay", async () =>
        (await world.shop().replies()).find(({ email }) => email.to?.[0]?.address === "fay@desk.example"),
      );
      expect(reply.email.attachments.map(({ filename }) => filename)).toEqual(["Unsere Antwort.txt"]);
      expect(reply.raw).toContain(Buffer.from("our words").toString("base64"));
      expect(problems).toEqual([]);
      await context.close();
    });
  });
