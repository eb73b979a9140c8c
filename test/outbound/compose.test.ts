import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import type { ReplyRow } from "../../functions/contracts/rows.ts";
import { compose, replySubject } from "../../functions/outbound/compose.ts";
import { mailbox, policy } from "../intake/mail-world.ts";

const box = policy.mailboxes[mailbox]!;
const reply: ReplyRow = {
  ...{
    replyId: `rpl_${"a".repeat(40)}`,
    conversationId: `con_${"b".repeat(32)}`,
    interactionId: `int_${"c".repeat(40)}`,
  },
  ...{ seq: 1, mailbox, to: { name: "Anna", address: "anna@customer.example" }, subject: "Order", text: "Hello." },
  ...{
    references: [],
    automatic: true,
    decidedBy: "gate",
    kind: "answer",
    status: "pending",
    attempt: 0,
    createdAt: "",
  },
};
const envelope = { replyTo: mailbox, signature: "x.y", messageId: "<a@shop.example>", date: new Date(0) };
const rawOf = async (change: Partial<ReplyRow>) =>
  Buffer.from(await compose({ ...reply, ...change }, box, envelope)).toString();
test("a person's reply goes to whom they added, once each, with their files; the gate's to the customer alone (P1, P15)", async () => {
  const cc = ["ben@partner.example", "BEN@partner.example", "anna@customer.example", "no address"];
  const change: Partial<ReplyRow> = {
    cc: cc.map((address) => ({ address, name: "Ben\r\nBcc: x@evil.example" })),
    attachments: [{ key: "uploads/1", name: "label.pdf", type: "application/pdf", size: 3 }],
  };
  const files = [Buffer.from("abc")];
  const made = async (automatic: boolean) =>
    PostalMime.parse(Buffer.from(await compose({ ...reply, ...change, automatic }, box, { ...envelope, files })));
  const mine = await made(false);
  expect(mine.cc?.map(({ address }) => address)).toEqual(["ben@partner.example"]);
  expect(mine.bcc).toBeUndefined();
  expect(mine.attachments.map(({ filename, disposition }) => [filename, disposition])).toEqual([
    ["label.pdf", "attachment"],
  ]);
  const gates = await made(true);
  expect([gates.cc, gates.attachments]).toEqual([undefined, []]);
});

test("an email that answers none has its own subject", async () => {
  expect((await parse({ fresh: true, automatic: false, subject: "Your order" })).subject).toBe("Your order");
});

const parse = async (change: Partial<ReplyRow>) => PostalMime.parse(await rawOf(change));

describe("nothing that a customer or model wrote becomes a header (S11)", () => {
  const breaks = ["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085", "\0", "=0D=0A", "=?utf-8?q?=0D=0A?=", "%0d%0a"];
  test.each(breaks)("with %j in subject, name and text", async (end) => {
    const evil = `Hi${end}Bcc: thief@evil.example${end}${end}Body`;
    const raw = await rawOf({ subject: evil, to: { name: evil, address: "anna@customer.example" }, text: evil });
    const header = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(header).not.toMatch(/^bcc:/im);
    const mail = await PostalMime.parse(raw);
    expect(mail.bcc).toBeUndefined();
    expect(mail.to).toHaveLength(1);
    expect(mail.to?.[0]?.address).toBe("anna@customer.example");
  });

  test.each([
    "anna@customer.example, thief@evil.example",
    "anna@customer.example\r\nBcc: x@y.example",
    "Anna <a@b.example>",
    "",
  ])("and the address %j is refused", async (address) => {
    await expect(rawOf({ to: { name: "", address } })).rejects.toMatchObject({ name: "ReplyRefused" });
  });

  test("and Message-IDs of a strange shape are left out", async () => {
    const mail = await parse({
      inReplyTo: "<a@b>\r\nBcc: x@y.example",
      references: ["<ok@x.example>", "junk", "<a b@c>"],
    });
    expect(mail).toMatchObject({ references: "<ok@x.example>" });
    expect(mail.inReplyTo).toBeUndefined();
  });

  test("no line is longer than SMTP allows", async () => {
    const raw = await rawOf({
      subject: "x".repeat(5000),
      text: "y".repeat(20_000),
      to: { name: "z".repeat(3000), address: "a@b.example" },
    });
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});

describe("links, addresses and phone numbers that the sender put into a header (P5)", () => {
  test.each([
    "Win at https://evil.example/x",
    "evil-prize.zip",
    "Bcc: boss@evil.example",
    "www.evil.example",
    "evil。com",
    "evil\u2024com",
    "evil\uFF0E com",
    "evil\uFF61com",
    "evi\u00adl.c\u00adom",
    "Call +1 (555) 123-4567",
    "Call 0800.123.456 now",
    "Call 555,123,4567",
    "Call ０８００ １２３４５６",
  ])("are not repeated by an automatic reply: %j", async (words) => {
    const mail = await parse({ subject: words, to: { name: words, address: "anna@customer.example" } });
    expect(mail.subject).toBe("Re: your message");
    expect(mail.to).toEqual([{ name: "", address: "anna@customer.example" }]);
  });

  test("stay in a reply that a person approved", async () => {
    expect((await parse({ automatic: false, subject: "Is fernwood.example down?" })).subject).toContain(
      "fernwood.example",
    );
  });

  test("and a phone number stays, too", async () => {
    expect((await parse({ automatic: false, subject: "Is 0800 123 456 yours?" })).subject).toContain("0800 123 456");
  });

  test("and ordinary subjects stay as they are", async () => {
    expect((await parse({ subject: "Order FW-10223, size 4.5, 20.11." })).subject).toBe(
      "Re: Order FW-10223, size 4.5, 20.11.",
    );
  });
});

test("text is escaped into our own HTML", async () => {
  const { html } = await parse({ text: `<img src=x onerror=alert(1)> & "quotes"\nnext\n\nparagraph` });
  expect(html).toContain("<p>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;<br>");
  expect(html).not.toContain("<img");
});

test.each([
  ["Order", "Re: Order"],
  ["Re: Order", "Re: Order"],
  ["RE: AW: Re[2]: Order", "Re: Order"],
  ["", "Re: your message"],
  ["Reply me", "Re: Reply me"],
])("the subject %j is answered as %j", (subject, answer) => {
  expect(replySubject(subject)).toBe(answer);
});

test("a long thread keeps its first and its latest references", async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `<${index}@x.example>`);
  const kept = (await parse({ references: ids })).references?.split(/\s+/);
  expect(kept).toHaveLength(20);
  expect([kept?.[0], kept?.at(-1)]).toEqual(["<0@x.example>", "<99@x.example>"]);
});

test("a subject carries one token where policy wants it, never the customer's (T1)", async () => {
  const theirs = { ...reply, subject: `Re: Order [#${"a".repeat(26)}.${"b".repeat(16)}]` };
  const raw = async (given: typeof envelope & { subjectToken?: string }) =>
    (await PostalMime.parse(await compose(theirs, box, given))).subject;
  expect(await raw(envelope)).toBe("Re: Order");
  expect(await raw({ ...envelope, subjectToken: "[#ours.mac]" })).toBe("Re: Order [#ours.mac]");
});
