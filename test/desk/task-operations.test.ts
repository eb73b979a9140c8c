import { afterAll, beforeAll, expect, test } from "vitest";
import { BulkResult, TaskCounts } from "../../functions/contracts/desk/tasks.ts";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { ReplyRow } from "../../functions/contracts/rows.ts";
import { changePolicy } from "../../functions/desk/change-policy.ts";
import { difference } from "../../functions/desk/difference.ts";
import { readTask, touchTask } from "../../functions/desk/task-row.ts";
import { readInteraction } from "../../functions/platform/interactions.ts";
import { getRow, queryRows, transact } from "../../functions/platform/rows.ts";
import { asks, get, jsonOf, post, request, send, type Task, taskOf } from "./asking.ts";
import { arrives, writesAgain } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function waiting(thread: string, draft = "It is on its way.") {
  const ids = await arrives({ thread, draft });
  await asks(world, ids, `token-${thread}`);
  return { ids, task: await taskOf(ids) };
}
const act = (task: Task, what: string, body: unknown, who: { name?: string; groups?: string; etag?: string } = {}) =>
  send(what === "tags" ? "PUT" : "POST", `/api/tasks/${task.taskId}/${what}`, body, { etag: task.etag, ...who });
const approval = (task: Task) => ({ kind: "approve", version: task.version, seq: task.seq });

test("a claim is seen by others, holds until it runs out, and keeps them from deciding", async () => {
  const { ids, task } = await waiting("claim");
  const claimed = await act(task, "claim", {});
  expect(claimed.status).toBe(200);
  const mine = (await jsonOf(claimed)).task;
  expect(mine).toMatchObject({ claim: { by: { id: "anna", name: "Anna" } }, assignee: "anna", version: task.version });
  const other = await act(task, "claim", {}, { name: "Ben" });
  expect(other.status).toBe(409);
  expect(await jsonOf(other)).toMatchObject({ error: "claimed", claimedBy: { name: "Anna" } });
  const decided = await act(task, "decision", approval(task), { name: "Ben" });
  expect(decided.status).toBe(409);
  expect((await jsonOf(decided)).message).toContain("Anna is working on this task");
  expect((await act(task, "renew", {}, { name: "Ben" })).status).toBe(409);
  expect((await act(task, "renew", {})).status).toBe(412);
  expect((await jsonOf(await send("POST", `/api/tasks/${task.taskId}/renew`, { minutes: 60 }))).task?.version).toBe(1);
  const row = (await readTask(task.taskId))!;
  await transact(touchTask(row, { claim: { ...row.claim, until: "2026-01-01T00:00:00.000Z" } }));
  expect((await act(await taskOf(ids), "claim", {}, { name: "Ben" })).status).toBe(200);
  expect((await act(await taskOf(ids), "claim", { take: true }, { name: "Cleo" })).status).toBe(422);
  const lead = await act(await taskOf(ids), "claim", { take: true }, { name: "Cleo", groups: "[lead]" });
  expect((await jsonOf(lead)).task?.claim?.by.name).toBe("Cleo");
  const before = await taskOf(ids);
  expect((await act(before, "release", {}, { name: "Cleo" })).status).toBe(200);
  expect((await taskOf(ids)).claim).toBeUndefined();
});

test("of 20 claims at once by different people exactly one wins, and the others read whose it is", async () => {
  const { task } = await waiting("claim-race");
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => act(task, "claim", {}, { name: `P${n}` })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(answer.status).toBe(409);
    expect(await jsonOf(answer)).toMatchObject({ error: "claimed" });
  }
});

test("a write without If-Match is refused, one with an old etag shows how the task now stands", async () => {
  const { task } = await waiting("etag");
  const without = await send("POST", `/api/tasks/${task.taskId}/snooze`, { until: null });
  expect([without.status, (await jsonOf(without)).error]).toEqual([428, "if-match-missing"]);
  expect((await act(task, "tags", { tags: ["VIP", "vip"] })).status).toBe(200);
  const old = await act(task, "tags", { tags: [] });
  expect(old.status).toBe(412);
  expect(await jsonOf(old)).toMatchObject({ error: "changed", task: { tags: ["vip"] } });
  // What stands beside the decision voids nobody's.
  expect((await act(task, "decision", approval(task))).status).toBe(200);
});

