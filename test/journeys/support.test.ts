import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

interface Task {
  taskId: string;
  version: number;
  seq: number;
  subject: string;
  status: string;
  reasons: string[];
}
interface Interaction {
  interactionId: string;
  conversationId: string;
  seq: number;
  subject: string;
  outcome: string;
  reasons: string[];
  note?: string;
}

const us = "support@fernwood.example";
let shop: RunningSwitchboard;

beforeAll(async () => {
  shop = await startSwitchboard();
});
afterAll(async () => {
  await shop?.stop();
  stopAll();
});

const interactions = async (): Promise<Interaction[]> =>
  (await shop.api<{ interactions: Interaction[] }>("/api/interactions?limit=200")).body.interactions;
const tasks = async (): Promise<Task[]> => (await shop.api<{ tasks: Task[] }>("/api/tasks?status=open")).body.tasks;
const repliesTo = async (address: string) =>
  (await shop.replies()).filter(({ email }) => email.to?.some((to) => to.address === address));
const taskAbout = (subject: string) =>
  eventually(`a task about ${subject}`, async () => (await tasks()).find((task) => task.subject === subject));
const ended = (subject: string, outcome: string) =>
  eventually(`${subject} ${outcome}`, async () =>
    (await interactions()).find((each) => each.subject === subject && each.outcome === outcome),
  );

