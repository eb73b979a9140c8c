import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler as receiveEvent } from "../../functions/intake/receive-event.lambda.ts";
import { blockWrite, unblockWrite } from "../../functions/platform/blocked-senders.ts";
import { transact } from "../../functions/platform/rows.ts";
import { deliver, email } from "./deliver.ts";
import { handled, logOf } from "./look.ts";
import { type MailWorld, mailbox, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

const block = (address: string) =>
  transact(blockWrite({ address, reason: "Abuse", by: "Lea", at: new Date().toISOString() }));
const pest = "Pest <pest@blocked.example>";
const blockedEnd = { outcome: "closed", reasons: ["sender-blocked"], seq: 0 };

describe("an email of a blocked sender", () => {
  test.each([
    ["as it was blocked", pest, "PASS"],
    ["in other case, with another name", "Somebody Else <PeSt@BLOCKED.example>", "PASS"],
    ["that nobody proved", pest, "GRAY"],
    ["that its domain disowns", pest, "FAIL"],
  ] as const)("%s is accepted, closed for a named reason, and starts no run", async (name, From, dmarc) => {
    await block("pest@blocked.example");
    const before = world.started.length;
    expect(await deliver(world, { raw: email({ Subject: name, From }), dmarc })).toEqual([]);
    const { interaction, email: reading, conversation } = await handled(name);
    expect(interaction).toMatchObject(blockedEnd);
    expect(interaction.endedAt).toBeDefined();
    expect(conversation).toBeUndefined();
    expect(reading).toMatchObject({ senderClass: "person", words: "How long does delivery take?" });
    expect(world.started).toHaveLength(before);
    expect(await logOf(interaction.interactionId)).toMatchObject([
      {
        kind: "email-ignored",
        details: { senderClass: "person", outcome: "closed", reason: "sender-blocked", proof: { dmarc } },
      },
    ]);
  });

  test("takes no place in the conversation that it continues", async () => {
    const From = "Dora <dora@customer.example>";
    await deliver(world, { raw: email({ Subject: "Friendly", From, "Message-ID": "<dora@customer.example>" }) });
    await block("dora@customer.example");
    await deliver(world, { raw: email({ Subject: "Rude", From, "In-Reply-To": "<dora@customer.example>" }) });
    const [first, second] = [await handled("Friendly"), await handled("Rude")];
    expect(second.interaction).toMatchObject({ ...blockedEnd, conversationId: first.interaction.conversationId });
    expect(first.conversation?.lastSeq).toBe(1);
  });

  test("keeps its class when a machine wrote it, and its quarantine", async () => {
    await block("pest@blocked.example");
    const raw = (Subject: string) => email({ Subject, From: pest, "Auto-Submitted": "auto-replied" });
    await deliver(world, { raw: raw("Away") }, { raw: raw("Virus"), virus: "FAIL" });
    expect((await handled("Away")).interaction).toMatchObject({ outcome: "closed", reasons: ["auto-reply"] });
    expect((await handled("Virus")).interaction).toMatchObject({ outcome: "quarantined", reasons: ["virus"] });
  });

  test("that came before the block stays as it was, however often it is delivered", async () => {
    const raw = email({ Subject: "Earlier", From: "Emil <emil@customer.example>" });
    await deliver(world, { raw });
    await block("emil@customer.example");
    await deliver(world, { raw });
    expect((await handled("Earlier")).interaction).toMatchObject({ outcome: "open", seq: 1 });
  });

  test("stays closed after the block is lifted, while later ones come through; blocking again holds again", async () => {
    const From = "Fritz <fritz@customer.example>";
    await block("fritz@customer.example");
    const raw = email({ Subject: "While blocked", From });
    await deliver(world, { raw });
    await transact(unblockWrite("Fritz@customer.example"));
    const before = world.started.length;
    await deliver(world, { raw }, { raw: email({ Subject: "Unblocked", From }) });
    expect((await handled("While blocked")).interaction).toMatchObject(blockedEnd);
    const unblocked = (await handled("Unblocked")).interaction;
    expect(unblocked).toMatchObject({ outcome: "open", seq: 1 });
    expect(world.started.slice(before).map(({ name }) => name)).toEqual([unblocked.interactionId]);
    await block("fritz@customer.example");
    await deliver(world, { raw: email({ Subject: "Blocked again", From }) });
    expect((await handled("Blocked again")).interaction).toMatchObject(blockedEnd);
  });
});

describe("a block reaches nobody else", () => {
  test.each([
    ["a tag", "Pest <pest+other@blocked.example>"],
    ["the name alone", '"pest@blocked.example" <anna@customer.example>'],
    ["a domain that folds into it", "Pest <pest@block\u00aded.example>"],
    ["an encoded word that folds into it", "Pest <pest@block=?utf-8?Q?=C2=AD?=ed.example>"],
    ["another sender beside it", "Pest <pest@blocked.example>, Anna <anna@customer.example>"],
  ])("%s", async (name, From) => {
    await block("pest@blocked.example");
    await deliver(world, { raw: email({ Subject: name, From }) });
    expect((await handled(name)).interaction).toMatchObject({ outcome: "open", seq: 1 });
  });

  test("not whoever answers to it", async () => {
    await block("pest@blocked.example");
    await deliver(world, { raw: email({ Subject: "Reply to", "Reply-To": pest }) });
    expect((await handled("Reply to")).interaction).toMatchObject({ outcome: "open" });
  });
});

test("whom a trusted form names is blocked through the form, and the form is not", async () => {
  await block("pest@blocked.example");
  const form = (Subject: string, from: string) =>
    email({ Subject, From: "Form <forms@shop-site.example>", "Reply-To": from, To: mailbox });
  await deliver(world, { raw: form("Blocked in form", pest) }, { raw: form("Other in form", "bert@c.example") });
  expect((await handled("Blocked in form")).interaction).toMatchObject(blockedEnd);
  expect((await handled("Other in form")).interaction).toMatchObject({ outcome: "open", seq: 1 });
});

test("a message of a blocked sender is closed as an email is", async () => {
  await block("pest@blocked.example");
  const message = (id: string, from: string) => ({
    messageId: id,
    body: JSON.stringify({ id, type: "message.received", detail: { id, from, subject: id, text: "Hello?" } }),
  });
  const records = [message("chat-blocked", "Pest@blocked.example"), message("chat-open", "bert@customer.example")];
  expect(await receiveEvent({ Records: records })).toEqual({ batchItemFailures: [] });
  expect((await handled("chat-blocked")).interaction).toMatchObject(blockedEnd);
  expect((await handled("chat-open")).interaction).toMatchObject({ outcome: "open", seq: 1 });
});
