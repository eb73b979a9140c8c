import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Desk } from "../harness/desk-browser.ts";
import { eventually } from "../harness/running-switchboard.ts";
import type { DeskWorld } from "./desk-world.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.0 to 2.2, levels A and AA, and axe's own best practices. */
const run = (
  within: string,
) => `axe.run("${within}", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], iframes: false })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 160) + " " + failureSummary)))`;

/** Each page shows what is there and is accessible; what leads set is set in words. */
export const everyPage = (world: DeskWorld): void =>
  void describe("every page of the desk", () => {
    let desk: Desk;
    let ids: { taskId: string; interactionId: string; conversationId: string };

    beforeAll(async () => {
      desk = await world.browser().desk({ reducedMotion: "reduce" });
      await world.shop().send({
        from: "Ann <ann@pages.example>",
        to: "support@fernwood.example",
        subject: "Two complaints",
        text: "I am furious! How long does delivery take?",
        html: '<p>I am <b>furious</b>! How long does delivery take?</p><p style="display:none">Ignore this</p>',
        attachments: [{ filename: "bill.txt", content: "42" }],
      });
      ids = await eventually("the task", async () => {
        const { body } = await world.shop().api<{ tasks: (typeof ids & { subject: string })[] }>("/api/tasks");
        return body.tasks.find(({ subject }) => subject === "Two complaints");
      });
      await desk.page.evaluate(axe);
    }, 240_000);

    const go = async (page: Page, hash: string) => {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await page.locator("main h1").first().waitFor();
      await page.locator(".skeleton").first().waitFor({ state: "detached" });
    };
    /** What axe finds as the page is, then in dark. */
    const findings = async (
      page: Page,
      within = "html",
      schemes: readonly ("light" | "dark")[] = ["light", "dark"],
    ): Promise<string[]> => {
      const found: string[] = [];
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        found.push(...(await page.evaluate<string[]>(run(within))).map((finding) => `${colorScheme}: ${finding}`));
      }
      return found;
    };

    const pages: readonly [name: string, hash: () => string, shows: string][] = [
      ["queue", () => "/queue", "Two complaints"],
      ["task", () => `/task/${ids.taskId}`, "Why it is here"],
      ["conversations", () => "/conversations", "Two complaints"],
      ["conversation", () => `/conversation/${ids.conversationId}`, "What became of it"],
      ["log", () => "/log", "The customer is unhappy"],
      ["audit log", () => "/log?view=entries", "Task opened"],
      ["run", () => `/run/${ids.interactionId}`, "Time per state"],
      ["dashboard", () => "/dashboard", "What came of the emails"],
      ["knowledge", () => "/knowledge", "Delivery"],
      ["article", () => "/article/delivery-times", "Customers who were told this"],
      ["policy", () => "/policy", "What may the AI do in this mailbox?"],
      ["people", () => "/people", "Saved replies"],
    ];
    test.each(pages)(
      "%s shows what is there, has the stop button in sight, and axe finds nothing, light or dark",
      async (_, hash, shows) => {
        const { page } = desk;
        await go(page, hash());
        await page.getByText(shows).locator("visible=true").first().waitFor();
        expect(await page.getByRole("button", { name: "Stop automatic replies" }).isVisible()).toBe(true);
        expect(await findings(page)).toEqual([]);
      },
    );

    test("every page in German, dark, as wide as a phone: axe finds nothing, nothing is wider than the screen or cut off", async () => {
      const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: "de-DE" };
      const { page, context, problems } = await world.browser().desk({ ...phone, reducedMotion: "reduce" });
      await page.evaluate(axe);
      await page.locator(".place-name", { hasText: "Warteschlange" }).waitFor();
      for (const [name, hash] of pages) {
        await go(page, hash());
        expect(await findings(page, "html", ["dark"]), name).toEqual([]);
        expect(await page.evaluate<number>("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(390);
      }
      const cut = `[...document.querySelectorAll(".place-name")].filter((name) => name.scrollWidth > name.clientWidth || name.getBoundingClientRect().right > innerWidth).map((name) => name.textContent)`;
      expect(await page.evaluate(cut)).toEqual([]);
      await page.locator(".more-places > summary").tap();
      await page.locator(".places").getByRole("link", { name: "Regeln" }).waitFor();
      expect(await findings(page, ".places")).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    });

    test("a dialog, a menu and the settings are as accessible; a menu closes by Escape, and when one goes elsewhere", async () => {
      const { page } = desk;
      await go(page, `/task/${ids.taskId}`);
      const menu = page.locator(".menu");
      await menu.locator("summary").click();
      expect(await findings(page, ".menu")).toEqual([]);
      await page.keyboard.press("Escape");
      await menu.getByRole("button").first().waitFor({ state: "hidden" });
      await menu.locator("summary:focus").waitFor();
      await page.locator(".settings > summary").click();
      await page.getByRole("button", { name: "Deutsch" }).click();
      await page.getByRole("heading", { name: "Warum sie hier ist" }).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("button", { name: "English" }).click();
      await page.locator("main h1").click();
      await page.locator(".settings-panel").waitFor({ state: "hidden" });
      await page.keyboard.press("x");
      await page.getByRole("dialog").waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press("Escape");
    });

    test("a run is drawn: where it waits is marked, and a state shows what went in", async () => {
      const { page } = desk;
      await go(page, `/run/${ids.interactionId}`);
      await page.locator(".state.running").waitFor();
      await page.locator(".state", { hasText: "Read the mood" }).click();
      await page.getByText("What went in").click();
      await page.locator(".json[open] pre", { hasText: "newestSeq" }).first().waitFor();
    });

    test("the stop button stops, says so on every page, and starts again", async () => {
      const { page } = desk;
      await page.getByRole("button", { name: "Stop automatic replies" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Stop now" }).click();
      await page.getByText("Automatic replies are stopped. Every reply waits for a person.").waitFor();
      expect((await world.shop().api<{ policy: { stopped: boolean } }>("/api/policy")).body.policy.stopped).toBe(true);
      await page.getByRole("button", { name: "Start automatic replies" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Start automatic replies" }).click();
      await page.getByRole("button", { name: "Stop automatic replies" }).waitFor();
    });

    test("the policy is changed by a form, the versions say who and what, and an old one comes back", async () => {
      const { page } = desk;
      await go(page, "/policy");
      await page.getByRole("radio", { name: /^Draft/ }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("dialog").getByText("auto", { exact: true }).waitFor();
      await page.getByRole("dialog").getByRole("textbox").fill("Careful over the holidays");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.locator(".versions", { hasText: "Careful over the holidays" }).waitFor();
      const { body } = await world
        .shop()
        .api<{ policy: { mailboxes: Record<string, { mode: string }> } }>("/api/policy");
      expect(Object.values(body.policy.mailboxes).map(({ mode }) => mode)).toContain("draft");
      await page.locator(".versions li").last().locator("summary").click();
      await page.getByRole("button", { name: "Go back to this" }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("The holidays are over");
      await page.getByRole("dialog").getByRole("button", { name: "Go back to this" }).click();
      await page.locator(".versions", { hasText: "The holidays are over" }).waitFor();
    });

    test("office hours, models, budgets and tools are set in words, and saved as what they mean", async () => {
      const { page } = desk;
      await go(page, "/policy");
      await page.getByLabel("People work around the clock").uncheck();
      await page.getByLabel("Time zone").fill("Europe/Nowhere");
      await page.getByLabel("Time zone").press("Tab");
      expect(await page.getByLabel("Time zone").evaluate((field) => Reflect.get(field, "validationMessage"))).toContain(
        "no such",
      );
      await page.getByLabel("Time zone").fill("Europe/Berlin");
      await page.getByLabel("Friday").uncheck();
      await page.getByText(/^To write a draft/).click();
      await page.getByRole("button", { name: "Ask gpt-5-mini no more" }).click();
      await page.getByLabel("US dollars a day in all").fill("12.5");
      await page.getByLabel("Refunds").or(page.getByLabel("Ask for a refund")).first().uncheck();
      await page.getByRole("textbox", { name: /^Pages/ }).fill("https://help.shop.example/returns");
      await page.getByRole("textbox", { name: /^Pages/ }).press("Tab");
      expect(
        await page
          .getByRole("textbox", { name: /^Pages/ })
          .evaluate((field) => Reflect.get(field, "validationMessage")),
      ).toContain("help.shop.example is not among");
      await page.getByRole("textbox", { name: /^Web sites/ }).fill("help.shop.example");
      await page
        .getByRole("textbox", { name: /^Pages/ })
        .fill("https://help.shop.example/returns\nhttps://help.shop.example/sizes");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("How we work");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.locator(".versions", { hasText: "How we work" }).waitFor();
      const { body } = await world.shop().api<{ policy: Record<string, unknown> }>("/api/policy");
      const week = Object.fromEntries(
        ["mon", "tue", "wed", "thu"].map((day) => [day, [{ from: "09:00", to: "17:00" }]]),
      );
      expect(body.policy).toMatchObject({
        desk: { hours: { timeZone: "Europe/Berlin", week, holidays: [] } },
        budgets: { day: 12.5 },
        knowledge: {
          hosts: ["help.shop.example"],
          pages: ["https://help.shop.example/returns", "https://help.shop.example/sizes"],
        },
        tools: { agents: [{ agent: "inquiries" }, { agent: "payments", tools: [] }, { agent: "inventory" }] },
        models: { draft: [{ provider: "bedrock" }, { provider: "embedded" }], check: [{ provider: "openai" }, {}, {}] },
      });
    });

    test("a person's way of working, a saved reply and a blocked sender are changed where they are listed", async () => {
      const { page } = desk;
      await go(page, "/people");
      await page.getByRole("button", { name: "Change you" }).click();
      await page.getByLabel("Languages").fill("en, german");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.getByText("Write languages by their two letters").waitFor();
      await page.getByLabel("Languages").fill("en, de");
      await page.getByLabel("Away").check();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.locator(".team", { hasText: "English, German" }).getByText("Away").waitFor();
      await page.getByRole("button", { name: "New saved reply" }).click();
      await page.getByLabel("Title").fill("Thanks");
      await page.getByLabel("Text", { exact: true }).fill("Dear {{first-name}}, thank you.");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Change Thanks" }).click();
      await page.getByLabel("Title").fill("Many thanks");
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Delete Many thanks" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete Many thanks" }).waitFor({ state: "detached" });
      await page.getByText("Nobody is blocked.").waitFor();
    });

    test("a question is tried, and the article that answers it is found", async () => {
      const { page } = desk;
      await go(page, "/knowledge");
      await page.getByLabel("The customer's question").fill("How long does delivery take?");
      await page.getByRole("button", { name: "Try it" }).click();
      await page.getByText("An article answers this").waitFor();
    });

    test("nothing of it raised an error, a dialog or a violation of the content security policy (S3)", () => {
      expect(desk.problems).toEqual([]);
    });
  });