test("assigning names the person, writes what was before and after into the audit log, and refuses strangers", async () => {
  const { ids, task } = await waiting("assign");
  expect((await act(task, "assign", { to: "nobody-knows" })).status).toBe(422);
  await request("/api/me", {}, "[agent]", "Dora");
  expect((await act(task, "assign", { to: "dora", tier: 1 })).status).toBe(200);
  expect(await taskOf(ids)).toMatchObject({ assignee: "dora", assigneeName: "Dora", tier: 1 });
  const { rows } = await queryRows({ table: "log", pk: ids.interactionId }, LogEntry);
  expect(rows.find(({ kind }) => kind === "task-assigned")).toMatchObject({
    by: "person:Anna",
    details: { before: { assignee: null, tier: 0 }, after: { assignee: "dora", tier: 1 } },
  });
  expect((await get("/api/tasks?assignee=dora")).tasks.map(({ taskId }) => taskId)).toEqual([task.taskId]);
});

test("a snoozed task leaves the queue and its promise stays", async () => {
  const { ids, task } = await waiting("snooze");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await act(task, "snooze", { until: "2020-01-01T00:00:00Z" })).status).toBe(422);
  expect((await act(task, "snooze", { until, note: "They answer on Monday" })).status).toBe(200);
  const queued = async (query = "") =>
    (await get(`/api/tasks${query}`)).tasks.some((one) => one.taskId === task.taskId);
  expect([await queued(), await queued("?snoozed=only"), await queued("?snoozed=show")]).toEqual([false, true, true]);
  const asleep = (await get("/api/tasks?snoozed=only")).tasks.find((one) => one.taskId === task.taskId)!;
  expect(asleep.dueAt).toBe(task.dueAt);
  expect((await act(asleep, "snooze", { until: null })).status).toBe(200);
  expect(await taskOf(ids)).toBeDefined();
});

test("the list filters, and its pages hold every task once", async () => {
  for (let n = 0; n < 9; n++) await waiting(`page-${n}`);
  const seen: string[] = [];
  let after = "";
  do {
    const page = await get(`/api/tasks?limit=4&text=page-${after}`);
    seen.push(...page.tasks.map(({ subject }) => subject));
    after = page.next === undefined ? "" : `&after=${page.next}`;
  } while (after !== "");
  expect(seen).toHaveLength(9);
  expect(new Set(seen).size).toBe(9);
  expect((await request("/api/tasks?after=bm9wZQ")).status).toBe(400);
  const counts = TaskCounts.parse(await (await request("/api/tasks/counts")).json());
  expect(counts.open).toBeGreaterThanOrEqual(9);
});

test("bulk: each task succeeds or fails alone, and nothing can be approved that way", async () => {
  const [one, two] = [await waiting("bulk-1"), await waiting("bulk-2")];
  await act(two.task, "tags", { tags: ["x"] });
  const tasks = [one, two].map(({ task }) => ({ taskId: task.taskId, etag: task.etag }));
  const tagged = BulkResult.parse(await (await post("/api/tasks/bulk", { action: "tag", tags: ["y"], tasks })).json());
  expect(tagged.results.map(({ ok, error }) => [ok, error])).toEqual([
    [true, undefined],
    [false, "changed"],
  ]);
  const again = [one, two].map(async ({ ids }) => ({
    taskId: (await taskOf(ids)).taskId,
    etag: (await taskOf(ids)).etag,
  }));
  const body = { action: "close", reason: "Double", tasks: await Promise.all(again) };
  const closed = BulkResult.parse(await (await post("/api/tasks/bulk", body)).json());
  expect(closed.results.every(({ ok }) => ok)).toBe(true);
  expect((await post("/api/tasks/bulk", { action: "approve", tasks })).status).toBe(400);
});

