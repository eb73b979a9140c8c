import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/outbound/send-reply.lambda.ts";
import { readConversation } from "../../functions/platform/interactions.ts";
import { messageRows } from "../../functions/platform/message-ids.ts";
import { currentPolicyKey } from "../../functions/platform/policy.ts";
import { put, transact } from "../../functions/platform/rows.ts";
import { suppressionWrite } from "../../functions/platform/suppression.ts";
import { kindsOf } from "../intake/look.ts";
import { type MailWorld, mailbox, openMailWorld, policy } from "../intake/mail-world.ts";
import { decided, ready, replyOf } from "./ready.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

const setPolicy = (change: Partial<typeof policy>) =>
  transact(put("policy", { ...currentPolicyKey, policy: { ...policy, ...change } }));
afterEach(() => setPolicy({}));

const sentTo = (address: string) =>
  world.sent.filter(({ request }) => JSON.stringify(request["Destination"]).includes(address));

describe("an automatic reply", () => {
  test("goes to the customer alone, threaded, marked, signed, in text and HTML (L11, L12)", async () => {
    const { input, customer, conversationId, interactionId } = await ready({
      thread: "plain",
      subject: "AW: Re: Delivery",
    });
    const result = await handler(input);
    expect(result).toMatchObject({ result: "sent", reason: null });
    const [email] = sentTo(customer.address);
    expect(email?.request).toMatchObject({
      Destination: { ToAddresses: [customer.address] },
      FromEmailAddress: mailbox,
      ConfigurationSetName: "set",
      EmailTags: [{ Name: "reply_id", Value: result.replyId }],
    });
    expect(String(email?.request["FeedbackForwardingEmailAddress"])).toMatch(
      /^bounce\+r\.[a-z2-7]+\.[a-z2-7]+@mail\.shop/,
    );
    const mail = await PostalMime.parse(email?.raw ?? "");
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail).toMatchObject({ subject: "Re: Delivery", inReplyTo: "<plain@customer.example>" });
    expect(mail.references).toBe("<first@customer.example> <plain@customer.example>");
    expect(mail.to).toEqual([{ name: "Anna Customer", address: customer.address }]);
    expect(mail.replyTo?.[0]?.address).toMatch(/^support\+c\.[a-z2-7]+\.[a-z2-7]+@mail\.shop\.example$/);
    expect(mail.cc ?? mail.bcc).toBeUndefined();
    expect(header("auto-submitted")).toBe("auto-replied");
    expect(header("x-auto-response-suppress")).toBe("All");
    expect(mail.text).toBe("It takes three days.\n\nYour shop\n\nAn AI wrote this. Answer to reach a person.\n");
    expect(mail.html).toContain("<p>It takes three days.</p>");
    expect(await readConversation(conversationId)).toMatchObject({ answeredSeq: 1 });
    expect((await messageRows("<0100-ses-1-000000@eu-west-1.amazonses.com>"))[0]).toMatchObject({ conversationId });
    expect(await kindsOf(interactionId)).toEqual(["reply-queued", "reply-sent"]);
  });

  test("asked for fifty times at once is sent once, and no run is told that it was held (I2, F1)", async () => {
    const { input, customer } = await ready({ thread: "fifty" });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => handler(input)));
    expect(sentTo(customer.address)).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ name: "Busy" });
      // Its own place in the cap must not make the second of them call a person.
      else expect(result.value).toMatchObject({ result: "sent" });
    }
    expect(await handler(input)).toMatchObject({ result: "sent" });
    expect(sentTo(customer.address)).toHaveLength(1);
  });

  test("speaks the draft's language under the reply", async () => {
    const { input, customer } = await ready({ thread: "german", language: "de", text: "Drei Tage." });
    await handler(input);
    expect((await PostalMime.parse(sentTo(customer.address)[0]?.raw ?? "")).text).toContain(
      "Das hat eine KI geschrieben.",
    );
  });

  test.each([
    ["stopped", { stopped: true }],
    ["mode-draft", { mailboxes: { [mailbox]: { ...policy.mailboxes[mailbox]!, mode: "draft" as const } } }],
    ["mode-shadow", { mailboxes: { [mailbox]: { ...policy.mailboxes[mailbox]!, mode: "shadow" as const } } }],
  ])("is held when policy says %s", async (reason, change) => {
    await setPolicy(change);
    const { input, customer } = await ready({ thread: `held ${reason}` });
    expect(await handler(input)).toEqual({ result: "held", replyId: null, reason });
    expect(sentTo(customer.address)).toEqual([]);
  });

  test("is held when stop is pressed between two tries to queue it", async () => {
    const { input, customer } = await ready({ thread: "stopped between tries" });
    const sibling = await ready({ thread: "sibling", customer, subject: "Another matter" });
    // The sender's count has moved since it was read, so the first try fails; stop is pressed before the second.
    world.beforeNext = async () => {
      expect(await handler(sibling.input)).toMatchObject({ result: "sent" });
      await setPolicy({ stopped: true });
    };
    expect(await handler(input)).toEqual({ result: "held", replyId: null, reason: "stopped" });
    expect(sentTo(customer.address)).toHaveLength(1);
  });

  test("is held while a person is on it, and superseded when the customer has written again", async () => {
    const open = await ready({ thread: "task", openTaskId: `tsk_${"a".repeat(40)}` });
    expect(await handler(open.input)).toMatchObject({ result: "held", reason: "person-is-on-it" });
    const late = await ready({ thread: "late", lastSeq: 2 });
    expect(await handler(late.input)).toMatchObject({ result: "superseded" });
  });

  test("is held when the address asked for silence (I6)", async () => {
    const { input, customer } = await ready({ thread: "silent" });
    await transact(suppressionWrite(customer.address, "complaint"));
    expect(await handler(input)).toMatchObject({ result: "held", reason: "suppressed" });
  });

  test("an acknowledgement says nothing of the draft and answers nothing", async () => {
    const { input, customer, conversationId } = await ready({ thread: "ack", text: "A wild guess." });
    expect(await handler({ ...input, kind: "acknowledge" })).toMatchObject({ result: "sent" });
    const { text } = await PostalMime.parse(sentTo(customer.address)[0]?.raw ?? "");
    expect(text).toContain("one of us will read it");
    expect(text).not.toContain("A wild guess");
    expect(await readConversation(conversationId)).toMatchObject({ answeredSeq: 0 });
  });
});

