// S6: links in notices decide once, for whom they were made, and only when somebody presses the button.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApprovalLink, linkText, readLink } from "../../functions/desk/approval-links.ts";
import { escaped } from "../../functions/desk/link-pages.ts";
import { noticeEmail, noticeForChat } from "../../functions/desk/notice.ts";
import { putPerson, readPerson } from "../../functions/desk/people-store.ts";
import { readTask } from "../../functions/desk/task-row.ts";
import { recipients } from "../../functions/desk/tell-people.ts";
import { transact } from "../../functions/platform/rows.ts";
import { signingKeys } from "../../functions/platform/signing.ts";
import { app, asks, request, type Task, taskOf } from "./asking.ts";
import { arrives, writesAgain } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await request("/api/me", {}, "[agent]", "Anna");
  await request("/api/me", {}, "[auditor]", "Olaf");
});
afterAll(() => world.close());

async function waiting(thread: string) {
  const ids = await arrives({ thread, draft: "It is <on> its way." });
  await asks(world, ids, `token-${thread}`);
  return { ids, task: await taskOf(ids) };
}
const link = async ({ taskId, version, seq }: Task, more: Partial<ApprovalLink> = {}) =>
  linkText(
    { taskId, version, seq, action: "approve", person: "anna", untilMs: Date.now() + 60_000, ...more },
    await signingKeys(),
  );
let people = 0;
const from = (sourceIp = `192.0.2.${people++}`) => ({ requestContext: { http: { sourceIp } } });
const look = (text: string) => app.request(`/decide?link=${text}`, {}, from());
const press = async (text: string, headers: Record<string, string> = {}, ip?: string) =>
  app.request(
    "/decide",
    {
      method: "POST",
      body: new URLSearchParams({ link: text }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    },
    from(ip),
  );

test("S6: whoever guesses is stopped after some tries a minute", async () => {
  const answers: number[] = [];
  for (let n = 0; n < 40; n++) answers.push((await press(`x.${n}`, {}, "203.0.113.9")).status);
  expect(answers.slice(0, 20).every((status) => status === 403)).toBe(true);
  expect(answers.at(-1)).toBe(429);
});

test("S6: looking decides nothing, however often; pressing decides once", async () => {
  const { ids, task } = await waiting("once");
  const text = await link(task);
  for (let n = 0; n < 3; n++) {
    const page = await look(text);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(await page.text()).toContain("It is &#60;on&#62; its way.");
  }
  expect(await taskOf(ids)).toMatchObject({ status: "open" });
  expect((await press(text)).status).toBe(200);
  expect(await readTask(task.taskId)).toMatchObject({ status: "decided", decision: { kind: "approve", by: "Anna" } });
  expect((await press(text)).status).toBe(410);
  expect((await look(text)).status).toBe(410);
});

test("S6: of 20 presses at once exactly one decides", async () => {
  const { task } = await waiting("race");
  const text = await link(task);
  const answers = await Promise.all(Array.from({ length: 20 }, () => press(text)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status !== 200).every(({ status }) => [409, 410, 429].includes(status))).toBe(
    true,
  );
});

test("S6: altered, cut, expired, somebody else's and another key's links are refused", async () => {
  const { ids, task } = await waiting("forged");
  const text = await link(task);
  const keys = await signingKeys();
  const [body = "", signature = ""] = text.split(".");
  const facts: ApprovalLink = JSON.parse(Buffer.from(body, "base64url").toString());
  const altered = Buffer.from(JSON.stringify({ ...facts, person: "olaf" })).toString("base64url");
  for (const bad of [
    "",
    body,
    `${body}.`,
    `${body}.${signature.slice(1)}`,
    `${altered}.${signature}`,
    `${text}.x`,
    `${text}=`,
  ]) {
    expect(readLink(bad, keys)).toBe("forged");
  }
  const another = linkText(facts, ["another-key-of-somebody"]);
  expect(readLink(another, keys)).toBe("forged");
  expect((await press(`${altered}.${signature}`)).status).toBe(403);
  expect((await press(await link(task, { untilMs: Date.now() - 1 }))).status).toBe(410);
  expect((await press(await link(task, { person: "olaf" }))).status).toBe(403);
  expect((await press(await link(task, { person: "nobody" }))).status).toBe(403);
  expect((await press(text, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  const anna = (await readPerson("anna"))!;
  await transact(putPerson({ ...anna, left: true }));
  expect((await press(text)).status).toBe(403);
  await transact(putPerson(anna));
  expect(await taskOf(ids)).toMatchObject({ status: "open" });
});

test("S6, F20: a link for a task that has moved on is refused", async () => {
  const { task } = await waiting("moved");
  const text = await link(task);
  await writesAgain({ thread: "moved", seq: 2 }, task.taskId);
  expect((await press(text)).status).toBe(409);
  expect((await look(await link(task, { version: 9 }))).status).toBe(409);
});

test("S2: a notice carries no header, escape or markup of the customer's", async () => {
  const { task } = await waiting("evil");
  const subject = "Hi\r\nBcc: evil@x.example\u001b[31m\u202e <b>*@here*</b> <!channel>";
  const row = { ...(await readTask(task.taskId))!, subject };
  const notice = { task: row, what: "A task waits for you", deskUrl: "https://desk.example" };
  const text = Buffer.from(
    await noticeEmail(notice, { name: "Shop\r\nX: y", address: "support@shop.example" }, "anna@shop.example"),
  ).toString();
  const head = text.slice(0, text.indexOf("\r\n\r\n"));
  expect(head).not.toMatch(/^(Bcc|X):/m);
  expect(head).toContain("Auto-Submitted: auto-generated");
  expect(text).not.toContain("\u001b");
  expect(JSON.stringify(noticeForChat(notice))).not.toMatch(/<!channel>|<b>/);
  expect(escaped("<b>\"'&\u202e")).toBe("&#60;b&#62;&#34;&#39;&#38; ");
  expect(JSON.stringify([text, noticeForChat(notice)])).not.toContain("token-evil");
});

test("who has a task is told of it; else everybody who answers for its tier and wants to know", async () => {
  const { task } = await waiting("whom");
  const row = (await readTask(task.taskId))!;
  const base = { ...(await readPerson("anna"))!, notify: true };
  const all = [
    { ...base, email: "a@shop.example" },
    { ...base, id: "ben", email: "b@shop.example" },
    { ...base, id: "no-address" },
    { ...base, id: "quiet", email: "q@shop.example", notify: false },
    { ...base, id: "second", email: "s@shop.example", tiers: [1] },
  ];
  const told = (more: object) => recipients(all, { ...row, ...more }).map(({ id }) => id);
  expect(told({})).toEqual(["anna", "ben"]);
  expect(told({ assignee: "ben" })).toEqual(["ben"]);
  expect(told({ tier: 1 })).toEqual(["second"]);
});
