import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deliver, email, notice, put, receive } from "./deliver.ts";
import { allHandled, handled, kindsOf } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

describe("an email from a person", () => {
  test("opens a conversation, an interaction and a run of that name", async () => {
    expect(await deliver(world, { raw: email({ Subject: "First" }) })).toEqual([]);
    const { interaction, conversation, email: read } = await handled("First");
    expect(interaction).toMatchObject({ seq: 1, outcome: "open", customer: { address: "anna@customer.example" } });
    expect(conversation).toMatchObject({ lastSeq: 1, answeredSeq: 0, mailbox: "support@shop.example" });
    expect(read).toMatchObject({ words: "How long does delivery take?", senderClass: "person", warnings: [] });
    expect(world.started.filter(({ name }) => name === interaction.interactionId)).toHaveLength(1);
    expect(interaction.executionArn).toContain(interaction.interactionId);
    expect(await kindsOf(interaction.interactionId)).toEqual(["email-received", "run-started"]);
  });

  test("delivered a hundred times in parallel is accepted once (F1)", async () => {
    const one = await put(world, { raw: email({ Subject: "Hundred" }) });
    const answers = await Promise.all(Array.from({ length: 100 }, () => receive(JSON.stringify(one))));
    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    const { interaction, conversation, email: read } = await handled("Hundred");
    expect(conversation?.lastSeq).toBe(1);
    expect(read.seq).toBe(1);
    expect(world.started.filter(({ name }) => name === interaction.interactionId)).toHaveLength(1);
  });

  test("that comes again under another key with other Received headers is the same (F2)", async () => {
    const raw = email({ Subject: "Twice" });
    await deliver(world, { raw });
    await deliver(world, { raw: `Received: from relay by us; today\r\n${raw}` });
    expect((await handled("Twice")).conversation?.lastSeq).toBe(1);
  });

  test("with a copied Message-ID and other words is another email (F2)", async () => {
    const id = { "Message-ID": "<copied@customer.example>" };
    await deliver(world, { raw: email({ ...id, Subject: "Copied 1" }, "My order is late.") });
    await deliver(world, { raw: email({ ...id, Subject: "Copied 2" }, "Send my order elsewhere.") });
    expect((await handled("Copied 1")).interaction.interactionId).not.toBe(
      (await handled("Copied 2")).interaction.interactionId,
    );
  });

  test("without a Message-ID is known by its bytes (F3)", async () => {
    const raw = email({ Subject: "Nameless", "Message-ID": "" });
    await deliver(world, { raw }, { raw });
    expect((await handled("Nameless")).email.messageId).toBeUndefined();
  });

  test("twenty at once in one conversation get twenty places", async () => {
    await deliver(world, { raw: email({ Subject: "Storm", "Message-ID": "<storm@customer.example>" }) });
    const replies = Array.from({ length: 20 }, (_, index) => ({
      raw: email({ Subject: `Storm ${index}`, "In-Reply-To": "<storm@customer.example>" }, `Part ${index}`),
    }));
    let waiting = await Promise.all(replies.map((reply) => put(world, reply)));
    // What is busy comes back from the queue.
    while (waiting.length > 0) {
      const answers = await Promise.all(waiting.map((each) => receive(JSON.stringify(each))));
      waiting = waiting.filter((_, index) => answers[index]!.batchItemFailures.length > 0);
    }
    const places = (await allHandled((subject) => subject.startsWith("Storm"))).map((each) => each.email.seq);
    expect(places.sort((left, right) => left - right)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
  });
});

describe("what cannot be handled", () => {
  test("fails alone in its batch (F10), and a missing object comes back (F13)", async () => {
    const good = await put(world, { raw: email({ Subject: "Good neighbour" }) });
    const answer = await receive("{", JSON.stringify(good), JSON.stringify(notice("raw/nowhere", {})));
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["m0", "m2"]);
    expect((await handled("Good neighbour")).interaction.outcome).toBe("open");
  });

  test("SES's note that a rule was made is no email", async () => {
    const answer = await receive(JSON.stringify(notice("raw/AMAZON_SES_SETUP_NOTIFICATION", {})));
    expect(answer.batchItemFailures).toEqual([]);
  });
});

