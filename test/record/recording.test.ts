import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { InteractionRow, TaskRow } from "../../functions/contracts/rows.ts";
import { interactionKey, readInteraction } from "../../functions/platform/interactions.ts";
import { logWrite } from "../../functions/platform/log.ts";
import { readPolicyNow } from "../../functions/platform/policy.ts";
import { getRow, queryRows, transact, update } from "../../functions/platform/rows.ts";
import { publishLog } from "../../functions/record/publish-log.ts";
import { handler as recordEvent } from "../../functions/record/record-event.lambda.ts";
import { handler as seed } from "../../functions/record/seed-policy.lambda.ts";
import { handler as writeItDown } from "../../functions/record/write-it-down.lambda.ts";
import { asks, post, taskOf } from "../desk/asking.ts";
import { arrives, writesAgain } from "../desk/left-by-intake.ts";
import { openWorld, policy, type World } from "../desk/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Ids = Awaited<ReturnType<typeof arrives>>;
const ending = (ids: Ids, more: object) => ({
  ...{ interactionId: ids.interactionId, conversationId: ids.conversationId, seq: ids.seq },
  ...{ outcome: "answered", reasons: ["answered-from-knowledge"], note: null, ...more },
});
const entriesOf = async (ids: Ids) => (await queryRows({ table: "log", pk: ids.interactionId }, LogEntry)).rows;

test("I1: an interaction ends once; the first end stands and a repeated step says the same", async () => {
  const ids = await arrives({ thread: "ends" });
  expect(await writeItDown(ending(ids, {}))).toEqual({ outcome: "answered" });
  expect(await writeItDown(ending(ids, { outcome: "superseded", reasons: ["superseded"] }))).toEqual({
    outcome: "answered",
  });
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "answered" });
  expect((await entriesOf(ids)).filter(({ kind }) => kind === "interaction-ended")).toHaveLength(1);
});

test("answering the newest email answers the older ones it covers, those that gave way too", async () => {
  const first = await arrives({
    thread: "covers",
    interaction: { outcome: "superseded", endedAt: "2026-01-01T00:00:00Z" },
  });
  const second = await writesAgain({ thread: "covers", seq: 2 }, undefined);
  const third = await writesAgain(
    { thread: "covers", seq: 3, interaction: { covers: [first.interactionId, second.interactionId] } },
    undefined,
  );
  await writeItDown(ending(third, {}));
  for (const older of [first, second]) {
    expect(await readInteraction(older.interactionId)).toMatchObject({
      outcome: "answered",
      reasons: ["answered-from-knowledge"],
      note: "answered with #3",
    });
  }
  expect(await writeItDown(ending(second, { outcome: "superseded", reasons: ["superseded"] }))).toEqual({
    outcome: "answered",
  });
});

test("one answer that covers a hundred emails is written down in steps", async () => {
  const older = await Promise.all(
    Array.from({ length: 100 }, (_, n) => arrives({ thread: `many-${n}`, interaction: { outcome: "superseded" } })),
  );
  const covers = older.map(({ interactionId }) => interactionId);
  const newest = await arrives({ thread: "many", seq: 101, interaction: { covers } });
  await writeItDown(ending(newest, {}));
  const rows = await Promise.all(covers.map((id) => getRow("interactions", interactionKey(id), InteractionRow)));
  expect(new Set(rows.map((row) => row?.outcome))).toEqual(new Set(["answered"]));
});

test("waiting is written down and is no end: the task stays, and a later answer can still be written", async () => {
  const ids = await arrives({ thread: "waits", draft: "Yes." });
  await asks(world, ids, "token-waits");
  await writeItDown(ending(ids, { outcome: "waiting", reasons: ["negative-mood"] }));
  const row = await readInteraction(ids.interactionId);
  expect(row).toMatchObject({ outcome: "waiting" });
  expect(row.endedAt).toBeUndefined();
  const task = await taskOf(ids);
  await post(`/api/tasks/${task.taskId}/decision`, { kind: "approve", version: 1, seq: 1 });
  await writeItDown(ending(ids, { reasons: ["answered-by-person"] }));
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "answered" });
  expect(await getRow("tasks", { pk: task.taskId, sk: "task" }, TaskRow)).toMatchObject({ status: "closed" });
});

