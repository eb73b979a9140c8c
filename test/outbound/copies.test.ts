import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler as sendReply } from "../../functions/outbound/send-reply.lambda.ts";
import { handler as sendingEvents } from "../../functions/outbound/sending-events.lambda.ts";
import { readConversation } from "../../functions/platform/interactions.ts";
import { recipientNamed } from "../../functions/platform/reply-recipients.ts";
import { transact } from "../../functions/platform/rows.ts";
import { sign } from "../../functions/platform/signing.ts";
import { suppressionWrite } from "../../functions/platform/suppression.ts";
import { deliver, email } from "../intake/deliver.ts";
import { isSilent, logOf } from "../intake/look.ts";
import { type MailWorld, openMailWorld, signingKey } from "../intake/mail-world.ts";
import { decided, replyOf } from "./ready.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

const copied = (thread: string) => ({
  ...{ carl: `carl.${thread}@partner.example`, dora: `dora.${thread}@office.example` },
});
const withCopies = (thread: string, status: "sent" | "pending" = "sent") => {
  const { carl, dora } = copied(thread);
  const cc = [carl, dora].map((address) => ({ name: "", address }));
  return decided({ thread }, { status, cc });
};

/** What was written down about a reply, as `kind` or `kind of copy n`. */
const news = async (interactionId: string): Promise<string[]> =>
  (await logOf(interactionId)).map(({ kind, details }) =>
    details["copy"] === undefined ? kind : `${kind} of copy ${String(details["copy"])}`,
  );

async function tell(replyId: string, eventType: string, more: object): Promise<void> {
  const mail = { messageId: "0100-event-000000", tags: { reply_id: [replyId] } };
  const body = JSON.stringify({ eventType, mail, ...more });
  expect(await sendingEvents({ Records: [{ messageId: "m", body }] })).toEqual({ batchItemFailures: [] });
}

const bounced = (...addresses: readonly string[]) => ({
  bounce: { bounceType: "Permanent", bouncedRecipients: addresses.map((emailAddress) => ({ emailAddress })) },
});
const complained = (...addresses: readonly string[]) => ({
  complaint: { complainedRecipients: addresses.map((emailAddress) => ({ emailAddress })) },
});

