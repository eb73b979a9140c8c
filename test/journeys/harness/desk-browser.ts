import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { browserPath, openBrowser } from "../../../bin/screenshots/browser.ts";
import type { RunningSwitchboard } from "./running-switchboard.ts";

/** Whether browser journeys can run; says so loudly where they cannot. */
export const hasBrowser = browserPath !== undefined;
if (!hasBrowser) console.error("NO BROWSER: the console is not tested. Install Debian's chromium, or set CHROME_PATH.");

export interface Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every error, dialog and violation of the content security policy so far. */
  readonly problems: string[];
}

/** One browser for a file's tests, and desks in it that share nothing. */
export interface DeskBrowser {
  /** A signed-in desk in a window of its own. */
  desk(options?: BrowserContextOptions): Promise<Desk>;
  /** What every open window shows, for a test that failed. */
  shown(): Promise<string>;
  close(): Promise<void>;
}

export async function openDesks(shop: RunningSwitchboard): Promise<DeskBrowser> {
  const browser: Browser = await openBrowser();
  return {
    desk: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: "en-GB", ...options });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => void (isProblem(message) && problems.push(message.text())));
      page.on("dialog", (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(shop.link());
      await page.locator(".shell").waitFor();
      return { context, page, problems };
    },
    shown: async () => {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const texts = pages.map(async (page) => `── ${page.url()}\n${await page.locator("body").innerText()}`);
      return (await Promise.all(texts)).join("\n");
    },
    close: () => browser.close(),
  };
}

/** A refused request is the API's word, which the page shows; every other error is the page's own. */
const isProblem = (message: { type(): string; text(): string }): boolean =>
  message.type() === "error" && !/^Failed to load resource: .*status of (409|412|403|404)/.test(message.text());
