import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { ReplyRow, TaskRow } from "../../functions/contracts/rows.ts";
import { listConversations } from "../../functions/desk/conversation-list.ts";
import { conversationView } from "../../functions/desk/conversation-view.ts";
import { mergeConversation } from "../../functions/desk/merge-conversation.ts";
import { splitConversation } from "../../functions/desk/split-conversation.ts";
import { takeDecision } from "../../functions/desk/take-decision.ts";
import { threadOf } from "../../functions/intake/thread.ts";
import { idFrom } from "../../functions/platform/ids.ts";
import {
  conversationKey,
  interactionKey,
  readConversation,
  readInteraction,
  wholeConversation,
} from "../../functions/platform/interactions.ts";
import { messageWrite } from "../../functions/platform/message-ids.ts";
import { getRow, indexed, put, queryRows, transact, update } from "../../functions/platform/rows.ts";
import { signingKeys } from "../../functions/platform/signing.ts";
import { asks } from "./asking.ts";
import { arrives, writesAgain } from "./left-by-intake.ts";
import { mailbox, openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const kim = { id: "kim", name: "Kim" };
const kindsIn = async (conversationId: string): Promise<string[]> =>
  (await queryRows({ table: "log", index: "byConversation", pk: conversationId }, LogEntry)).rows.map(
    ({ kind }) => kind,
  );

/** An email that was answered, in a conversation of this customer. */
async function answered(thread: string, customer?: { name: string; address: string }) {
  const ids = await arrives({ thread, interaction: { outcome: "answered" } });
  const set = { answeredSeq: 1, ...(customer && { customer }) };
  await transact(
    update("conversations", conversationKey(ids.conversationId), { set }),
    messageWrite(ids.messageId, { conversationId: ids.conversationId, emailId: ids.emailId }, 90),
  );
  return ids;
}

const found = async (messageId: string, customer: { name: string; address: string }) =>
  (
    await threadOf(
      { recipients: [mailbox], inReplyTo: [messageId], references: [], subject: "", customer, mailbox },
      await signingKeys(),
    )
  ).conversation?.conversationId;

describe("two conversations put together by a person (T4)", () => {
  test("go on as one: what comes for the first arrives in the second, and both tell of it", async () => {
    const one = await answered("merge one");
    const other = await answered("merge other", one.customer);
    expect(await mergeConversation(one.conversationId, other.conversationId, kim)).toMatchObject({ kind: "done" });
    expect(await found(one.messageId, one.customer)).toBe(other.conversationId);
    expect(await readConversation(other.conversationId)).toMatchObject({ mergedFrom: [one.conversationId] });
    const view = await conversationView(other.conversationId);
    expect(view?.emails.map(({ emailId, of }) => [emailId, of])).toEqual([
      [one.emailId, one.conversationId],
      [other.emailId, undefined],
    ]);
    expect(view?.history.map(({ conversationId }) => conversationId)).not.toContain(one.conversationId);
    for (const { conversationId } of [one, other])
      expect(await kindsIn(conversationId)).toContain("conversation-merged");
    const third = await answered("merge third", one.customer);
    expect(await mergeConversation(other.conversationId, third.conversationId, kim)).toMatchObject({ kind: "done" });
    expect(await found(one.messageId, one.customer)).toBe(third.conversationId);
    expect(await mergeConversation(one.conversationId, third.conversationId, kim)).toMatchObject({ kind: "refused" });
  });

  test("only when they are the same customer's (T5), and nothing waits in the one that goes", async () => {
    const one = await answered("refuse one");
    const stranger = await answered("refuse stranger");
    expect(await mergeConversation(one.conversationId, stranger.conversationId, kim)).toMatchObject({
      message: expect.stringContaining("different customers"),
    });
    const waiting = await arrives({ thread: "refuse waiting" });
    const key = conversationKey(waiting.conversationId);
    await transact(update("conversations", key, { set: { customer: one.customer } }));
    expect(await mergeConversation(waiting.conversationId, one.conversationId, kim)).toMatchObject({ kind: "refused" });
    expect(await mergeConversation(one.conversationId, `con_${"0".repeat(32)}`, kim)).toEqual({ kind: "unknown" });
    expect(await mergeConversation(one.conversationId, one.conversationId, kim)).toMatchObject({ kind: "refused" });
  });

  test("once, when two people do it at the same moment", async () => {
    const one = await answered("race one");
    const [left, right] = [await answered("race left", one.customer), await answered("race right", one.customer)];
    const results = await Promise.all(
      [left, right].map(({ conversationId }) => mergeConversation(one.conversationId, conversationId, kim)),
    );
    expect(results.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
  });
});

describe("a conversation that a person splits", () => {
  test("gives the later emails a thread of their own, and their open task with them", async () => {
    const first = await arrives({ thread: "split", interaction: { outcome: "answered" } });
    const second = await writesAgain({ thread: "split", seq: 2, draft: "Yes." }, undefined);
    await transact(
      update("conversations", conversationKey(first.conversationId), { set: { answeredSeq: 1 } }),
      messageWrite(second.messageId, { conversationId: first.conversationId, emailId: second.emailId }, 90),
    );
    await asks(world, second, "token-split");
    const done = await splitConversation(first.conversationId, 2, kim);
    if (done.kind !== "done") throw new Error(JSON.stringify(done));
    const { conversation, emails } = await wholeConversation(done.conversationId);
    expect(conversation).toMatchObject({ lastSeq: 1, answeredSeq: 0, splitFrom: first.conversationId });
    expect(emails.map(({ seq, emailId }) => [seq, emailId])).toEqual([[1, second.emailId]]);
    const old = await wholeConversation(first.conversationId);
    expect(old.emails.map(({ emailId }) => emailId)).toEqual([first.emailId]);
    expect(old.conversation).toMatchObject({ lastSeq: 2, answeredSeq: 2 });
    expect(old.conversation.openTaskId).toBeUndefined();
    // Both are listed, each once: the old one at the newest email that it still has.
    const { conversations } = await listConversations({ state: "any", limit: 100 });
    const ids = conversations.map(({ conversationId }) => conversationId);
    for (const id of [first.conversationId, done.conversationId])
      expect(ids.filter((each) => each === id)).toEqual([id]);
    expect((await conversationView(done.conversationId))?.emails.map(({ seq }) => seq)).toEqual([1]);
    expect(await found(second.messageId, second.customer)).toBe(done.conversationId);
    expect(await readInteraction(second.interactionId)).toMatchObject({ conversationId: done.conversationId, seq: 1 });
    expect(await kindsIn(first.conversationId)).toContain("conversation-split");

    const taskId = conversation.openTaskId ?? "";
    const task = await getRow("tasks", { pk: taskId, sk: "task" }, TaskRow);
    expect(task).toMatchObject({ conversationId: done.conversationId, seq: 1, status: "open" });
    const seen = { version: task?.version ?? 0, seq: 1 };
    // The run that waits knows the old place; asking again under a new token finds the new one.
    await asks(world, second, "token-after-split");
    expect(await getRow("tasks", { pk: taskId, sk: "task" }, TaskRow)).toMatchObject({
      conversationId: done.conversationId,
      seq: 1,
      token: "token-after-split",
    });
    expect(await takeDecision(taskId, { kind: "approve", ...seen }, kim)).toMatchObject({ kind: "taken" });
    const replyId = (await readInteraction(second.interactionId)).replyId ?? "";
    const reply = await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow);
    expect(reply).toMatchObject({ conversationId: done.conversationId, seq: 1 });
  });

  test("is refused while one of the emails is worked on, at the first email, and with unanswered ones before", async () => {
    const first = await arrives({ thread: "no split" });
    const second = await writesAgain({ thread: "no split", seq: 2 }, undefined);
    expect(await splitConversation(first.conversationId, 2, kim)).toMatchObject({
      message: expect.stringContaining("not answered yet"),
    });
    await transact(update("conversations", conversationKey(first.conversationId), { set: { answeredSeq: 1 } }));
    expect(await splitConversation(first.conversationId, 2, kim)).toMatchObject({
      message: expect.stringContaining("worked on"),
    });
    expect(await splitConversation(first.conversationId, 1, kim)).toMatchObject({ kind: "refused" });
    expect(await splitConversation(first.conversationId, 3, kim)).toMatchObject({ kind: "refused" });
    expect(await readInteraction(second.interactionId)).toMatchObject({ conversationId: first.conversationId });
  });
});

test.each(["unknown", "pending"] as const)(
  "who closes a repair has settled it: a reply that is %s by then is not sent (I2)",
  async (status) => {
    const ids = await arrives({ thread: `settled repair ${status}` });
    const replyId = idFrom("rpl", ids.interactionId, "answer");
    const at = new Date().toISOString();
    const reply = ReplyRow.parse({
      ...{ replyId, conversationId: ids.conversationId, interactionId: ids.interactionId, seq: 1, mailbox },
      ...{ to: ids.customer, subject: "x", text: "Yes.", references: [], automatic: true, decidedBy: "gate" },
      ...{ kind: "answer", status, attempt: 1, createdAt: at },
    });
    await transact(
      put("outbox", { pk: replyId, sk: "reply", ...reply, ...indexed("byStatus", { pk: status, sk: at }) }),
      update("interactions", interactionKey(ids.interactionId), { set: { replyId } }),
    );
    await asks(world, ids, "token-settled", { kind: "repair", reasons: ["sending-unknown"] });
    const taskId = idFrom("tsk", ids.interactionId, "repair");
    const close = { kind: "close", reason: "Telephoned", version: 1, seq: 1 } as const;
    expect(await takeDecision(taskId, close, kim)).toMatchObject({ kind: "taken" });
    expect(await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow)).toMatchObject({ status: "cancelled" });
  },
);
