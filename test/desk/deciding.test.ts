import { afterAll, beforeAll, expect, test } from "vitest";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { ReplyRow, TaskRow } from "../../functions/contracts/rows.ts";
import { handler as escalate } from "../../functions/desk/escalate.lambda.ts";
import { readConversation, readInteraction } from "../../functions/platform/interactions.ts";
import { getRow, queryRows } from "../../functions/platform/rows.ts";
import { asks, get, jsonOf, openTasks, post, request, taskOf } from "./asking.ts";
import { arrives, writesAgain } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const approve = (task: { taskId: string; version: number; seq: number }) =>
  post(`/api/tasks/${task.taskId}/decision`, { kind: "approve", version: task.version, seq: task.seq });

test("an approved draft is queued as the reply, once, and the waiting run is told", async () => {
  const ids = await arrives({ thread: "approve", draft: "It is on its way." });
  await asks(world, ids, "token-approve");
  const task = await taskOf(ids);
  const answer = await approve(task);
  expect(answer.status).toBe(200);
  const told = world.runs.told.find(({ token }) => token === "token-approve");
  expect(told?.output).toMatchObject({ kind: "send", decision: "approve" });
  const replyId = (await readInteraction(ids.interactionId)).replyId ?? "";
  expect(told?.output).toMatchObject({ replyId });
  const reply = await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow);
  expect(reply).toMatchObject({
    text: "It is on its way.",
    to: ids.customer,
    inReplyTo: ids.messageId,
    automatic: false,
    decidedBy: "person:Anna",
    status: "pending",
  });
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "waiting", replyId });
});

