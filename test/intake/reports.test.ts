import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler as sendingEvents } from "../../functions/outbound/sending-events.lambda.ts";
import { readConversation } from "../../functions/platform/interactions.ts";
import { bounceAddress } from "../../functions/platform/signed-addresses.ts";
import { sign } from "../../functions/platform/signing.ts";
import { decided } from "../outbound/ready.ts";
import { deliver, email } from "./deliver.ts";
import { handled, isSilent, kindsOf } from "./look.ts";
import { type MailWorld, openMailWorld, signingKey } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

interface Report {
  readonly status?: string;
  readonly action?: string;
  /** Header lines of the returned email. */
  readonly original?: string;
}

const bounce = (subject: string, { status = "5.1.1", action = "failed", original = "Subject: Re" }: Report = {}) =>
  email(
    {
      ...{ Subject: subject, From: "MAILER-DAEMON@mx.customer.example", "Auto-Submitted": "auto-replied" },
      "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    [
      "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.",
      "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.customer.example\r\n",
      `Final-Recipient: rfc822; another-spelling@customer.example\r\nAction: ${action}\r\nStatus: ${status}`,
      `--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${original}\r\n--b--`,
    ].join("\r\n"),
  );

describe("a bounce", () => {
  test("to the signed address we gave the reply silences that customer (B1, B2)", async () => {
    const { replyId, customer, interactionId, conversationId } = await decided({ thread: "verp" }, { status: "sent" });
    const to = bounceAddress(replyId, "mail.shop.example", [signingKey]);
    await deliver(world, { raw: bounce("Verp"), to, envelopeSender: "" });
    expect((await handled("Verp")).interaction).toMatchObject({ outcome: "closed", reasons: ["bounce"] });
    expect(await isSilent(customer.address)).toBe(true);
    expect(await kindsOf(interactionId)).toEqual(["reply-bounced"]);
    expect((await readConversation(conversationId)).undeliverableAt).toBeDefined();
  });

  test("that returns our signed header is known by it", async () => {
    const { replyId, customer } = await decided({ thread: "header" }, { status: "sent" });
    const original = `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}`;
    await deliver(world, { raw: bounce("Header", { original }) });
    expect(await isSilent(customer.address)).toBe(true);
  });

  test.each([
    ["a forged signature", "X-Switchboard-Reply: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb"],
    ["an invented Message-ID", "Message-ID: <0100-nobody@email.amazonses.com>"],
    ["the customer's address alone", "To: victim@customer.example"],
  ])("with %s changes no customer's state (B3)", async (name, original) => {
    const { customer, interactionId } = await decided({ thread: name }, { status: "sent" });
    await deliver(world, {
      raw: bounce(name, { original: original.replace("victim@customer.example", customer.address) }),
    });
    expect((await handled(name)).interaction.outcome).toBe("closed");
    expect(await isSilent(customer.address)).toBe(false);
    expect(await kindsOf(interactionId)).toEqual([]);
  });

  test.each([
    ["delayed", "4.4.7", "reply-delayed"],
    ["failed", "4.2.2", "reply-delayed"],
    ["delivered", "2.0.0", "reply-delivered"],
  ])("that says %s with %s is only noted (B1)", async (action, status, kind) => {
    const { replyId, customer, interactionId } = await decided({ thread: `${action} ${status}` }, { status: "sent" });
    const original = `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}`;
    await deliver(world, { raw: bounce(`${action} ${status}`, { action, status, original }) });
    expect(await isSilent(customer.address)).toBe(false);
    expect(await kindsOf(interactionId)).toEqual([kind]);
  });
});

describe("the same news of one reply by email and as an event of the mail service is counted once (B5)", () => {
  const tell = async (replyId: string) => {
    const mail = { messageId: "0100-event-000000", tags: { reply_id: [replyId], "ses:configuration-set": ["set"] } };
    const body = JSON.stringify({ eventType: "Bounce", mail, bounce: { bounceType: "Permanent" } });
    expect(await sendingEvents({ Records: [{ messageId: "m", body }] })).toEqual({ batchItemFailures: [] });
  };

  test.each(["email first", "event first"])("%s", async (order) => {
    const { replyId, customer, interactionId } = await decided({ thread: order }, { status: "sent" });
    const original = `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}`;
    const send = () => deliver(world, { raw: bounce(order, { original }) });
    await (order === "email first" ? send() : tell(replyId));
    await (order === "email first" ? tell(replyId) : send());
    expect(await isSilent(customer.address)).toBe(true);
    expect(await kindsOf(interactionId)).toEqual(["reply-bounced"]);
  });
});

