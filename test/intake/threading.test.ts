import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messageIds } from "../../functions/intake/parse-mail.ts";
import { conversationKey } from "../../functions/platform/interactions.ts";
import { messageWrite } from "../../functions/platform/message-ids.ts";
import { transact, update } from "../../functions/platform/rows.ts";
import { replyAddress } from "../../functions/platform/signed-addresses.ts";
import { deliver, email } from "./deliver.ts";
import { handled } from "./look.ts";
import { type MailWorld, mailbox, openMailWorld, signingKey } from "./mail-world.ts";

/** Name, headers, and whom it is sent to. */
type Case = [string, Record<string, string>, () => string];

let world: MailWorld;
let conversationId = "";
let signed = "";
beforeAll(async () => {
  world = await openMailWorld();
  await deliver(world, { raw: email({ Subject: "Begin", "Message-ID": "<begin@customer.example>" }) });
  ({ conversationId } = (await handled("Begin")).interaction);
  signed = replyAddress({ conversationId, mailbox }, "mail.shop.example", [signingKey]);
  const replyId = `rpl_${"a".repeat(40)}`;
  await transact(messageWrite("<0100-ses@email.amazonses.com>", { conversationId, replyId }, 90));
});
afterAll(() => world.close());

const conversationOf = async (subject: string) => (await handled(subject)).interaction.conversationId;

describe("an answer joins its conversation", () => {
  test.each<Case>([
    ["by the signed reply address", {}, () => signed],
    ["by the signed address in capitals (T8)", {}, () => signed.toUpperCase()],
    ["by In-Reply-To", { "In-Reply-To": "<begin@customer.example>" }, () => mailbox],
    ["by our reply's SES id of another region", { "In-Reply-To": "<0100-ses@eu-west-1.amazonses.com>" }, () => mailbox],
    ["by References", { References: "<x@y.example> <begin@customer.example> <z@y.example>" }, () => mailbox],
    ["with a tag on the sender (T8)", { From: "anna+shop@customer.example" }, () => signed],
  ])("%s", async (name, headers, to) => {
    await deliver(world, { raw: email({ Subject: name, ...headers }, `I write ${name}`), to: to() });
    expect(await conversationOf(name)).toBe(conversationId);
  });
});

describe("an email does not join a conversation", () => {
  const [local = "", domain = ""] = "support+c.x@mail.shop.example".split("@");
  test.each<Case>([
    ["by its subject (T2)", { Subject: "Re: Begin" }, () => mailbox],
    ["of somebody else, even with the signed address (T5)", { From: "bert@customer.example" }, () => signed],
    [
      "of somebody else by In-Reply-To",
      { From: "bert@customer.example", "In-Reply-To": "<begin@customer.example>" },
      () => mailbox,
    ],
    [
      "with a signature that was tampered with (T6)",
      {},
      () => signed.replace(/(.)@/, (_, last) => `${last === "a" ? "b" : "a"}@`),
    ],
    ["with a signature that was cut (T6)", {}, () => signed.replace(/...@/, "@")],
    ["with a made-up signature", {}, () => `${local}@${domain}`],
    ["of another mailbox by In-Reply-To", { "In-Reply-To": "<begin@customer.example>" }, () => "billing@shop.example"],
  ])("%s", async (name, headers, to) => {
    await deliver(world, { raw: email({ Subject: name, ...headers }, `I write ${name}`), to: to() });
    expect(await conversationOf(headers["Subject"] ?? name)).not.toBe(conversationId);
  });

  test("because of a reference in a quoted body (T3)", async () => {
    await deliver(world, {
      raw: email({ Subject: "Quoting" }, `> In-Reply-To: <begin@customer.example>\n> ${signed}`),
    });
    expect(await conversationOf("Quoting")).not.toBe(conversationId);
  });
});