test("F17, F21: of 50 approvals at once exactly one succeeds and the others are told who was first", async () => {
  const ids = await arrives({ thread: "race", draft: "It is on its way." });
  await asks(world, ids, "token-race");
  const task = await taskOf(ids);
  const answers = await Promise.all(Array.from({ length: 50 }, () => approve(task)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const lost = answers.filter(({ status }) => status === 409);
  expect(lost).toHaveLength(49);
  expect(await jsonOf(lost[0]!)).toMatchObject({ error: "decided", version: 2 });
  expect(world.runs.told.filter(({ token }) => token === "token-race")).toHaveLength(1);
  const queued = (await get(`/api/conversations/${ids.conversationId}`)).replies;
  expect(queued).toHaveLength(1);
});

test("the token is in no answer of the API (S7)", async () => {
  const ids = await arrives({ thread: "secret", draft: "Yes." });
  await asks(world, ids, "token-very-secret");
  const task = await taskOf(ids);
  const texts = await Promise.all(
    ["/api/tasks", `/api/tasks/${task.taskId}`, `/api/interactions/${ids.interactionId}`].map(async (path) =>
      (await request(path)).text(),
    ),
  );
  expect(texts.join()).not.toContain("token-very-secret");
});

test("asked again after a wake-up, the task keeps what people see and rings at the new token", async () => {
  const ids = await arrives({ thread: "again", draft: "Yes." });
  await asks(world, ids, "token-again-1");
  const before = await taskOf(ids);
  world.runs.waiting.delete("token-again-1");
  await asks(world, ids, "token-again-2");
  const after = await taskOf(ids);
  expect(after).toEqual(before);
  await approve(after);
  expect(world.runs.told.map(({ token }) => token)).toContain("token-again-2");
});

test("asked when it is decided already, the run is answered at once", async () => {
  const executionArn = "arn:aws:states:us-east-1:000000000000:execution:support:at-once";
  const ids = await arrives({ thread: "at-once", draft: "Yes.", interaction: { executionArn } });
  world.runs.status.set(executionArn, "RUNNING");
  await asks(world, ids, "token-timed-out");
  world.runs.waiting.delete("token-timed-out");
  expect((await approve(await taskOf(ids))).status).toBe(200);
  expect(world.runs.started.filter(({ name }) => name.startsWith(ids.interactionId))).toEqual([]);
  await asks(world, ids, "token-new");
  expect(world.runs.told.at(-1)).toMatchObject({ token: "token-new", output: { kind: "send" } });
});

test("a decision that no run waits for starts one that begins at the decision", async () => {
  const ids = await arrives({ thread: "no-run", draft: "Yes." });
  await asks(world, ids, "token-no-run");
  world.runs.waiting.delete("token-no-run");
  const task = await taskOf(ids);
  await approve(task);
  const run = world.runs.started.find(({ name }) => name === `${ids.interactionId}-2`);
  expect(run?.input).toMatchObject({ interactionId: ids.interactionId, ring: { kind: "send", decision: "approve" } });
  const row = await getRow("tasks", { pk: task.taskId, sk: "task" }, TaskRow);
  expect(row).toMatchObject({ status: "decided", rung: true });
});

test("F20: the newer email's run takes the task over, the older run hears so, and the old draft cannot be sent", async () => {
  const first = await arrives({ thread: "writes-again", draft: "Old draft." });
  await asks(world, first, "token-first");
  const old = await taskOf(first);
  const second = await writesAgain({ thread: "writes-again", seq: 2, draft: "New draft." }, old.taskId);
  const early = await approve(old);
  expect(early.status).toBe(409);
  expect(await jsonOf(early)).toMatchObject({ error: "superseded" });
  await asks(world, second, "token-second");
  expect(world.runs.told).toContainEqual({
    token: "token-first",
    output: { kind: "superseded", by: "#2 is handled instead" },
  });
  const late = await approve(old);
  expect(late.status).toBe(409);
  expect((await jsonOf(late)).message).toContain("wrote again");
  const now = await taskOf(second);
  expect(now).toMatchObject({ taskId: old.taskId, version: 2, seq: 2, openedAt: old.openedAt });
  expect((await approve(now)).status).toBe(200);
  expect(await escalate({ interactionId: first.interactionId, conversationId: first.conversationId, seq: 1 })).toEqual({
    next: "decided",
    ring: { kind: "superseded", by: "#2 is handled instead" },
  });
});

test("a rejected draft leaves the task open for a person's own words", async () => {
  const ids = await arrives({ thread: "reject", draft: "Wrong." });
  await asks(world, ids, "token-reject");
  const task = await taskOf(ids);
  const path = `/api/tasks/${task.taskId}/decision`;
  const rejected = await post(path, { kind: "reject", version: 1, seq: 1, reason: "It is wrong" });
  expect(rejected.status).toBe(200);
  expect((await post(path, { kind: "approve", version: 2, seq: 1 })).status).toBe(422);
  expect((await post(path, { kind: "rewrite", version: 1, seq: 1, text: "Mine." })).status).toBe(409);
  expect((await post(path, { kind: "rewrite", version: 2, seq: 1, text: "Mine." })).status).toBe(200);
  const view = await get(`/api/tasks/${task.taskId}`);
  expect(view.task).toMatchObject({
    status: "decided",
    changes: [{ kind: "reject", by: "Anna", text: "It is wrong" }],
  });
  expect(view.replies).toMatchObject([{ text: "Mine.", status: "pending" }]);
});

test("closing settles the conversation without a reply", async () => {
  const ids = await arrives({ thread: "close" });
  await asks(world, ids, "token-close", { draftId: null });
  const task = await taskOf(ids);
  const path = `/api/tasks/${task.taskId}/decision`;
  expect((await post(path, { kind: "close", version: 1, seq: 1, reason: "Answered by phone" })).status).toBe(200);
  expect(world.runs.told.at(-1)?.output).toEqual({ kind: "close", reason: "Answered by phone" });
  const conversation = await readConversation(ids.conversationId);
  expect(conversation.answeredSeq).toBe(1);
  expect(conversation.openTaskId).toBeUndefined();
});

test("handing over names the next person and leaves the task open; a colleague has it among theirs and is told", async () => {
  const ids = await arrives({ thread: "hand-over", draft: "Yes." });
  await asks(world, ids, "token-hand");
  const task = await taskOf(ids);
  await post(`/api/tasks/${task.taskId}/decision`, { kind: "hand-over", version: 1, seq: 1, to: "Billing" });
  expect(await taskOf(ids)).toMatchObject({ assignee: "Billing", version: 2, status: "open" });
  await request("/api/me", {}, "[agent]", "Emma");
  await post(`/api/tasks/${task.taskId}/decision`, { kind: "hand-over", version: 2, seq: 1, to: "emma" });
  expect(await taskOf(ids)).toMatchObject({ assignee: "emma", assigneeName: "Emma", version: 3 });
  expect((await get("/api/tasks?assignee=emma")).tasks.map(({ taskId }) => taskId)).toEqual([task.taskId]);
  const { rows } = await queryRows({ table: "log", pk: ids.interactionId }, LogEntry);
  expect(rows.map(({ kind }) => kind)).toContain("task-assigned");
});

test("a repair cannot send, and closing it does not need the newest email", async () => {
  const ids = await arrives({ thread: "repair", draft: "Yes." });
  await asks(world, ids, "token-repair", { kind: "repair", reasons: ["sending-unknown"], note: "timeout" });
  const task = await taskOf(ids);
  const path = `/api/tasks/${task.taskId}/decision`;
  const sent = await post(path, { kind: "rewrite", version: 1, seq: 1, text: "Again." });
  expect(sent.status).toBe(422);
  expect((await jsonOf(sent)).message).toContain("nothing can be sent");
  await writesAgain({ thread: "repair", seq: 2 }, task.taskId);
  expect((await post(path, { kind: "close", version: 1, seq: 1, reason: "It arrived" })).status).toBe(200);
});

test("a decision that could not be carried out comes back with the reason, and can be decided again", async () => {
  const ids = await arrives({ thread: "comes-back", draft: "Yes." });
  await asks(world, ids, "token-back-1");
  await approve(await taskOf(ids));
  await asks(world, ids, "token-back-2", { reasons: ["suppressed"] });
  const task = await taskOf(ids);
  expect(task).toMatchObject({ version: 3, reasons: ["suppressed"], changes: [{ kind: "approve", by: "Anna" }] });
  // The step repeated by its platform is no new question.
  await asks(world, ids, "token-back-2", { reasons: ["suppressed"] });
  expect(await taskOf(ids)).toEqual(task);
});

test("the list has the oldest promise first", async () => {
  const tasks = await openTasks();
  expect(tasks.map(({ dueAt }) => dueAt)).toEqual(tasks.map(({ dueAt }) => dueAt).sort());
});