describe("bad emails end in a named state and go to a person", () => {
  const deep = (depth: number): string => {
    let part = "Content-Type: text/plain\r\n\r\ndeep words\r\n";
    for (let level = 0; level < depth; level++) {
      part = `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n${part}\r\n--b${level}--\r\n`;
    }
    return `From: anna@customer.example\r\nSubject: Deep\r\nMessage-ID: <deep@x.example>\r\n${part}`;
  };
  const large = [
    'From: anna@customer.example\r\nSubject: Large\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n',
    "Content-Type: text/plain\r\n\r\nIt is attached.\r\n--b\r\nContent-Type: application/octet-stream\r\n",
    'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="x.bin"\r\n\r\n',
    `${"A".repeat(76)}\r\n`.repeat(400_000),
    "\r\n--b--\r\n",
  ].join("");

  test("an empty one", async () => {
    expect(await deliver(world, { raw: "" })).toEqual([]);
    expect((await handled("")).email.warnings).toEqual(["unreadable-part", "sender-unclear", "sender-not-proven"]);
  });

  test("one without a sender", async () => {
    await deliver(world, { raw: email({ From: "", Subject: "Senderless" }) });
    expect((await handled("Senderless")).email.warnings).toEqual(["sender-unclear", "sender-not-proven"]);
  });

  test("one that is nested a thousand deep", async () => {
    await deliver(world, { raw: deep(1000) });
    expect((await handled("Deep")).email).toMatchObject({ warnings: ["unreadable-part"], words: "" });
  });

  test("one of thirty megabytes", async () => {
    expect(await deliver(world, { raw: large })).toEqual([]);
    const { email: read } = await handled("Large");
    expect(read.words).toBe("It is attached.");
    expect(read.attachments).toMatchObject([{ name: "x.bin", size: 22_800_000 }]);
  });

  test("one of nothing but line ends", async () => {
    await deliver(world, { raw: email({ Subject: "Empty lines" }, "\n".repeat(5_000_000)) });
    expect((await handled("Empty lines")).email.warnings).toEqual(["unreadable-part"]);
  });

  test("one with two From headers, and one with a group", async () => {
    await deliver(
      world,
      { raw: email({ Subject: "Two senders", "X-Other": "a\r\nFrom: other@elsewhere.example" }) },
      { raw: email({ Subject: "Group", From: "Team: a@one.example, b@two.example;" }) },
    );
    expect((await handled("Two senders")).email.warnings).toContain("sender-unclear");
    expect((await handled("Group")).email.warnings).toContain("sender-unclear");
  });
});

test.each([65_536, 262_144, 262_145, 400_000])(
  "an email of %i bytes that are not ASCII lies in S3 whole, and its run is told of it alone (F14)",
  async (bytes) => {
    // Two bytes a letter, where services count bytes and programs letters; lines as people write them.
    const text = `${"ü".repeat(40)}\n`.repeat(Math.ceil(bytes / 81)).slice(0, bytes / 2);
    const subject = `Sized ${bytes}`;
    const type = { "Content-Type": "text/plain; charset=utf-8" };
    expect(await deliver(world, { raw: email({ Subject: subject, ...type }, text) })).toEqual([]);
    const { interaction, email: read } = await handled(subject);
    expect(read.text.replaceAll("\r", "")).toBe(text.trim());
    const run = world.started.find(({ name }) => name === interaction.interactionId);
    expect(Buffer.byteLength(JSON.stringify(run?.input))).toBeLessThan(1000);
  },
);

describe("a flood from one sender (F28)", () => {
  const from = (sender: string, nth: number) =>
    email({ From: `${sender}+${nth}@customer.example`, Subject: `Flood ${sender} ${nth}` }, `Question ${nth}`);
  const waits = async (subject: string): Promise<unknown> => {
    const { interaction } = await handled(subject);
    return world.started.find(({ name }) => name === interaction.interactionId)?.input["debounceSeconds"];
  };

  test("is accepted at once, and its runs begin one after the other, so that nobody waits behind them", async () => {
    // All within one minute, since each begins to count anew.
    vi.useFakeTimers({ now: Math.ceil(Date.now() / 60_000) * 60_000 + 1000, toFake: ["Date"] });
    for (let nth = 1; nth <= 13; nth++) await deliver(world, { raw: from("flood", nth) });
    await deliver(world, { raw: from("other", 1) });
    const seconds = await Promise.all([1, 10, 11, 12, 13].map((nth) => waits(`Flood flood ${nth}`)));
    expect(seconds).toEqual([0, 0, 2, 4, 6]);
    expect(await waits("Flood other 1")).toBe(0);
    vi.useRealTimers();
  });

  test("is none when one email comes a hundred times (F1)", async () => {
    const one = await put(world, { raw: from("again", 1) });
    await Promise.all(Array.from({ length: 100 }, () => receive(JSON.stringify(one))));
    await deliver(world, { raw: from("again", 2) });
    expect(await Promise.all([waits("Flood again 1"), waits("Flood again 2")])).toEqual([0, 0]);
  });
});
