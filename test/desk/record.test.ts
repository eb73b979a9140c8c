import { afterAll, beforeAll, expect, test } from "vitest";
import { ConversationDetail, ConversationPage, Download } from "../../functions/contracts/desk/conversations.ts";
import { Changes, InteractionPage, LogPage } from "../../functions/contracts/desk/record.ts";
import { csvLine } from "../../functions/desk/csv.ts";
import { attachmentHeader, safeFileName } from "../../functions/desk/safe-file-name.ts";
import { asks, post, request, send, taskOf } from "./asking.ts";
import { arrives } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const json = async (path: string) => (await request(path)).json();
const changes = async (cursor: string) => Changes.parse(await json(`/api/changes?after=${cursor}`));

test("what changed since a cursor is told, in order, and nothing is lost between two questions", async () => {
  const start = Changes.parse(await json("/api/changes"));
  expect(start.changes).toEqual([]);
  const ids = await arrives({ thread: "changes", draft: "Yes." });
  await asks(world, ids, "token-changes");
  const task = await taskOf(ids);
  const first = await changes(start.cursor);
  expect(first.changes.map(({ kind, taskId }) => [kind, taskId])).toContainEqual(["task-opened", task.taskId]);
  await send("POST", `/api/tasks/${task.taskId}/claim`, {}, { etag: task.etag });
  const second = await changes(first.cursor);
  expect(second.changes.map(({ kind }) => kind)).toContain("task-claimed");
  // The last seconds come again, and are known by their ids.
  const ids1 = new Set(first.changes.map(({ id }) => id));
  expect(second.changes.filter(({ id }) => !ids1.has(id)).map(({ kind }) => kind)).toEqual(["task-claimed"]);
  for (let n = 0; n < 5; n++) await post(`/api/conversations/${ids.conversationId}/notes`, { text: `Note ${n}` });
  const paged: string[] = [];
  let page = Changes.parse(await json(`/api/changes?after=${start.cursor}&limit=2`));
  for (;;) {
    paged.push(...page.changes.map(({ id }) => id));
    if (!page.more) break;
    page = Changes.parse(await json(`/api/changes?after=${page.cursor}&limit=2`));
  }
  expect(paged.length).toBeGreaterThanOrEqual(7);
  expect(new Set(paged).size).toBe(paged.length);
  expect((await request("/api/changes?after=x")).status).toBe(400);
});

