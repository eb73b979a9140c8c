import { afterAll, beforeAll, expect, test } from "vitest";
import { ReplyRow } from "../../functions/contracts/rows.ts";
import { handler as escalate } from "../../functions/desk/escalate.lambda.ts";
import { wakening } from "../../functions/desk/escalate.ts";
import { handler as rescueRun } from "../../functions/desk/rescue-run.lambda.ts";
import { sweep } from "../../functions/desk/sweep.ts";
import { idFrom } from "../../functions/platform/ids.ts";
import { readInteraction } from "../../functions/platform/interactions.ts";
import { getRow, indexed, put, transact } from "../../functions/platform/rows.ts";
import { asks, openTasks, post, taskOf } from "./asking.ts";
import { arrives } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const arn = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:support:${name}`;
type Ids = Awaited<ReturnType<typeof arrives>>;

const runFails = (ids: Ids, more: object = {}) =>
  rescueRun({
    detail: {
      ...{ executionArn: arn(ids.interactionId), name: ids.interactionId, status: "FAILED", error: "States.Runtime" },
      ...{ cause: "the query gave nothing", input: JSON.stringify({ interactionId: ids.interactionId }) },
      ...more,
    },
  });

/** A reply of the gate's, as outbound leaves it. */
async function reply(ids: Ids, status: ReplyRow["status"]): Promise<string> {
  const replyId = idFrom("rpl", ids.interactionId, "answer");
  const row = ReplyRow.parse({
    ...{ replyId, conversationId: ids.conversationId, interactionId: ids.interactionId, seq: 1 },
    ...{ mailbox: "support@shop.example", to: ids.customer, subject: "s", text: "t", references: [], automatic: true },
    ...{ decidedBy: "gate", kind: "answer", status, attempt: 0, createdAt: new Date().toISOString() },
  });
  const index = indexed("byStatus", { pk: status, sk: row.createdAt });
  await transact(put("outbox", { pk: replyId, sk: "reply", ...row, ...index }));
  return replyId;
}

test("a failed run's email is on the desk with the cause, once, however often the failure is told", async () => {
  const ids = await arrives({ thread: "fails" });
  await runFails(ids);
  await runFails(ids);
  const tasks = (await openTasks()).filter(({ interactionId }) => interactionId === ids.interactionId);
  expect(tasks).toHaveLength(1);
  expect(tasks[0]).toMatchObject({ kind: "reply", reasons: ["run-failed"] });
  expect(tasks[0]?.note).toContain("States.Runtime: the query gave nothing");
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "waiting", taskId: tasks[0]?.taskId });
});

test("a run whose input was too large for the event is found by its name", async () => {
  const ids = await arrives({ thread: "large" });
  await runFails(ids, { input: null });
  expect(await taskOf(ids)).toMatchObject({ reasons: ["run-failed"] });
});

test("a reply that had begun to leave makes the task a repair", async () => {
  const ids = await arrives({ thread: "began" });
  await reply(ids, "unknown");
  await runFails(ids);
  expect(await taskOf(ids)).toMatchObject({ kind: "repair", reasons: ["run-failed", "sending-unknown"] });
});

test("a reply that had not begun is stopped, so that it cannot leave beside the person's", async () => {
  const ids = await arrives({ thread: "pending" });
  const replyId = await reply(ids, "pending");
  await runFails(ids);
  expect(await taskOf(ids)).toMatchObject({ kind: "reply" });
  expect(await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow)).toMatchObject({ status: "cancelled" });
});

test("an event whose run failed is closed at the desk without another run", async () => {
  const ids = await arrives({ thread: "event", seq: 0, interaction: { channel: "event" } });
  await runFails(ids);
  const task = await taskOf(ids);
  const path = `/api/tasks/${task.taskId}/decision`;
  expect((await post(path, { kind: "rewrite", version: 1, seq: 0, text: "Hello" })).status).toBe(422);
  expect((await post(path, { kind: "close", version: 1, seq: 0, reason: "Done by hand" })).status).toBe(200);
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "closed", note: "Done by hand" });
  expect(world.runs.started).toEqual([]);
});

test("what has an outcome is left alone", async () => {
  const ids = await arrives({
    thread: "ended",
    interaction: { outcome: "answered", endedAt: new Date().toISOString() },
  });
  await runFails(ids);
  expect((await openTasks()).some(({ interactionId }) => interactionId === ids.interactionId)).toBe(false);
});

test("the sweep opens a task for what nobody works on, and leaves running and new ones alone", async () => {
  const old = new Date(Date.now() - 3_600_000).toISOString();
  const lost = await arrives({ thread: "lost", interaction: { openedAt: old, executionArn: arn("lost") } });
  const never = await arrives({ thread: "never", interaction: { openedAt: old } });
  const runs = await arrives({ thread: "runs", interaction: { openedAt: old, executionArn: arn("runs") } });
  const fresh = await arrives({ thread: "fresh" });
  world.runs.status.set(arn("lost"), "FAILED");
  world.runs.status.set(arn("runs"), "RUNNING");
  expect(await sweep()).toMatchObject({ rescued: 2, failed: 0 });
  const waiting = (await openTasks()).map(({ interactionId }) => interactionId);
  expect(waiting).toEqual(expect.arrayContaining([lost.interactionId, never.interactionId]));
  expect(waiting).not.toContain(runs.interactionId);
  expect(waiting).not.toContain(fresh.interactionId);
});

test("F19: a decision whose run was not told is rung again by the sweep, once", async () => {
  const executionArn = arn("not-told");
  const ids = await arrives({ thread: "not-told", draft: "Yes.", interaction: { executionArn } });
  world.runs.status.set(executionArn, "RUNNING");
  await asks(world, ids, "token-sweep");
  world.runs.waiting.delete("token-sweep");
  const task = await taskOf(ids);
  expect((await post(`/api/tasks/${task.taskId}/decision`, { kind: "approve", version: 1, seq: 1 })).status).toBe(200);
  world.runs.waiting.add("token-sweep");
  await sweep();
  world.runs.waiting.add("token-sweep");
  await sweep();
  expect(world.runs.told.filter(({ token }) => token === "token-sweep")).toHaveLength(1);
  expect(world.runs.started).toEqual([]);
});

test("F18: nobody decides: early wake-ups wait on, then the next tier, then the task is left open without a token", async () => {
  const tiers = [60, 240];
  const openedAt = "2026-03-29T00:00:00.000Z";
  const at = (minutes: number) => Date.parse(openedAt) + minutes * 60_000;
  expect(wakening({ openedAt, tier: 0 }, tiers, at(10))).toEqual({ kind: "too-early", seconds: 3000 });
  expect(wakening({ openedAt, tier: 0 }, tiers, at(60))).toEqual({ kind: "next-tier", tier: 1, seconds: 14_400 });
  expect(wakening({ openedAt, tier: 1 }, tiers, at(300))).toEqual({ kind: "last-tier-over" });
  // A clock set back only makes it wait longer; a late wake-up never waits less than a second.
  expect(wakening({ openedAt, tier: 0 }, tiers, at(-5))).toEqual({ kind: "too-early", seconds: 3900 });
  expect(wakening({ openedAt, tier: 0 }, tiers, at(999))).toEqual({ kind: "next-tier", tier: 1, seconds: 1 });
});

test("F18: left open, a task is decided as ever and a new run carries it out", async () => {
  const ids = await arrives({ thread: "left-open", draft: "Yes." });
  await asks(world, ids, "token-left");
  const subject = { interactionId: ids.interactionId, conversationId: ids.conversationId, seq: 1 };
  expect(await escalate(subject)).toMatchObject({ next: "wait" });
  const task = await taskOf(ids);
  const { changeOpenTask, readTask } = await import("../../functions/desk/task-row.ts");
  const row = (await readTask(task.taskId))!;
  await transact(changeOpenTask(row, { openedAt: "2026-01-01T00:00:00.000Z", assignee: "kim", assigneeName: "Kim" }));
  expect(await escalate(subject)).toMatchObject({ next: "wait", seconds: 1 });
  // Who let the promise break has it no longer: the next tier is asked, and told.
  const escalated = await taskOf(ids);
  expect(escalated).toMatchObject({ tier: 1, version: 1 });
  expect(escalated.assignee).toBeUndefined();
  expect(await escalate(subject)).toEqual({ next: "leave-open" });
  world.runs.waiting.delete("token-left");
  expect((await post(`/api/tasks/${task.taskId}/decision`, { kind: "approve", version: 1, seq: 1 })).status).toBe(200);
  expect(world.runs.started.map(({ name }) => name)).toContain(`${ids.interactionId}-2`);
});
