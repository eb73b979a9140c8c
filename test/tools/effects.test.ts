import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimsWithoutReceipt } from "../../functions/answer/claims.ts";
import { ReplyRow } from "../../functions/contracts/rows.ts";
import { DoWhatWasAgreed } from "../../functions/contracts/steps.ts";
import { Receipt, ToolPaper } from "../../functions/contracts/tools.ts";
import { finishedText } from "../../functions/outbound/finished-text.ts";
import { readInteraction } from "../../functions/platform/interactions.ts";
import { currentPolicyKey, readPolicyNow } from "../../functions/platform/policy.ts";
import { getRow, put, transact } from "../../functions/platform/rows.ts";
import { signingKeys } from "../../functions/platform/signing.ts";
import { papers, readPaper } from "../../functions/platform/working-papers.ts";
import { handler as doWhatWasAgreed } from "../../functions/tools/do-what-was-agreed.lambda.ts";
import { asks, get, jsonOf, post, taskOf } from "../desk/asking.ts";
import { policy } from "../desk/world.ts";
import { logOf, openToolWorld, run, type ToolWorld, writes } from "./flow.ts";
import { toolPolicy } from "./world.ts";

const helen = "helen.sweeney@postbox.example";
const wish = "Hello, please refund my order FW-10226.";
let shop: ToolWorld;
beforeAll(async () => {
  shop = await openToolWorld();
});
afterAll(() => shop.close());

/** A refund is asked for, and a person has the task. */
async function proposed(thread: string) {
  const ids = await writes(thread, 1, helen, wish);
  const { gated } = await run(ids);
  expect(gated.outcome).toBe("ask-a-person");
  const paper = await readPaper(ids.interactionId, papers.tools, ToolPaper);
  const customer = { address: helen, name: "" };
  const all = { ...ids, emailId: "", draftId: "", customer, messageId: "" };
  await asks(shop.world, all, `token-${thread}`, { draftId: null, reasons: gated.reasons });
  return { ids, effect: paper!.effects[0]!, task: await taskOf(all) };
}
const decide = (task: { taskId: string; version: number; seq: number }, effects: readonly string[] | undefined) =>
  post(`/api/tasks/${task.taskId}/decision`, {
    ...{ kind: "rewrite", text: "Dear Helen, we look after it.", version: task.version, seq: task.seq },
    ...(effects && { effects }),
  });
const decidedReply = async (interactionId: string) => {
  const { replyId } = await readInteraction(interactionId);
  return ReplyRow.parse(await getRow("outbox", { pk: replyId ?? "", sk: "reply" }, ReplyRow));
};
const act = async (ids: object, replyId: string | null) =>
  DoWhatWasAgreed.output.parse(await doWhatWasAgreed({ ...ids, replyId }));

