import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver, email } from "./deliver.ts";
import { handled } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

describe("a sender's domain that only becomes the customer's when it is folded", () => {
  test.each([
    ["a soft hyphen", "anna@customer\u00ad.example"],
    ["full-width letters", "anna@ｃustomer.example"],
    ["a look-alike of a dot", "anna@customer\u2024example"],
    ["a percent sign", "anna@c%75stomer.example"],
    ["a zero-width space", "anna@cust\u200bomer.example"],
    ["an encoded word", "anna@cust=?utf-8?Q?=C2=AD?=omer.example"],
  ])("in %s proves nobody and joins no conversation", async (name, from) => {
    const first = `<first-${from.length}-${name.length}@customer.example>`;
    await deliver(world, { raw: email({ Subject: `Honest ${name}`, "Message-ID": first }) });
    const honest = await handled(`Honest ${name}`);
    expect(honest.email.warnings).toEqual([]);
    await deliver(world, {
      raw: email({ Subject: `Forged ${name}`, From: `Anna <${from}>`, "In-Reply-To": first, References: first }),
    });
    const forged = await handled(`Forged ${name}`);
    expect(forged.email.warnings).toContain("sender-not-proven");
    expect(forged.interaction.conversationId).not.toBe(honest.interaction.conversationId);
    if (name !== "an encoded word") expect(forged.email.warnings).toContain("sender-disguised");
  });
});