test("F20: an approval after a newer email is refused and shows what the customer wrote since", async () => {
  const { task } = await waiting("newer");
  await writesAgain({ thread: "newer", seq: 2, words: "Forget it, I cancel." }, task.taskId);
  const refused = await act(task, "decision", approval(task));
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    error: "superseded",
    newer: [{ seq: 2, words: "Forget it, I cancel." }],
  });
});

test("a decision that names an email to come is told so, not that the customer wrote again", async () => {
  const { task } = await waiting("too-high");
  const refused = await act(task, "decision", { ...approval(task), seq: 7 });
  expect([refused.status, (await jsonOf(refused)).error]).toEqual([409, "changed"]);
});

test("an edited draft is kept with the difference, from which the text can be made again", async () => {
  const { ids, task } = await waiting("edit", "Your parcel is on its way to you.");
  const text = "Your parcel is nearly there, on its way to you!";
  await act(task, "decision", { kind: "edit", version: 1, seq: 1, text });
  const row = (await readTask(task.taskId))!;
  expect(row.decision?.difference?.length).toBeGreaterThan(0);
  const replyId = (await readInteraction(ids.interactionId)).replyId ?? "";
  expect((await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow))?.text).toBe(text);
  for (const [before, after] of [
    ["a b c", "a x c"],
    ["", "new"],
    ["gone", ""],
    ["same", "same"],
    ["a b c d", "d c b a"],
  ]) {
    const back = difference(before!, after!).toReversed();
    const made = back.reduce(
      (whole, { at, removed, added }) => whole.slice(0, at) + added + whole.slice(at + removed.length),
      before!,
    );
    expect(made).toBe(after);
  }
});

test("a decision can be taken back while the reply waits, and only then", async () => {
  await changePolicy({ by: "Lead", summary: "undo", apply: { desk: deskPolicy({ undoSeconds: 60 }) } });
  const { ids, task } = await waiting("undo");
  const decided = (await jsonOf(await act(task, "decision", approval(task)))).task!;
  expect(world.runs.told.at(-1)?.output).toMatchObject({ kind: "send", holdSeconds: expect.any(Number) });
  const replyId = decided.decision?.replyId ?? "";
  expect((await act(decided, "undo", {})).status).toBe(200);
  expect(await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow)).toMatchObject({ status: "cancelled" });
  const open = await taskOf(ids);
  expect(open).toMatchObject({ status: "open", version: 3 });
  await asks(world, ids, "token-undo-2", { reasons: ["person-is-on-it"] });
  expect((await act(open, "decision", approval(open))).status).toBe(200);
  expect(world.runs.told.at(-1)?.token).toBe("token-undo-2");
  await changePolicy({ by: "Lead", summary: "no undo", apply: { desk: deskPolicy({ undoSeconds: 0 }) } });
  const late = await waiting("undo-late");
  const sent = (await jsonOf(await act(late.task, "decision", approval(late.task)))).task!;
  const refused = await act(sent, "undo", {});
  expect([refused.status, (await jsonOf(refused)).error]).toEqual([409, "too-late"]);
});

test("asked for another draft, the run writes one and the same task shows it", async () => {
  const { ids, task } = await waiting("redraft");
  const asked = await act(task, "decision", { kind: "redraft", version: 1, seq: 1, instruction: "Shorter, please" });
  expect((await jsonOf(asked)).task).toMatchObject({ status: "open", redrafting: { instruction: "Shorter, please" } });
  expect(world.runs.told.at(-1)).toMatchObject({ token: "token-redraft", output: { kind: "redraft" } });
  const draftId = "drf_00000000000000000000000000000000";
  await asks(world, ids, "token-redraft-2", { draftId });
  const shown = await taskOf(ids);
  expect(shown).toMatchObject({ draftId, version: 3 });
  expect(shown.redrafting).toBeUndefined();
});

const deskPolicy = (more: object) => ({
  ...{ remindMinutes: 30, claimMinutes: 10, assign: "nobody" as const, notifyByEmail: true, linkMinutes: 60 },
  undoSeconds: 0,
  ...more,
});