describe("caps hold (L10)", () => {
  test("three an hour to one sender, under a hundred parallel deliveries", async () => {
    const customer = { address: "loop@customer.example", name: "" };
    const scenes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        ready({
          thread: `loop ${index}`,
          customer: { ...customer, address: index % 2 === 0 ? customer.address : `loop+${index}@customer.example` },
          subject: `Subject ${index}`,
        }),
      ),
    );
    const results = await Promise.all(scenes.map(({ input }) => untilNotBusy(() => handler(input))));
    expect(results.filter(({ result }) => result === "sent")).toHaveLength(3);
    expect(results.filter(({ reason }) => reason === "over-cap")).toHaveLength(97);
    expect(sentTo("loop")).toHaveLength(3);
  });

  test("one with the same subject", async () => {
    const customer = { address: "same@customer.example", name: "" };
    const one = await ready({ thread: "same 1", customer, subject: "Order" });
    const two = await ready({ thread: "same 2", customer, subject: "Re: ORDER" });
    expect(await handler(one.input)).toMatchObject({ result: "sent" });
    expect(await handler(two.input)).toMatchObject({ result: "held", reason: "over-cap" });
  });

  test("ten a day to one sender, however they are spread, and so many a minute to all together", async () => {
    const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
    const customer = { address: "patient@customer.example", name: "" };
    const results = [];
    for (let nth = 0; nth < 11; nth++) {
      vi.useFakeTimers({ now: hour + nth * 25 * 60_000, toFake: ["Date"] });
      const { input } = await ready({ thread: `patient ${nth}`, customer, subject: `Question ${nth}` });
      results.push((await handler(input)).result);
    }
    expect(results).toEqual([...Array.from({ length: 10 }, () => "sent"), "held"]);

    vi.useFakeTimers({ now: hour + 30 * 3_600_000, toFake: ["Date"] });
    await setPolicy({ caps: { ...policy.caps, totalPerMinute: 2 } });
    const all = await Promise.all([1, 2, 3].map((nth) => ready({ thread: `brake ${nth}` })));
    const reasons = [];
    for (const { input } of all) reasons.push((await handler(input)).reason);
    expect(reasons).toEqual([null, null, "over-cap"]);
    vi.useRealTimers();
  });
});

async function untilNotBusy<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Error && error.name === "Busy")) throw error;
    }
  }
}

describe("a person's reply", () => {
  test("is sent without the marks of a machine, whatever the stop button says", async () => {
    await setPolicy({ stopped: true });
    const { input, customer, replyId } = await decided({ thread: "person" });
    expect(await handler(input)).toEqual({ result: "sent", replyId, reason: null });
    const mail = await PostalMime.parse(sentTo(customer.address)[0]?.raw ?? "");
    expect(mail.headers.some(({ key }) => key === "auto-submitted")).toBe(false);
    expect(mail.text).not.toContain("An AI wrote this");
    expect(await replyOf(replyId)).toMatchObject({ status: "sent", attempt: 1 });
  });

  test("is cancelled when the customer has written again", async () => {
    const { input, replyId } = await decided({ thread: "void", lastSeq: 2 });
    expect(await handler(input)).toMatchObject({ result: "superseded", replyId });
    expect(await replyOf(replyId)).toMatchObject({ status: "cancelled", note: "superseded" });
    expect(await handler(input)).toMatchObject({ result: "superseded", replyId });
  });

  test("is not sent when the email was answered meanwhile (I2)", async () => {
    const { input, customer, replyId } = await decided({ thread: "answered already", answeredSeq: 1 });
    expect(await handler(input)).toMatchObject({ result: "superseded", replyId });
    expect(await replyOf(replyId)).toMatchObject({ status: "cancelled" });
    expect(sentTo(customer.address)).toEqual([]);
  });

  test("waits for a living sender, and is unknown once its lease ran out (O2)", async () => {
    const leaseUntil = Date.now() + 30_000;
    const busy = await decided({ thread: "leased" }, { status: "sending", attempt: 1, leaseUntil });
    await expect(handler(busy.input)).rejects.toMatchObject({ name: "Busy" });
    const lost = await decided({ thread: "lost" }, { status: "sending", attempt: 1, leaseUntil: Date.now() - 1 });
    await expect(handler(lost.input)).rejects.toMatchObject({ name: "SendingUnknown" });
    await expect(handler(lost.input)).rejects.toMatchObject({ name: "SendingUnknown" });
    expect(await replyOf(lost.replyId)).toMatchObject({ status: "unknown" });
    expect(sentTo(lost.customer.address)).toEqual([]);
  });
});
