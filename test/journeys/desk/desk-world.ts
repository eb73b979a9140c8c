import type { Page } from "playwright-core";
import type { DeskBrowser } from "../harness/desk-browser.ts";
import { eventually, type RunningSwitchboard } from "../harness/running-switchboard.ts";

/** What the desk's journeys share; there once the first of them runs. */
export interface DeskWorld {
  readonly shop: () => RunningSwitchboard;
  readonly browser: () => DeskBrowser;
}

export const support = "support@fernwood.example";

/** An angry email, and the task that it becomes on this page. */
export async function arrives({ shop }: DeskWorld, page: Page, name: string, subject: string): Promise<void> {
  await shop().send({
    from: `${name} <${name.toLowerCase()}@desk.example>`,
    to: support,
    subject,
    text: `I am furious! ${subject}. How long does delivery take?`,
  });
  await page.locator(".subject", { hasText: subject }).waitFor({ timeout: 60_000 });
}

export const repliesTo = async ({ shop }: DeskWorld, address: string) =>
  (await shop().replies()).filter(({ email }) => email.to?.[0]?.address === address);

export const replyTo = (world: DeskWorld, address: string) =>
  eventually(`the reply to ${address}`, async () => {
    const found = await repliesTo(world, address);
    return found.length > 0 && found;
  });