describe("a question and its follow-up meet in one conversation", () => {
  const question = (n: number) =>
    email({ Subject: `Q${n}`, "Message-ID": `<q${n}@customer.example>` }, `Question ${n}`);
  const more = (n: number) =>
    email(
      { Subject: `More ${n}`, "In-Reply-To": `<q${n}@customer.example>`, References: `<q${n}@customer.example>` },
      "And?",
    );

  test("the wrong way round (F12)", async () => {
    await deliver(world, { raw: more(1) });
    await deliver(world, { raw: question(1) });
    expect(await conversationOf("Q1")).toBe(await conversationOf("More 1"));
    expect([(await handled("More 1")).email.seq, (await handled("Q1")).email.seq]).toEqual([1, 2]);
  });

  test("at the same moment", async () => {
    await Promise.all([deliver(world, { raw: question(2) }), deliver(world, { raw: more(2) })]);
    expect(await conversationOf("Q2")).toBe(await conversationOf("More 2"));
    expect((await handled("Q2")).conversation?.lastSeq).toBe(2);
  });

  test("but not with somebody else's of the same Message-ID", async () => {
    const stolen = { Subject: "Stolen", From: "bert@customer.example", "Message-ID": "<q1@customer.example>" };
    await deliver(world, { raw: email(stolen, "Send it to me instead.") });
    expect(await conversationOf("Stolen")).not.toBe(await conversationOf("Q1"));
  });
});

describe("an answer that names two conversations of its customer", () => {
  const begin = (n: number) => email({ Subject: `Two ${n}`, "Message-ID": `<two-${n}@customer.example>` }, `Two ${n}`);
  const to = (n: number) => `<two-${n}@customer.example>`;
  const addressOf = async (n: number) =>
    replyAddress({ conversationId: await conversationOf(`Two ${n}`), mailbox }, "mail.shop.example", [signingKey]);
  beforeAll(async () => {
    for (const n of [1, 2]) await deliver(world, { raw: begin(n) });
  });

  test.each<[string, Record<string, string>, number | undefined, number]>([
    ["joins the one of the newest reference (T4)", { References: `${to(1)} ${to(2)}` }, undefined, 2],
    [
      "joins the one it replies to before those it refers to (T1)",
      { "In-Reply-To": to(1), References: to(2) },
      undefined,
      1,
    ],
    ["joins the one whose signed address it was sent to before all (T1)", { "In-Reply-To": to(1) }, 2, 2],
  ])("%s", async (name, headers, addressed, joined) => {
    const recipient = addressed === undefined ? mailbox : await addressOf(addressed);
    await deliver(world, { raw: email({ Subject: name, ...headers }, name), to: recipient });
    expect(await conversationOf(name)).toBe(await conversationOf(`Two ${joined}`));
  });
});

test("an answer to a closed conversation opens it again, once, however often it comes (T4)", async () => {
  await deliver(world, { raw: email({ Subject: "Closed", "Message-ID": "<closed@customer.example>" }, "Closed?") });
  const { interaction } = await handled("Closed");
  const key = conversationKey(interaction.conversationId);
  await transact(update("conversations", key, { set: { answeredSeq: 1 } }));
  const again = email({ Subject: "Again", "In-Reply-To": "<closed@customer.example>" }, "One more thing.");
  await Promise.all([1, 2, 3].map(() => deliver(world, { raw: again })));
  const { interaction: second, conversation } = await handled("Again");
  expect(second).toMatchObject({ conversationId: interaction.conversationId, seq: 2, outcome: "open" });
  expect(conversation).toMatchObject({ lastSeq: 2, answeredSeq: 1 });
  expect(world.started.filter(({ name }) => name === second.interactionId)).toHaveLength(1);
});

test("ten thousand references are read in no time, and the newest hundred kept (T8)", () => {
  const header = Array.from({ length: 10_000 }, (_, index) => `<id-${index}@customer.example>`).join(" ");
  const start = performance.now();
  const ids = messageIds(header);
  expect(performance.now() - start).toBeLessThan(100);
  expect(ids).toHaveLength(100);
  expect(ids.at(-1)).toBe("<id-9999@customer.example>");
});
