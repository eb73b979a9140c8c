import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accept } from "../../functions/intake/accept.ts";
import { aboveOurEmail } from "../../functions/intake/cut-words.ts";
import { identityOfEmail } from "../../functions/intake/identity.ts";
import { readText } from "../../functions/intake/read-text.ts";
import { readPolicy } from "../../functions/platform/policy.ts";
import { deliver, email } from "./deliver.ts";
import { handled } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

const plea =
  "I never ordered this, please cancel everything today and send my money back, or my lawyer will write to you.";
const nothing = { html: undefined, text: undefined };
const read = (mail: Partial<Parameters<typeof readText>[0]>) => readText({ ...nothing, ...mail });
const problems = (mail: Partial<Parameters<typeof readText>[0]>) => read(mail).problems;

describe("an email of which more than a few words were taken for somebody else's says so", () => {
  test.each([
    ["quote marks", { text: `How long does delivery take?\n\n> ${plea}` }],
    ["a signature", { text: `How long does delivery take?\n\n-- \n${plea}` }],
    ["small print", { text: `How long does delivery take?\n\nDisclaimer: ${plea}` }],
    ["Gmail's quote", { html: `<p>How long does delivery take?</p><div class="gmail_quote">${plea}</div>` }],
    ["a cited block", { html: `<p>How long does delivery take?</p><blockquote type="cite">${plea}</blockquote>` }],
  ])("under %s", (_, mail) => {
    expect(read(mail).losesWords).toBe(true);
  });

  test("but not for a short signature", () => {
    expect(read({ text: "How long does delivery take?\n\n-- \nAnna Smith\n+44 123" }).losesWords).toBe(false);
  });
});

describe("what looks like a quote of ours (P8)", () => {
  let world: MailWorld;
  beforeAll(async () => {
    world = await openMailWorld();
  });
  afterAll(() => world.close());

  const quoting = `Yes.\r\n\r\nOn Mon, 2 Nov 2026 at 10:00, Shop <support@shop.example> wrote:\r\n> ${plea}\r\n`;

  test.each([
    ["In-Reply-To", { "In-Reply-To": "<invented@shop.example>" }],
    ["References", { References: "<invented@shop.example> <another@shop.example>" }],
    ["neither", {}],
  ])("is held when %s names nothing that we know", async (name, headers) => {
    await deliver(world, { raw: email({ Subject: `Invented ${name}`, ...headers }, quoting) });
    expect((await handled(`Invented ${name}`)).email.warnings).toContain("cut-words");
  });

  test("is none of the customer's words, and no reason to hold a reply that joins its conversation", async () => {
    await deliver(world, { raw: email({ Subject: "Begun", "Message-ID": "<begun@customer.example>" }) });
    const reply = email({ Subject: "Re: Begun", "In-Reply-To": "<begun@customer.example>" }, quoting);
    await deliver(world, { raw: reply });
    const { email: read } = await handled("Re: Begun");
    expect(read).toMatchObject({ words: "Yes.", warnings: [] });
  });

  test.each([
    ["is no reason either when the email before it was accepted while this one was read", true, []],
    ["is held when only the thread's name was the same", false, ["cut-words"]],
  ])("%s", async (title, joins, warnings) => {
    await deliver(world, { raw: email({ Subject: title, "Message-ID": `<${joins}@customer.example>` }) });
    const begun = (await handled(title)).email;
    const id = identityOfEmail(Buffer.from(title), undefined, begun.from.address);
    const reading = { ...begun, ...{ emailId: id.emailId, interactionId: id.interactionId, subject: `Re: ${title}` } };
    const place = { conversationId: undefined, newConversationId: begun.conversationId, namedConversation: undefined };
    const cut = { warnings: ["cut-words"], joins: async () => joins };
    await accept({ ...place, identity: id.hash, reading, ending: undefined, unlessItJoins: cut }, await readPolicy());
    expect((await handled(`Re: ${title}`)).email).toMatchObject({ seq: 2, warnings });
  });

  test("is held though a copy of the same email was accepted beside it (F2)", async () => {
    const thread = { References: "<never-came@customer.example>" };
    for (let n = 0; n < 5; n++) {
      const own = { Subject: `Twice ${n}`, From: `Zoe <zoe${n}@customer.example>` };
      await deliver(world, { raw: email({ ...own, ...thread }) });
      const itself = `<twice-${n}@customer.example>`;
      const more = { ...own, Subject: `Re: Twice ${n}`, "Message-ID": itself };
      const raw = email({ ...more, References: `${thread.References} ${itself}` }, quoting);
      await Promise.all([deliver(world, { raw }), deliver(world, { raw }), deliver(world, { raw })]);
      expect((await handled(`Re: Twice ${n}`)).email.warnings).toContain("cut-words");
    }
  });

  test("is held when it names a conversation of somebody else", async () => {
    await deliver(world, { raw: email({ Subject: "Theirs", "Message-ID": "<theirs@customer.example>" }) });
    const raw = email(
      { From: "Omar <omar@other.example>", Subject: "Re: Theirs", "In-Reply-To": "<theirs@customer.example>" },
      quoting,
    );
    await deliver(world, { raw, envelopeSender: "omar@other.example" });
    expect((await handled("Re: Theirs")).email.warnings).toContain("cut-words");
  });
});

describe("an email whose text and HTML are other words says so", () => {
  test("when the text is harmless", () => {
    expect(problems({ text: "How long does delivery take?", html: `<p>${plea}</p>` })).toEqual(["cut-words"]);
  });

  test.each([
    [
      "links and pictures",
      "See our page <https://shop.example/a/b/c> now [cid:x@y]",
      '<p>See our <a href="x">page</a> now</p>',
    ],
    ["lines without spaces", "配送は何日\nかかりますか", "<p>配送は何日かかりますか</p>"],
    ["marks", "*Hello*, where is it?", "<p><b>Hello</b>, where is it?</p>"],
  ])("but not for %s", (_, text, html) => {
    expect(problems({ text, html })).toEqual([]);
  });
});

describe("an answer to an email of ours from before our time", () => {
  const isOwn = (address: string) => address === "support@shop.example";
  const header = (address: string) =>
    [
      "Thanks!",
      "",
      `From: Shop <${address}>`,
      "Sent: 14 April 2026 10:12",
      "To: Anna <a@b.example>",
      "",
      "Old words",
    ].join("\n");

  test("ends above the whole header that names our address", () => {
    expect(aboveOurEmail(header("support@shop.example"), isOwn)).toBe("Thanks!\n");
  });

  test("is read whole when the header names another, or is no header", () => {
    for (const text of [header("other@shop.example"), "Thanks!\nFrom: support@shop.example\nI have got a broken jug."])
      expect(aboveOurEmail(text, isOwn)).toBe(text);
  });
});