test("an event is written into the log once, without saying whom it is about", async () => {
  const ids = await arrives({ thread: "event", seq: 1, interaction: { channel: "event" } });
  const detail = { orderId: "FW-1", customer: "anna@customer.example", carrier: "DHL" };
  const event = { interactionId: ids.interactionId, id: "evt-1", type: "order.shipped", detail };
  expect(await recordEvent(event)).toEqual({ recorded: true });
  expect(await recordEvent(event)).toEqual({ recorded: true });
  const told = (await entriesOf(ids)).filter(({ kind }) => kind === "event-handled");
  expect(told).toHaveLength(1);
  expect(told[0]?.summary).toBe("Order FW-1 was shipped with DHL.");
  expect(JSON.stringify(told)).not.toContain("anna@");
  expect(await readInteraction(ids.interactionId)).toMatchObject({ outcome: "closed", reasons: ["event-recorded"] });
  await expect(recordEvent({ ...event, detail: {} })).rejects.toThrow("No flow knows");
});

test("the log's stream reaches the bus in order, and stops at the first entry that the bus refuses", async () => {
  const ids = await arrives({ thread: "stream" });
  const { last } = await world.dynamo.readStream("log", 0, 100_000);
  const summaries = [...Array.from({ length: 12 }, (_, n) => `entry ${n}`), "refuse-me", "after"];
  for (const summary of summaries) {
    const { interactionId, conversationId } = ids;
    const details = { n: 1, ok: true, list: ["a", null] };
    await transact(logWrite({ interactionId, conversationId, kind: "gate-decided", by: "code", summary, details }, 90));
  }
  const { records } = await world.dynamo.readStream("log", last, 100);
  world.events.length = 0;
  const answer = await publishLog({ Records: records });
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: records[12]?.dynamodb["SequenceNumber"] }]);
  expect(world.events).toHaveLength(13);
  expect(world.events[0]).toMatchObject({ Source: "switchboard", DetailType: "gate-decided", EventBusName: "bus" });
  const detail = LogEntry.parse(JSON.parse(String(Object(world.events[0])["Detail"])));
  expect(detail).toMatchObject({ summary: "entry 0", details: { n: 1, ok: true, list: ["a", null] } });
});

test("the first policy is seeded once and CloudFormation is told, also of a mistake", async () => {
  const told: { method: string | undefined; body: unknown }[] = [];
  const server = await listening((method, body) => told.push({ method, body: JSON.parse(body) }));
  const request = (RequestType: string, text: string) => ({
    ...{ RequestType, ResponseURL: `${server.url}/answer?sig=1`, StackId: "stack", RequestId: "request" },
    ...{ LogicalResourceId: "Policy", ResourceProperties: { policy: text, ServiceToken: "arn" } },
  });
  await seed(request("Update", JSON.stringify({ ...policy, sendAt: 0.1 })));
  await seed(request("Create", '{"version":1}'));
  await seed(request("Delete", ""));
  await server.close();
  expect(told.map(({ method }) => method)).toEqual(["PUT", "PUT", "PUT"]);
  expect(told.map(({ body }) => Object(body)["Status"])).toEqual(["SUCCESS", "FAILED", "SUCCESS"]);
  expect(told[0]?.body).toMatchObject({ PhysicalResourceId: "Policy", StackId: "stack", RequestId: "request" });
  expect((await readPolicyNow()).sendAt).toBe(policy.sendAt);
});

test("a step that meets a writer of the same row looks again and writes on top", async () => {
  const ids = await arrives({ thread: "meets" });
  const touch = (n: number) =>
    transact(update("interactions", interactionKey(ids.interactionId), { set: { note: `n${n}` } }));
  await Promise.all([writeItDown(ending(ids, {})), ...Array.from({ length: 5 }, (_, n) => touch(n))]);
  expect((await readInteraction(ids.interactionId)).outcome).toBe("answered");
});

async function listening(hear: (method: string | undefined, body: string) => void) {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      hear(request.method, Buffer.concat(chunks).toString());
      response.end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
