import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver, email } from "./deliver.ts";
import { handled, logOf } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

describe("who may be answered", () => {
  test.each<[string, Record<string, string>]>([
    ["in its own words", { "Authentication-Results": "ours; dmarc=pass" }],
    ["as SES writes them", { "X-SES-Spam-Verdict": "PASS", "X-SES-DMARC-Verdict": "PASS" }],
    ["in capitals", { "AUTHENTICATION-RESULTS": "OURS; DMARC=PASS; SPF=PASS; DKIM=PASS" }],
    ["on several lines", { "Authentication-Results": "ours;\r\n dmarc=pass\r\n (p=none);\r\n\tspf=pass" }],
    [
      "several times, by another server",
      { "Authentication-Results": "other.example; dmarc=pass\r\nAuthentication-Results: ours; dmarc=pass" },
    ],
    ["in a chain", { "ARC-Authentication-Results": "i=1; ours; dmarc=pass" }],
  ])("verdicts that an email brings along %s count for nothing (D1)", async (name, claims) => {
    const subject = `Claims ${name}`;
    await deliver(world, { raw: email({ Subject: subject, ...claims }), dmarc: "FAIL", dmarcPolicy: "reject" });
    expect((await handled(subject)).email).toMatchObject({
      proof: { dmarc: "FAIL", dmarcPolicy: "reject" },
      warnings: ["sender-failed"],
    });
  });

  test.each<[string, Record<string, string>]>([
    ["two From headers", { From: "anna@customer.example\r\nFrom: bert@customer.example" }],
    ["the same From twice", { From: "anna@customer.example\r\nFrom: anna@customer.example" }],
    ["two addresses", { From: "anna@customer.example, bert@customer.example" }],
    ["a group", { From: "Team: anna@customer.example;" }],
    ["an empty group", { From: "Undisclosed:;" }],
    ["a null byte", { From: "anna@customer.example\0" }],
    ["no address", { From: "Anna" }],
    ["an address without a domain", { From: "Anna <anna@>" }],
    ["no From at all", { From: "" }],
  ])("nobody is answered without a person when an email has %s (D5)", async (name, headers) => {
    await deliver(world, { raw: email({ Subject: `Unclear ${name}`, ...headers }, `Hello from ${name}`) });
    const { warnings } = (await handled(`Unclear ${name}`)).email;
    expect(warnings).toEqual(expect.arrayContaining(["sender-unclear", "sender-not-proven"]));
  });

  test("DMARC that nobody could tell is no reason against general information (D2)", async () => {
    await deliver(world, { raw: email({ Subject: "Gray" }), dmarc: "GRAY" });
    expect((await handled("Gray")).email.warnings).toEqual([]);
  });

  test.each([
    ["spam", { spam: "FAIL" as const }],
    ["virus", { virus: "FAIL" as const }],
  ])("what is marked as %s is quarantined and starts nothing (D3)", async (reason, verdict) => {
    const before = world.started.length;
    await deliver(world, { raw: email({ Subject: `Bad ${reason}` }), ...verdict });
    const { interaction, conversation } = await handled(`Bad ${reason}`);
    expect(interaction).toMatchObject({ outcome: "quarantined", reasons: [reason], seq: 0 });
    expect(interaction.endedAt).toBeDefined();
    expect(conversation).toBeUndefined();
    expect(world.started).toHaveLength(before);
  });

  test.each([
    ["a name that poses as another address", '"help@bank.example" <anna@customer.example>'],
    ["a domain of look-alike letters", "Anna <anna@xn--80ak6aa92e.example>"],
    ["a domain of mixed letters", "Anna <anna@xn--pypl-53dc.example>"],
  ])("%s is a warning (D4)", async (name, From) => {
    await deliver(world, { raw: email({ Subject: name, From }) });
    expect((await handled(name)).email.warnings).toEqual(["sender-disguised", "sender-not-proven"]);
  });

  test("a sender who wants no automatic reply gets a person (L4)", async () => {
    await deliver(world, { raw: email({ Subject: "Quiet", "X-Auto-Response-Suppress": "OOF, AutoReply" }) });
    expect((await handled("Quiet")).email).toMatchObject({ senderClass: "person", warnings: ["no-automatic-reply"] });
  });
});

describe("whom a reply goes to", () => {
  test("the sender, whatever Reply-To says (L12)", async () => {
    await deliver(world, { raw: email({ Subject: "Elsewhere", "Reply-To": "thief@evil.example" }) });
    expect((await handled("Elsewhere")).email).toMatchObject({
      replyTo: { address: "anna@customer.example" },
      warnings: ["reply-to-differs"],
    });
  });

  const form = { From: "Form <forms@shop-site.example>", "Reply-To": "Bert <bert@customer.example>" };

  test("the customer that a trusted form names (L13)", async () => {
    await deliver(world, { raw: email({ Subject: "Form", ...form }) });
    expect((await handled("Form")).email).toMatchObject({
      replyTo: { name: "Bert", address: "bert@customer.example" },
      warnings: [],
    });
  });

  test("not the one that a forged form names (L13)", async () => {
    await deliver(world, { raw: email({ Subject: "Forged form", ...form }), dmarc: "GRAY" });
    expect((await handled("Forged form")).email).toMatchObject({
      replyTo: { address: "forms@shop-site.example" },
      warnings: ["reply-to-differs"],
    });
  });
});

describe("our own emails", () => {
  test.each([
    ["From one of our mailboxes", { From: "Support+x@SHOP.example" }],
    ["From the reply domain", { From: "anything@mail.shop.example" }],
    ["with our address as Sender", { Sender: "billing@shop.example" }],
    ["with our address as Reply-To", { "Reply-To": "support@shop.example" }],
  ])("%s are closed as own and begin no conversation (L7)", async (name, headers) => {
    const before = world.started.length;
    await deliver(world, { raw: email({ Subject: name, ...headers }) });
    expect((await handled(name)).interaction).toMatchObject({ outcome: "closed", reasons: ["own"], seq: 0 });
    expect(world.started).toHaveLength(before);
  });
});

test("the log holds no address, no subject and no word of the customer", async () => {
  await deliver(world, { raw: email({ Subject: "Secretive" }, "My canary is 4711.") });
  const log = JSON.stringify(await logOf((await handled("Secretive")).interaction.interactionId));
  for (const canary of ["anna", "customer.example", "Secretive", "4711"]) expect(log).not.toContain(canary);
});
