import type { Page } from "playwright-core";
import { type Desk, openDesks } from "../journeys/harness/desk-browser.ts";
import { eventually, type RunningSwitchboard, startSwitchboard } from "../journeys/harness/running-switchboard.ts";

interface Payload {
  readonly id: string;
  readonly html: string;
}
interface Summary {
  readonly conversationId: string;
  readonly subject: string;
  readonly lastSeq: number;
}
type Shop = Pick<RunningSwitchboard, "desk" | "send" | "api" | "link">;

// What a conversation shows of its emails: a batch of so many is one page to look at.
const perConversation = 25;
const support = "support@fernwood.example";

/**
 * Sends each payload as an email of its own, in its HTML, its words, its subject, its sender's name and a file's name, and
 * opens all of them in the real page as they were sent. Returns what happened that must not, by payload: a dialog, a
 * window, a request, a navigation, a script that the sandbox had to hold back.
 */
export default async function payloadsInThePage(payloads: readonly Payload[]): Promise<ReadonlyMap<string, string>> {
  const shop = await startSwitchboard();
  try {
    const desks = await openDesks(shop);
    try {
      await keepRunsWaiting(shop);
      const batches = Array.from({ length: Math.ceil(payloads.length / perConversation) }, (_, batch) =>
        payloads.slice(batch * perConversation, (batch + 1) * perConversation),
      );
      await Promise.all(batches.map((emails, batch) => sendInOrder(shop, batch, emails)));
      const conversations = await allRead(shop, payloads.length);
      return await lookAtAll(await desks.desk(), shop, batches, conversations);
    } finally {
      await desks.close();
    }
  } finally {
    await shop.stop();
  }
}

/** What is tried is the page: four hundred runs of the workflow beside it would take minutes. */
async function keepRunsWaiting({ desk, link }: Shop): Promise<void> {
  const answer = await fetch(`${desk}/api/policy`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${link().split("token=")[1]}`,
      "content-type": "application/json",
      "if-match": "1",
    },
    body: JSON.stringify({ change: { debounceSeconds: 3600 }, note: "The page alone" }),
  });
  if (!answer.ok) throw new Error(`The policy could not be changed: ${await answer.text()}`);
}

/** One batch becomes one conversation: each email answers the one before. */
async function sendInOrder(shop: Shop, batch: number, emails: readonly Payload[]): Promise<void> {
  const idOf = (place: number): string => `<p${batch}.${place}@payloads.example>`;
  for (const [place, { html }] of emails.entries()) {
    const references = Array.from({ length: place }, (_, earlier) => idOf(earlier));
    await shop.send({
      from: { name: oneLine(html, 60), address: `b${batch}@payloads.example` },
      to: support,
      subject: `${batch}. ${oneLine(html, 120)}`,
      html: `<div>${html}</div>`,
      text: html,
      messageId: idOf(place),
      ...(place > 0 && { inReplyTo: idOf(place - 1), references }),
      ...(place % 5 === 0 && { attachments: [{ filename: `${oneLine(html, 60)}.txt`, content: html }] }),
    });
  }
}

const allRead = (shop: Shop, wanted: number): Promise<readonly Summary[]> =>
  eventually(
    "every email to be read",
    async () => {
      const all = await everyConversation(shop);
      return all.reduce((sum, { lastSeq }) => sum + lastSeq, 0) >= wanted && all;
    },
    100_000,
  );

async function everyConversation({ api }: Shop): Promise<readonly Summary[]> {
  const found = new Map<string, Summary>();
  let after = "";
  do {
    const { body } = await api<{ conversations: Summary[]; next?: string }>(`/api/conversations?limit=200${after}`);
    for (const conversation of body.conversations) found.set(conversation.conversationId, conversation);
    after = body.next === undefined ? "" : `&after=${encodeURIComponent(body.next)}`;
  } while (after !== "");
  return [...found.values()];
}

async function lookAtAll(
  { page, context, problems }: Desk,
  { desk }: Shop,
  batches: readonly (readonly Payload[])[],
  conversations: readonly Summary[],
): Promise<ReadonlyMap<string, string>> {
  context.on("request", (request) => void (!isOurs(request.url(), desk) && problems.push(`asks ${request.url()}`)));
  context.on("page", (opened) => problems.push(`a window: ${opened.url()}`));
  context.on("download", (download) => problems.push(`a download: ${download.url()}`));
  const found = new Map<string, string>();
  for (const { conversationId, subject } of conversations) {
    const batch = batches[Number.parseInt(subject, 10)] ?? [];
    const before = problems.length;
    await openAll(page, desk, conversationId, batch.length);
    const wrong = problems.slice(before);
    for (const { id } of batch) if (wrong.length > 0) found.set(id, wrong.join("; ").slice(0, 300));
  }
  for (const place of ["conversations", "log", "log?view=entries", "queue"]) {
    const before = problems.length;
    await page.goto(`${desk}/#/${place}`);
    await page.locator("main h1").first().waitFor();
    await page.waitForTimeout(300);
    const wrong = problems.slice(before);
    if (wrong.length > 0) found.set(batches[0]?.[0]?.id ?? place, `${place}: ${wrong.join("; ")}`.slice(0, 300));
  }
  return found;
}

/** Opens every email of a conversation, as it was sent, and gives what is in it time to do something. */
async function openAll(page: Page, desk: string, conversationId: string, emails: number): Promise<void> {
  const address = `${desk}/#/conversation/${conversationId}`;
  await page.goto(address);
  await page
    .locator(".thread .email")
    .nth(emails - 1)
    .waitFor();
  const framed = await page.evaluate<number>(
    `for (const email of document.querySelectorAll(".thread details")) email.open = true;
     for (const button of document.querySelectorAll(".email .segments button")) if (button.textContent === "As sent") button.click();
     new Promise((resolve) => requestAnimationFrame(() => resolve(document.querySelectorAll(".mail-frame").length)))`,
  );
  // A page that showed nothing would do nothing, too.
  if (framed < emails) throw new Error(`Only ${framed} of ${emails} emails of ${conversationId} have a frame`);
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  await Promise.all(frames.map((frame) => frame.waitForLoadState("load")));
  await page.waitForTimeout(700);
  if (page.url() !== address) throw new Error(`The page went to ${page.url()}`);
  const elsewhere = page.frames().find((frame) => !frame.url().startsWith(`${desk}/`));
  if (elsewhere !== undefined) throw new Error(`A frame went to ${elsewhere.url()}`);
}

const isOurs = (url: string, desk: string): boolean => url.startsWith(`${desk}/`) || url.startsWith("data:image/");

/** A header has one line and no controls: what is left of a payload is still one. */
const oneLine = (html: string, most: number): string =>
  [...html.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")].slice(0, most).join("").trim() || "(empty)";