describe("news about somebody who got a copy leaves the customer alone (B1, B2, B4)", () => {
  test("as events of the mail service, each recipient's once", async () => {
    const { replyId, interactionId, conversationId, customer } = await withCopies("events");
    const { carl, dora } = copied("events");
    await tell(replyId, "Delivery", { delivery: { recipients: [customer.address] } });
    await tell(replyId, "Bounce", bounced(carl));
    await tell(replyId, "Bounce", bounced(carl));
    await tell(replyId, "Complaint", complained(dora));
    expect(await news(interactionId)).toEqual([
      "complaint-received of copy 2",
      "reply-bounced of copy 1",
      "reply-delivered",
    ]);
    expect(await Promise.all([carl, dora, customer.address].map(isSilent))).toEqual([true, true, false]);
    expect((await readConversation(conversationId)).undeliverableAt).toBeUndefined();
  });

  test("as one event about all of them", async () => {
    const { replyId, conversationId, customer } = await withCopies("all");
    const { carl, dora } = copied("all");
    await tell(replyId, "Bounce", bounced(carl, customer.address.toUpperCase()));
    expect(await Promise.all([carl, dora, customer.address].map(isSilent))).toEqual([true, false, true]);
    expect((await readConversation(conversationId)).undeliverableAt).toBeDefined();
  });

  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}`;
  const report = (subject: string, type: string, replyId: string, fields: string) =>
    email(
      {
        ...{ Subject: subject, From: "MAILER-DAEMON@mx.partner.example" },
        "Content-Type": `multipart/report; report-type=${type}; boundary="b"`,
      },
      [
        part("text/plain", "This is a report."),
        part(type === "delivery-status" ? "message/delivery-status" : "message/feedback-report", fields),
        part("message/rfc822", `X-Switchboard-Reply: ${sign("reply", replyId, [signingKey])}\r\nSubject: Re\r\n\r\nHi`),
        "--b--",
      ].join("\r\n"),
    );
  const fate = (address: string) => `Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1`;

  test("as an email of their mail server, which the mail service tells as well (B5)", async () => {
    const { replyId, interactionId, customer } = await withCopies("dsn");
    const { carl, dora } = copied("dsn");
    const fields = `Reporting-MTA: dns; mx\r\n\r\n${fate(carl)}\r\n\r\n${fate(dora)}`;
    await deliver(world, { raw: report("Copies", "delivery-status", replyId, fields) });
    await tell(replyId, "Bounce", bounced(carl));
    expect(await news(interactionId)).toEqual(["reply-bounced of copy 1", "reply-bounced of copy 2"]);
    expect(await Promise.all([carl, dora, customer.address].map(isSilent))).toEqual([true, true, false]);
  });

  test("as a complaint that names who complains, though their name is left out", async () => {
    const { replyId, interactionId, customer } = await withCopies("arf");
    const fields = "Feedback-Type: abuse\r\nUser-Agent: x/1\r\nOriginal-Rcpt-To: <redacted@partner.example>";
    await deliver(world, { raw: report("Arf", "feedback-report", replyId, fields) });
    expect(await news(interactionId)).toEqual(["complaint-received of copy 1"]);
    expect(await Promise.all([copied("arf").carl, customer.address].map(isSilent))).toEqual([true, false]);
  });

  test("and where nothing says whom it is about, nobody is silenced, and the log says so", async () => {
    const { replyId, interactionId, customer } = await withCopies("open");
    const { carl, dora } = copied("open");
    await deliver(world, { raw: report("Open", "delivery-status", replyId, fate("x@elsewhere.example")) });
    expect(await logOf(interactionId)).toMatchObject([
      { kind: "reply-bounced", details: { recipient: "not named", silence: false } },
    ]);
    expect(await Promise.all([carl, dora, customer.address].map(isSilent))).toEqual([false, false, false]);
  });
});

test("a copy for an address that asked for silence is left out, and reply and log say so (I6)", async () => {
  const { input, replyId, interactionId, customer } = await withCopies("silence", "pending");
  const { carl, dora } = copied("silence");
  await transact(suppressionWrite(dora, "complaint"));
  expect(await sendReply(input)).toMatchObject({ result: "sent" });
  const sent = world.sent.at(-1);
  expect(sent?.request["Destination"]).toEqual({ ToAddresses: [customer.address], CcAddresses: [carl] });
  expect((await PostalMime.parse(sent?.raw ?? "")).cc).toEqual([{ name: "", address: carl }]);
  expect(await replyOf(replyId)).toMatchObject({ status: "sent", leftOut: [{ address: dora }] });
  expect(await logOf(interactionId)).toMatchObject([{ kind: "reply-sent", details: { copiesLeftOut: 1 } }]);
  // What is told of the reply later is about those who got it.
  await tell(replyId, "Bounce", bounced(carl));
  expect(await Promise.all([carl, customer.address].map(isSilent))).toEqual([true, false]);
});

test("a report that writes an address in another way means the one recipient it can mean (B2)", () => {
  const [to, cc] = [{ name: "", address: "anna@a.example" }, [{ name: "", address: "carl+shop@b.example" }]];
  const reply = { to, cc, automatic: false };
  expect(recipientNamed(reply, "carl@b.example")).toMatchObject({ copy: 1 });
  expect(recipientNamed(reply, "postbox-17@a.example")).toMatchObject({ copy: 0 });
  expect(recipientNamed(reply, "x@c.example")).toBeUndefined();
  expect(recipientNamed({ ...reply, automatic: true }, "x@c.example")).toMatchObject({ copy: 0 });
  const colleagues = [...cc, { name: "", address: "ben@b.example" }];
  expect(recipientNamed({ ...reply, cc: colleagues }, "postbox-17@b.example")).toBeUndefined();
});
