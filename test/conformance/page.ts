import type { Page } from "playwright-core";
import { openDesks } from "../journeys/harness/desk-browser.ts";
import { eventually, startSwitchboard } from "../journeys/harness/running-switchboard.ts";

interface Payload {
  readonly id: string;
  readonly html: string;
}
interface Summary {
  readonly conversationId: string;
  readonly subject: string;
  readonly lastSeq: number;
}

// What a conversation shows of its emails: a batch of so many is one page to look at.
const perConversation = 25;
const support = "support@fernwood.example";

/**
 * Sends each payload as an email of its own, in its HTML, its subject and its sender's name, and opens all of them in the
 * real page as they were sent. Returns what happened that must not, by payload: a dialog, a request, a navigation.
 */
export default async function payloadsInThePage(payloads: readonly Payload[]): Promise<ReadonlyMap<string, string>> {
  const shop = await startSwitchboard();
  const desks = await openDesks(shop).catch(async (error: unknown) => {
    await shop.stop();
    throw error;
  });
  try {
    const batches = Array.from({ length: Math.ceil(payloads.length / perConversation) }, (_, batch) =>
      payloads.slice(batch * perConversation, (batch + 1) * perConversation),
    );
    for (const [batch, emails] of batches.entries())
      for (const [place, { html }] of emails.entries()) {
        const references = Array.from({ length: place }, (_, earlier) => `<p${batch}.${earlier}@payloads.example>`);
        await shop.send({
          from: { name: oneLine(html, 60), address: `b${batch}@payloads.example` },
          to: support,
          subject: `${batch}. ${oneLine(html, 120)}`,
          html: `<div>${html}</div>`,
          text: "I am furious. See the attached page.",
          messageId: `<p${batch}.${place}@payloads.example>`,
          ...(place > 0 && { inReplyTo: references.at(-1) ?? "", references }),
        });
      }
    const conversations = await eventually(
      "every email to be read",
      async () => {
        const { body } = await shop.api<{ conversations: Summary[] }>("/api/conversations?limit=200");
        const count = body.conversations.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
        return count >= payloads.length && body.conversations;
      },
      900_000,
    );
    const { page, problems, context } = await desks.desk();
    const requests: string[] = [];
    context.on("request", (request) => void (!isOurs(request.url(), shop.desk) && requests.push(request.url())));
    context.on("page", (opened) => problems.push(`a window: ${opened.url()}`));
    const found = new Map<string, string>();
    for (const { conversationId, subject } of conversations) {
      const batch = batches[Number.parseInt(subject, 10)] ?? [];
      const before = [problems.length, requests.length];
      await openAll(page, shop.desk, conversationId);
      const wrong = [...problems.slice(before[0]), ...requests.slice(before[1])];
      for (const { id } of batch) if (wrong.length > 0) found.set(id, wrong.join("; ").slice(0, 300));
    }
    return found;
  } finally {
    await desks.close();
    await shop.stop();
  }
}

/** Opens every email of a conversation, as it was sent, and gives what is in it time to do something. */
async function openAll(page: Page, desk: string, conversationId: string): Promise<void> {
  await page.goto(`${desk}/#/conversation/${conversationId}`);
  await page.locator(".thread .email").first().waitFor();
  await page.evaluate(
    `for (const email of document.querySelectorAll(".thread details")) email.open = true;
     for (const button of document.querySelectorAll(".email .segments button")) if (button.textContent === "As sent") button.click();`,
  );
  await page.waitForTimeout(1500);
  if (!page.url().startsWith(`${desk}/#/conversation/`)) throw new Error(`The page went to ${page.url()}`);
}

const isOurs = (url: string, desk: string): boolean => url.startsWith(`${desk}/`) || url.startsWith("data:image/");

/** A header has one line and no controls: what is left of a payload is still one. */
const oneLine = (html: string, most: number): string =>
  [...html.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")].slice(0, most).join("").trim() || "(empty)";