test("the log is searched by kind, by whom and by words, newest first, page by page", async () => {
  const found = LogPage.parse(await json("/api/log?by=person&kind=note-added&limit=2"));
  expect(found.entries.map(({ kind }) => kind)).toEqual(["note-added", "note-added"]);
  const seen = [...found.entries];
  let next = found.next;
  while (next !== undefined) {
    const page = LogPage.parse(await json(`/api/log?by=person&kind=note-added&limit=2&after=${next}`));
    seen.push(...page.entries);
    next = page.next;
  }
  expect(new Set(seen.map(({ entryId }) => entryId)).size).toBe(5);
  expect(seen.map(({ at }) => at)).toEqual(
    seen
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  expect(LogPage.parse(await json("/api/log?text=nothing-says-this")).entries).toEqual([]);
});

test("interactions are searched by words and time, and nothing is left out between pages", async () => {
  for (let n = 0; n < 6; n++) {
    await arrives({
      thread: `needle-${n}`,
      interaction: { openedAt: `2026-02-0${n + 1}T00:00:00.000Z`, outcome: "closed" },
    });
  }
  const seen: string[] = [];
  let after = "";
  do {
    const page = InteractionPage.parse(await json(`/api/interactions?text=NEEDLE&limit=2${after}`));
    seen.push(...page.interactions.map(({ subject }) => subject));
    after = page.next === undefined ? "" : `&after=${page.next}`;
  } while (after !== "");
  expect(seen).toEqual([5, 4, 3, 2, 1, 0].map((n) => `About needle-${n}`));
  const range = "from=2026-02-02T00:00:00Z&to=2026-02-03T12:00:00Z";
  expect(InteractionPage.parse(await json(`/api/interactions?text=needle&${range}`)).interactions).toHaveLength(2);
});

test("S2: the CSV export runs nothing in a spreadsheet and breaks no line", async () => {
  const evil = "=cmd|'/c calc'!A1\",\"x\r\n=2\u001b[31m";
  const customer = { address: "x@customer.example", name: evil };
  await arrives({ thread: "csv", interaction: { subject: `\t@SUM(1)`, customer } });
  const answer = await request("/api/interactions/export?text=SUM");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="interactions-.*\.csv"/);
  const lines = (await answer.text()).trimEnd().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(`"'=cmd|'/c calc'!A1"",""x =2 [31m"`);
  expect(lines[1]).toContain(`"' @SUM(1)"`);
  for (const sign of ["=", "+", "-", "@", "\t=", "\u00a0=", "\uff1d"]) expect(csvLine([`${sign}1+1`])).toMatch(/^"'/);
});

test("conversations are listed once each, the latest first, with tags, notes and the customer's others", async () => {
  const ids = await arrives({ thread: "talk" });
  const page = ConversationPage.parse(await json("/api/conversations?text=talk"));
  expect(page.conversations.map(({ conversationId }) => conversationId)).toEqual([ids.conversationId]);
  const path = `/api/conversations/${ids.conversationId}`;
  const etag = page.conversations[0]?.etag ?? "";
  expect((await send("PUT", `${path}/tags`, { tags: ["VIP"] }, { etag })).status).toBe(200);
  expect((await send("PUT", `${path}/tags`, { tags: [] }, { etag })).status).toBe(412);
  expect((await post(`${path}/notes`, { text: "Be kind" })).status).toBe(201);
  const detail = ConversationDetail.parse(await json(path));
  expect(detail).toMatchObject({ conversation: { tags: ["vip"] }, notes: [{ text: "Be kind", by: { name: "Anna" } }] });
  expect(ConversationPage.parse(await json("/api/conversations?tag=vip")).conversations).toHaveLength(1);
});

const names: readonly (readonly [string, string])[] = [
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["a\r\nSet-Cookie: x=1.pdf", "a_Set-Cookie_ x=1.pdf"],
  ["invoice\u202Efdp.exe", "invoice_fdp.exe"],
  [".htaccess", "htaccess"],
  ["CON.txt", "_CON.txt"],
  ["", "file"],
  ['a"b;c*.txt', "a_b_c_.txt"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(116)}.pdf`],
];
test.each(names)("S5: a file called %j is offered as %j", (given, wanted) => {
  expect(safeFileName(given)).toBe(wanted);
  expect(attachmentHeader(given)).toMatch(
    /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/,
  );
});

test("S5: an attachment comes as a download of unknown type; dangerous ones only when asked for, infected ones never", async () => {
  const { writeBytes } = await import("../../functions/platform/documents.ts");
  await writeBytes({ bucket: "mail", key: "attachments/1" }, "<script>alert(1)</script>", "text/html");
  const file = (name: string, dangers: string[]) => ({
    name,
    type: "text/html",
    size: 25,
    key: "attachments/1",
    dangers,
  });
  const attachments = [file("page.html", []), file("run.exe", ["executable"])];
  const ids = await arrives({ thread: "files", email: { attachments } });
  const path = `/api/emails/${ids.emailId}/attachments`;
  const { url } = Download.parse(await json(`${path}/0`));
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, "<script>alert(1)</script>"]);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="page.html"/);
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  expect((await request(`${path}/1`)).status).toBe(409);
  expect((await request(`${path}/1?dangers=accepted`)).status).toBe(200);
  expect((await request(`${path}/2`)).status).toBe(404);
  const proof = { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "FAIL" } as const;
  const sick = await arrives({ thread: "sick", email: { attachments, proof } });
  expect((await request(`/api/emails/${sick.emailId}/attachments/0?dangers=accepted`)).status).toBe(409);
});