describe("an email that an article answers", () => {
  test("is answered by itself, in its thread, to its sender alone", async () => {
    const messageId = "<question-1@customer.example>";
    await shop.send({
      from: "Ada Kern <ada@customer.example>",
      to: us,
      subject: "Delivery question",
      messageId,
      text: "Hello,\n\nhow long does standard delivery take?\n\nThanks\nAda",
    });
    const [reply] = await eventually("the reply", async () => {
      const found = await repliesTo("ada@customer.example");
      return found.length > 0 && found;
    });
    expect(reply).toBeDefined();
    const { email, raw } = reply!;
    expect(email.to).toEqual([expect.objectContaining({ address: "ada@customer.example" })]);
    expect([email.cc, email.bcc]).toEqual([undefined, undefined]);
    expect(email.from?.address).toBe(us);
    expect(email.subject).toBe("Re: Delivery question");
    expect(email.inReplyTo).toBe(messageId);
    expect(email.references).toContain(messageId);
    expect(raw).toMatch(/^Auto-Submitted: auto-replied$/im);
    expect(email.text).toBeTruthy();
    expect(email.html).toBeTruthy();
    const done = await ended("Delivery question", "answered");
    expect(done.reasons).toEqual(["answered-from-knowledge"]);
  });

  test("and its log tells what was done, by whom, with no word of the customer", async () => {
    const { interactionId } = await ended("Delivery question", "answered");
    const { body } = await shop.api<{ log: { kind: string; by: string }[] }>(`/api/interactions/${interactionId}`);
    const kinds = body.log.map(({ kind }) => kind);
    for (const kind of [
      "email-received",
      "run-started",
      "mood-read",
      "topics-sorted",
      "knowledge-found",
      "draft-written",
      "draft-checked",
      "gate-decided",
      "reply-queued",
      "reply-sent",
      "interaction-ended",
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(JSON.stringify(body.log)).not.toContain("ada@customer.example");
  });
});

describe("an unhappy customer", () => {
  const subject = "Third time I write";
  const angry = {
    from: "bo@angry.example",
    to: us,
    subject,
    text: "This is the third time I am writing. Nobody answers me! How long does delivery take? This is unacceptable.",
  };

  test("gets nothing until a person decides; approving sends exactly one reply", async () => {
    await shop.send(angry);
    const task = await taskAbout(subject);
    expect(task.reasons).toContain("negative-mood");
    expect(await repliesTo("bo@angry.example")).toEqual([]);
    const decision = {
      kind: "rewrite",
      version: task.version,
      seq: task.seq,
      text: "Dear Bo,\n\nI am sorry. Your parcel leaves today.\n\nMia",
    };
    const both = await Promise.all([
      shop.api(`/api/tasks/${task.taskId}/decision`, decision),
      shop.api(`/api/tasks/${task.taskId}/decision`, decision),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    await ended(subject, "answered");
    const replies = await repliesTo("bo@angry.example");
    expect(replies).toHaveLength(1);
    expect(replies[0]?.email.text).toContain("Your parcel leaves today.");
    expect(replies[0]?.raw).not.toMatch(/^Auto-Submitted: auto/im);
  });

  test("is not decided twice: a late decision is refused in words", async () => {
    const all = (await shop.api<{ tasks: Task[] }>("/api/tasks?status=closed")).body.tasks ?? [];
    const task = all.find((each) => each.subject === subject);
    expect(task).toBeDefined();
    const late = await shop.api<{ message: string }>(`/api/tasks/${task?.taskId}/decision`, {
      kind: "approve",
      version: task?.version,
      seq: task?.seq,
    });
    expect(late.status).toBe(409);
    expect(late.body.message.length).toBeGreaterThan(20);
  });
});

test("two emails of one conversation get one reply that covers both", async () => {
  const first = "<two-1@double.example>";
  await shop.send({
    from: "cy@double.example",
    to: us,
    subject: "Returns",
    messageId: first,
    text: "Hi, how many days do I have to return something?",
  });
  await shop.send({
    from: "cy@double.example",
    to: us,
    subject: "Re: Returns",
    inReplyTo: first,
    references: first,
    text: "Oh, and how long does standard delivery take?",
  });
  const newer = await eventually("the newer one ends", async () =>
    (await interactions()).find(
      (each) => each.subject === "Re: Returns" && ["answered", "waiting"].includes(each.outcome),
    ),
  );
  expect(newer.outcome).toBe("answered");
  const older = await ended("Returns", "answered");
  expect(older.note).toBe("answered with #2");
  expect(older.conversationId).toBe(newer.conversationId);
  const replies = await repliesTo("cy@double.example");
  expect(replies).toHaveLength(1);
  expect(replies[0]?.email.text).toMatch(/30 days/);
  // What follows is not about waiting for the rest of what a customer writes.
  await shop.changePolicy({ debounceSeconds: 0 });
});

test("a draft is void as soon as the customer writes again", async () => {
  const first = "<void-1@again.example>";
  await shop.send({
    from: "di@again.example",
    to: us,
    subject: "My lawyer",
    messageId: first,
    text: "I am very disappointed. My lawyer will contact you about this broken tent.",
  });
  const task = await taskAbout("My lawyer");
  await shop.send({
    from: "di@again.example",
    to: us,
    subject: "Re: My lawyer",
    inReplyTo: first,
    references: first,
    text: "And I still want an answer. This is a disgrace.",
  });
  await eventually("the second email is in", async () =>
    (await interactions()).some((each) => each.subject === "Re: My lawyer"),
  );
  const refused = await shop.api<{ error: string }>(`/api/tasks/${task.taskId}/decision`, {
    kind: "approve",
    version: task.version,
    seq: task.seq,
  });
  expect(refused.status).toBe(409);
  const moved = await eventually("the newer run takes the task over", async () =>
    (await tasks()).find((each) => each.taskId === task.taskId && each.seq === 2),
  );
  expect(moved.version).toBeGreaterThan(task.version);
  expect((await tasks()).filter((each) => each.subject.includes("My lawyer"))).toHaveLength(1);
  expect(await repliesTo("di@again.example")).toEqual([]);
  await ended("My lawyer", "superseded");
});

test("an out-of-office notice is closed with its reason and never answered", async () => {
  await shop.send({
    from: "away@office.example",
    to: us,
    subject: "Out of office",
    headers: { "Auto-Submitted": "auto-replied" },
    text: "I am away. How long does delivery take?",
  });
  const closed = await ended("Out of office", "closed");
  expect(["auto-reply", "vacation"]).toContain(closed.reasons[0]);
  expect(await repliesTo("away@office.example")).toEqual([]);
});

test("whoever a person blocks is closed without a reply until the block is lifted", async () => {
  const says = (subject: string, text = "How long does standard delivery take?") =>
    shop.send({ from: "pest@block.example", to: us, subject, text });
  await says("Pest one", "I am furious! How long does delivery take?");
  const { taskId, version, seq } = await taskAbout("Pest one");
  await shop.api(`/api/tasks/${taskId}/decision`, { kind: "block", version, seq, reason: "Abuse" });
  await says("Pest two");
  expect((await ended("Pest two", "closed")).reasons).toEqual(["sender-blocked"]);
  expect((await shop.api("/api/blocked-senders/unblock", { address: "Pest@block.example" })).status).toBe(200);
  await says("Pest three");
  await ended("Pest three", "answered");
  expect(await repliesTo("pest@block.example")).toHaveLength(1);
});

test("Stop automatic replies holds what would have been sent", async () => {
  expect((await shop.api("/api/policy/stop", { stopped: true })).status).toBe(200);
  await shop.send({
    from: "eve@stopped.example",
    to: us,
    subject: "While stopped",
    text: "Hello, how long does standard delivery take?",
  });
  const task = await taskAbout("While stopped");
  expect(task.reasons).toContain("stopped");
  expect(await repliesTo("eve@stopped.example")).toEqual([]);
  expect((await shop.api("/api/policy/stop", { stopped: false })).status).toBe(200);
});