describe("a complaint", () => {
  const complaint = (subject: string, type: string, original: string) =>
    email(
      {
        Subject: subject,
        From: "fbl@provider.example",
        "Content-Type": 'multipart/report; report-type=feedback-report; boundary="b"',
      },
      [
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is a report.",
        `--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: ${type}\r\nUser-Agent: x/1`,
        `--b\r\nContent-Type: message/rfc822\r\n\r\n${original}\r\nSubject: Re\r\n\r\nHello\r\n--b--`,
      ].join("\r\n"),
    );

  test.each([
    ["abuse", true],
    ["opt-out", true],
    ["auth-failure", false],
  ])("of type %s (B4)", async (type, silent) => {
    const { replyId, customer, interactionId } = await decided({ thread: `complaint ${type}` }, { status: "sent" });
    const original = `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}`;
    await deliver(world, { raw: complaint(`Complaint ${type}`, type, original) });
    expect((await handled(`Complaint ${type}`)).interaction.reasons).toEqual(["complaint"]);
    expect(await isSilent(customer.address)).toBe(silent);
    expect(await kindsOf(interactionId)).toEqual(["complaint-received"]);
  });
});

describe("a report with seven parts gives seven records, however often it comes (B4)", () => {
  const seven = [1, 2, 3, 4, 5, 6, 7];
  const signed = (replyId: string) => `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}`;
  const bundle = (subject: string, parts: readonly string[]) =>
    email(
      {
        ...{ Subject: subject, From: "fbl@provider.example" },
        "Content-Type": 'multipart/report; report-type=feedback-report; boundary="b"',
      },
      `${["Content-Type: text/plain\r\n\r\nSeveral complaints.", ...parts].map((part) => `--b\r\n${part}`).join("\r\n")}\r\n--b--`,
    );
  const feedback = (type: string) => `Content-Type: message/feedback-report\r\n\r\nFeedback-Type: ${type}`;
  const original = (header: string) => `Content-Type: message/rfc822\r\n\r\n${header}\r\nSubject: Re\r\n\r\nHello`;

  test("complaints about seven replies, each with its own kind", async () => {
    const replies = await Promise.all(seven.map((n) => decided({ thread: `bundle ${n}` }, { status: "sent" })));
    const raw = bundle(
      "Bundle",
      replies.flatMap(({ replyId }, n) => [feedback(n === 3 ? "auth-failure" : "abuse"), original(signed(replyId))]),
    );
    const to = bounceAddress(replies[0]?.replyId ?? "", "mail.shop.example", [signingKey]);
    await deliver(world, { raw, to });
    await deliver(world, { raw, to });
    for (const [n, { interactionId, customer }] of replies.entries()) {
      expect(await kindsOf(interactionId)).toEqual(["complaint-received"]);
      expect(await isSilent(customer.address)).toBe(n !== 3);
    }
  });

  test("complaints about one reply, and none for an email that is not ours", async () => {
    const { replyId, interactionId } = await decided({ thread: "one of seven" }, { status: "sent" });
    const foreign = [feedback("abuse"), original("Message-ID: <somebody@else.example>")];
    const ours = seven.flatMap(() => [feedback("abuse"), original(signed(replyId))]);
    const raw = bundle("One reply", [...foreign, ...ours]);
    const to = bounceAddress(replyId, "mail.shop.example", [signingKey]);
    await deliver(world, { raw, to });
    await deliver(world, { raw, to });
    expect(await kindsOf(interactionId)).toEqual(seven.map(() => "complaint-received"));
  });

  test("a bounce that names seven recipients; one that is named twice counts once", async () => {
    const { replyId, interactionId, customer } = await decided({ thread: "seven recipients" }, { status: "sent" });
    const fate = (n: number) =>
      `Final-Recipient: rfc822; list-${n}@customer.example\r\nAction: failed\r\nStatus: 5.1.1`;
    const raw = bounce("Seven recipients", { original: signed(replyId) }).replace(
      /Final-Recipient: .*\r\nAction: failed\r\nStatus: 5\.1\.1/,
      [...seven, 1].map(fate).join("\r\n\r\n"),
    );
    await deliver(world, { raw });
    await deliver(world, { raw });
    expect(await kindsOf(interactionId)).toEqual(seven.map(() => "reply-bounced"));
    expect(await isSilent(customer.address)).toBe(true);
  });
});

test("an out-of-office notice in a conversation takes no place in it and starts nothing", async () => {
  await deliver(world, { raw: email({ Subject: "Question", "Message-ID": "<q@customer.example>" }) });
  const before = world.started.length;
  const notice = { Subject: "Out of office", "Auto-Submitted": "auto-replied", "In-Reply-To": "<q@customer.example>" };
  await deliver(world, { raw: email(notice) });
  const { interaction } = await handled("Out of office");
  const question = await handled("Question");
  expect(interaction).toMatchObject({ outcome: "closed", reasons: ["vacation"], seq: 0 });
  expect(interaction.conversationId).toBe(question.interaction.conversationId);
  expect(question.conversation?.lastSeq).toBe(1);
  expect(world.started).toHaveLength(before);
});