describe("an effect", () => {
  test("is shown to the person and happens when they decide it, once, with a receipt that the reply tells", async () => {
    const { ids, effect, task } = await proposed("agreed");
    const view = await get(`/api/tasks/${task.taskId}`);
    expect(view["tools"]).toMatchObject({
      effects: [{ effectId: effect.effectId, summary: "Ask the shop for a refund of order FW-10226" }],
      calls: expect.arrayContaining([expect.objectContaining({ tool: "request-refund", outcome: "proposed" })]),
      receipts: [],
    });
    expect(shop.shop.refunds()).toEqual([]);
    expect((await decide(task, [effect.effectId])).status).toBe(200);
    expect(shop.world.runs.told.at(-1)?.output).toMatchObject({ kind: "send", effects: 1 });

    const reply = await decidedReply(ids.interactionId);
    await expect(finishedText(reply, await signingKeys())).rejects.toMatchObject({ name: "ReplyRefused" });

    expect(await act(ids, reply.replyId)).toEqual({ receipts: 1 });
    expect(await act(ids, reply.replyId)).toEqual({ receipts: 1 });
    expect(shop.shop.refunds()).toHaveLength(1);
    const [{ reference } = { reference: "" }] = shop.shop.refunds();
    expect(await finishedText(reply, await signingKeys())).toBe(
      `Dear Helen, we look after it.\n\nWe have passed on your refund request for order FW-10226; its reference is ${reference}.`,
    );
    const log = (await logOf(ids)).filter(({ kind }) => kind === "receipt-stored");
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ by: "person:Anna", details: { effectId: effect.effectId, reference } });
    expect(await get(`/api/tasks/${task.taskId}`)).toMatchObject({ tools: { receipts: [{ reference }] } });
  });

  test("that nobody decided does not happen, and the reply claims nothing", async () => {
    const before = shop.shop.refunds().length;
    const { ids, task } = await proposed("not-agreed");
    expect((await decide(task, undefined)).status).toBe(200);
    const reply = await decidedReply(ids.interactionId);
    expect(await act(ids, reply.replyId)).toEqual({ receipts: 0 });
    expect(await finishedText(reply, await signingKeys())).toBe("Dear Helen, we look after it.");
    expect(shop.shop.refunds()).toHaveLength(before);
  });

  test("of another email cannot be decided with this one", async () => {
    const { effect } = await proposed("theirs");
    const { task } = await proposed("mine");
    const answer = await decide(task, [effect.effectId]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await jsonOf(answer)).message).toContain("was not proposed for this email");
  });

  test("asked for by many attempts at once is one request and one receipt", async () => {
    const { ids, effect, task } = await proposed("parallel");
    await decide(task, [effect.effectId]);
    const { replyId } = await decidedReply(ids.interactionId);
    const before = shop.shop.refunds().length;
    await Promise.all(Array.from({ length: 8 }, () => act(ids, replyId)));
    expect(shop.shop.refunds()).toHaveLength(before + 1);
    expect((await logOf(ids)).filter(({ kind }) => kind === "receipt-stored")).toHaveLength(1);
  });

  test("happens by the gate only where the policy says so, asked afresh", async () => {
    const { ids } = await proposed("by-gate");
    const before = shop.shop.refunds().length;
    expect(await act(ids, null)).toEqual({ receipts: 0 });
    const agents = (byGate: string[]) => [{ agent: "payments", tools: ["request-refund"], effectsByGate: byGate }];
    const withAgents = (byGate: string[], version: number) =>
      transact(
        put("policy", {
          ...currentPolicyKey,
          version,
          policy: { ...policy, version, tools: toolPolicy({ agents: agents(byGate) }) },
        }),
      );
    await withAgents(["request-refund"], 2);
    expect(await act(ids, null)).toEqual({ receipts: 0 });
    const allowed = await writes("by-gate-2", 1, helen, wish);
    // What was read a moment ago is kept for five seconds.
    await readPolicyNow();
    await run(allowed);
    await withAgents([], 3);
    expect(await act(allowed, null)).toEqual({ receipts: 0 });
    await withAgents(["request-refund"], 4);
    expect(await act(allowed, null)).toEqual({ receipts: 1 });
    expect(shop.shop.refunds()).toHaveLength(before + 1);
    const paper = await readPaper(allowed.interactionId, papers.tools, ToolPaper);
    const receipt = await readPaper(allowed.interactionId, papers.receipt(paper!.effects[0]!.effectId), Receipt);
    expect(receipt).toMatchObject({ decidedBy: "gate" });
  });
});

describe("a draft", () => {
  const passage = "You can cancel an order until it leaves our warehouse. A refund takes 5 working days.";
  test.each([
    "We have cancelled your order.",
    "I've refunded the second payment.",
    "Your address has been updated.",
    "Your refund was issued.",
    "Wir haben Ihre Bestellung storniert.",
    "Ihre Erstattung wurde veranlasst.",
  ])("that says '%s' without a receipt is not grounded", (text) => {
    expect(claimsWithoutReceipt(text, passage)).toHaveLength(1);
  });

  test.each([
    "You can cancel an order until it leaves our warehouse.",
    "A refund takes 5 working days.",
    "Thank you for your question.",
    "You can have it replaced within 30 days.",
  ])("that says '%s' claims nothing", (text) => {
    expect(claimsWithoutReceipt(text, passage)).toEqual([]);
  });

  test("may quote a record that says so", () => {
    const record = "Your order FW-1 of 3 May 2026 was cancelled.";
    expect(claimsWithoutReceipt(record, record)).toEqual([]);
  });
});
