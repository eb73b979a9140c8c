import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { TaskRow } from "../../functions/contracts/rows.ts";
import { reconcile } from "../../functions/outbound/reconcile.ts";
import { handler as sendReply } from "../../functions/outbound/send-reply.lambda.ts";
import { handler as sendingEvents } from "../../functions/outbound/sending-events.lambda.ts";
import { whatBecame } from "../../functions/outbound/ses-failure.ts";
import { idFrom } from "../../functions/platform/ids.ts";
import { readConversation, readInteraction } from "../../functions/platform/interactions.ts";
import { getRow, put, transact } from "../../functions/platform/rows.ts";
import { isSilent, kindsOf } from "../intake/look.ts";
import { type MailWorld, mailbox, openMailWorld } from "../intake/mail-world.ts";
import { decided, hex, replyOf } from "./ready.ts";

const minute = 60_000;
let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());
afterEach(() => {
  vi.useRealTimers();
});

const ago = (minutes: number) => ({
  createdAt: new Date(Date.now() - minutes * minute).toISOString(),
  leasedMs: Date.now() - minutes * minute,
});

async function tell(replyId: string, eventType: string, more: object = {}): Promise<string[]> {
  const mail = { messageId: "0100-event-000000", tags: { reply_id: [replyId], "ses:configuration-set": ["set"] } };
  const body = JSON.stringify({ eventType, mail, ...more });
  const answer = await sendingEvents({ Records: [{ messageId: "m", body }] });
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** Opens the task that asks a person whether the reply went out. */
async function openRepairOf(thread: string, customer: { address: string; name: string }): Promise<string> {
  const [conversationId, interactionId] = [`con_${hex(thread, 32)}`, `int_${hex(thread)}`];
  const taskId = idFrom("tsk", interactionId, "repair");
  const at = new Date().toISOString();
  const task = TaskRow.parse({
    ...{ taskId, kind: "repair", conversationId, interactionId, seq: 1, mailbox, customer, subject: "Delivery" },
    ...{ status: "open", version: 1, reasons: ["sending-unknown"], tier: 0, openedAt: at, dueAt: at },
    ...{ token: "the repair's token", rung: false },
  });
  await transact(put("tasks", { pk: taskId, sk: "task", ...task }));
  return taskId;
}

/** SES fails with this error, once. */
async function whileSesFails<T>(error: Error, act: () => Promise<T>): Promise<T> {
  const ses = mockClient(SESv2Client);
  ses.on(SendEmailCommand).rejects(error);
  try {
    return await act();
  } finally {
    ses.restore();
  }
}

const awsError = (name: string, httpStatusCode: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
const networkError = (code: string) => Object.assign(new Error(code), { code });

describe("when SES does not take a reply (F26)", () => {
  test.each([
    ["throttles", awsError("TooManyRequestsException", 429), "Busy", "pending"],
    ["is away", awsError("ServiceUnavailable", 503), "Busy", "pending"],
    // It may have taken the email before it broke: only a Send event can tell.
    ["is broken", awsError("InternalServiceErrorException", 500), "SendingUnknown", "unknown"],
    ["is behind a broken gateway", awsError("GatewayTimeout", 504), "SendingUnknown", "unknown"],
    ["is not there", networkError("ECONNREFUSED"), "Busy", "pending"],
    ["refuses it", awsError("MessageRejected", 400), "ReplyRefused", "failed"],
    ["is paused", awsError("SendingPausedException", 400), "ReplyRefused", "failed"],
    ["is cut off", networkError("ECONNRESET"), "SendingUnknown", "unknown"],
    [
      "does not answer in time",
      Object.assign(new Error("slow"), { name: "TimeoutError" }),
      "SendingUnknown",
      "unknown",
    ],
  ])("because it %s", async (why, error, failure, status) => {
    const { input, replyId } = await decided({ thread: why });
    await expect(whileSesFails(error, () => sendReply(input))).rejects.toMatchObject({ name: failure });
    expect(await replyOf(replyId)).toMatchObject({ status, attempt: 1 });
  });

  test("and takes it later, it is sent once", async () => {
    const { input, replyId } = await decided({ thread: "later" });
    const throttled = awsError("ThrottlingException", 400);
    await expect(whileSesFails(throttled, () => sendReply(input))).rejects.toMatchObject({ name: "Busy" });
    expect(await sendReply(input)).toMatchObject({ result: "sent" });
    expect(await replyOf(replyId)).toMatchObject({ status: "sent", attempt: 2 });
  });

  test("a thing that is no error leaves it unknown", () => {
    expect(whatBecame("?").fate).toBe("unknown");
  });
});

describe("what SES tells afterwards", () => {
  test("settles a sending whose answer was lost, once", async () => {
    const { replyId, conversationId, interactionId } = await decided(
      { thread: "settled" },
      { status: "unknown", attempt: 1 },
    );
    await Promise.all([tell(replyId, "Send"), tell(replyId, "Send"), tell(replyId, "Delivery")]);
    await tell(replyId, "Delivery");
    expect(await replyOf(replyId)).toMatchObject({ status: "sent", sesMessageId: "0100-event-000000" });
    expect(await readConversation(conversationId)).toMatchObject({ answeredSeq: 1 });
    expect((await kindsOf(interactionId)).sort()).toEqual(["reply-delivered", "reply-sent"]);
  });

  test("closes the repair that asked a person whether it went out, and its run hears of it", async () => {
    const { replyId, conversationId, interactionId, customer } = await decided(
      { thread: "repaired", openTaskId: idFrom("tsk", `int_${hex("repaired")}`, "repair") },
      { status: "unknown", attempt: 1 },
    );
    const taskId = await openRepairOf("repaired", customer);
    await Promise.all([tell(replyId, "Send"), tell(replyId, "Delivery")]);
    expect(await replyOf(replyId)).toMatchObject({ status: "sent" });
    expect(await getRow("tasks", { pk: taskId, sk: "task" }, TaskRow)).toMatchObject({
      ...{ status: "decided", rung: true, decision: { kind: "close", by: "code" } },
    });
    expect(await readInteraction(interactionId)).toMatchObject({
      ...{ outcome: "answered", reasons: ["answered-by-person"] },
    });
    expect((await readConversation(conversationId)).openTaskId).toBeUndefined();
    expect(world.told.filter(({ token }) => token === "the repair's token")[0]?.output).toMatchObject({
      kind: "close",
    });
  });

  test.each([
    ["a permanent bounce", "Bounce", { bounce: { bounceType: "Permanent" } }, true, "reply-bounced"],
    ["a bounce that may pass", "Bounce", { bounce: { bounceType: "Transient" } }, false, "reply-delayed"],
    ["a complaint", "Complaint", { complaint: { complaintFeedbackType: "abuse" } }, true, "complaint-received"],
    [
      "a report on authentication",
      "Complaint",
      { complaint: { complaintFeedbackType: "auth-failure" } },
      false,
      "complaint-received",
    ],
  ])("%s is heeded", async (name, eventType, more, silent, kind) => {
    const { replyId, customer, interactionId } = await decided({ thread: name });
    expect(await tell(replyId, eventType, more)).toEqual([]);
    expect(await isSilent(customer.address)).toBe(silent);
    expect(await kindsOf(interactionId)).toContain(kind);
  });

  test("a bounce that comes before the sending is written down counts (F27)", async () => {
    const { replyId } = await decided(
      { thread: "early" },
      { status: "sending", attempt: 1, leaseUntil: Date.now() + minute },
    );
    await tell(replyId, "Bounce", { bounce: { bounceType: "Permanent" } });
    expect(await replyOf(replyId)).toMatchObject({ status: "sent" });
  });

  test("about emails that are none of our replies changes nothing", async () => {
    const body = JSON.stringify({ eventType: "Send", mail: { messageId: "x" } });
    expect(await sendingEvents({ Records: [{ messageId: "m", body }] })).toEqual({ batchItemFailures: [] });
    expect(await tell(`rpl_${"f".repeat(40)}`, "Send")).toEqual([]);
  });
});

describe("a reply that hangs", () => {
  test("is sent again after 15 minutes when events of others came and none for it (F5)", async () => {
    const { replyId, customer } = await decided({ thread: "hangs" }, { status: "unknown", attempt: 1, ...ago(16) });
    const other = await decided({ thread: "other" });
    await tell(other.replyId, "Send");
    expect(await reconcile()).toMatchObject({ sentAgain: 1 });
    expect(await replyOf(replyId)).toMatchObject({ status: "sent", attempt: 2 });
    expect(world.sent.filter(({ raw }) => raw.includes(customer.address))).toHaveLength(1);
  });

  test("is sent though a person was asked whether it went out, and answers that", async () => {
    const openTaskId = idFrom("tsk", `int_${hex("asked")}`, "repair");
    const { replyId, conversationId, customer } = await decided(
      { thread: "asked", openTaskId },
      { status: "unknown", attempt: 1, automatic: true, decidedBy: "gate", ...ago(16) },
    );
    await openRepairOf("asked", customer);
    await tell((await decided({ thread: "another" })).replyId, "Send");
    await reconcile();
    expect(await replyOf(replyId)).toMatchObject({ status: "sent", attempt: 2 });
    expect(await getRow("tasks", { pk: openTaskId, sk: "task" }, TaskRow)).toMatchObject({ status: "decided" });
    expect((await readConversation(conversationId)).openTaskId).toBeUndefined();
  });

  test("is left to a person while it is young", async () => {
    const { replyId } = await decided({ thread: "young" }, { status: "unknown", attempt: 1, ...ago(14) });
    await reconcile();
    expect(await replyOf(replyId)).toMatchObject({ status: "unknown" });
  });

  test("is left to a person when no event came since", async () => {
    vi.useFakeTimers({ now: Date.now() + 60 * minute, toFake: ["Date"] });
    const { replyId } = await decided({ thread: "deaf" }, { status: "unknown", attempt: 1, ...ago(16) });
    await reconcile();
    expect(await replyOf(replyId)).toMatchObject({ status: "unknown" });
  });

  test("in the hands of a sender that is gone becomes unknown first", async () => {
    const { replyId } = await decided(
      { thread: "gone" },
      { status: "sending", attempt: 1, leaseUntil: Date.now() - 1 },
    );
    await reconcile();
    expect(await replyOf(replyId)).toMatchObject({ status: "unknown" });
  });

  test("that a person decided and no run took up is sent", async () => {
    const { replyId } = await decided({ thread: "forgotten" }, ago(16));
    await reconcile();
    expect(await replyOf(replyId)).toMatchObject({ status: "sent" });
  });
});
