// Photographs every page of the console, light, dark and on a phone, into a folder:
// `npm run screenshots [-- --out DIR] [--desk LINK] [--only NAME]`. Without a link it starts a Switchboard of its own
// with the sample inbox, and needs a Chromium (CHROME_PATH, or Debian's).
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "./screenshots/browser.ts";
import { type Shot, shotsOf } from "./screenshots/pages.ts";
import { startSample } from "./screenshots/sample.ts";

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1360, height: 880 }, colorScheme: "light" },
  dark: { viewport: { width: 1360, height: 880 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", isMobile: true, hasTouch: true },
};

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "screenshots" },
    desk: { type: "string" },
    only: { type: "string" },
    look: { type: "string" },
  },
});
mkdirSync(values.out, { recursive: true });
const sample = values.desk === undefined ? await startSample() : undefined;
const link = new URL(values.desk ?? sample?.link ?? "");
try {
  const token = new URLSearchParams(link.hash.slice(1)).get("token") ?? "";
  const shots = await shotsOf(async (at) => {
    const response = await fetch(`${link.origin}/api${at}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${at} answered ${response.status}: ${await response.text()}`);
    return response.json();
  });
  const browser = await openBrowser();
  for (const [look, options] of Object.entries(looks))
    if (values.look === undefined || values.look === look)
      await takeAll(
        browser,
        look,
        options,
        shots.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name)),
      );
  await browser.close();
} finally {
  await sample?.stop();
}

async function takeAll(
  browser: Browser,
  look: string,
  options: BrowserContextOptions,
  shots: readonly Shot[],
): Promise<void> {
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(link.href);
  await page.locator(".shell").waitFor();
  for (const shot of shots) {
    await open(page, shot);
    const file = path.join(values.out, `${shot.name}-${look}.png`);
    await page.screenshot({ path: file });
    console.log(file);
  }
  await context.close();
}

/** A page afresh, as it looks once everything has come. */
async function open(page: Page, { hash, press = [] }: Shot): Promise<void> {
  await page.goto(`${link.origin}/#${hash}`);
  await page.reload();
  await page.locator("main h1").first().waitFor();
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
  await page.waitForTimeout(600);
  for (const selector of press) {
    await page.locator(selector).first().click();
    await page.waitForTimeout(400);
  }
}
