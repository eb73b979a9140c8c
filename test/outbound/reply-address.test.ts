import { afterAll, beforeAll, expect, test } from "vitest";
import { conversationEmails } from "../../functions/platform/interactions.ts";
import { conversationOfAddress, replyAddress, replyOfAddress } from "../../functions/platform/signed-addresses.ts";
import { signingKeys } from "../../functions/platform/signing.ts";
import { deliver, email } from "../intake/deliver.ts";
import { handled } from "../intake/look.ts";
import { type MailWorld, mailbox, openMailWorld } from "../intake/mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

test("a conversation's id has 128 bits, and without its signature it opens nothing (T6, T7)", async () => {
  const keys = await signingKeys();
  const conversationId = `con_${"5a".repeat(16)}`;
  const address = replyAddress({ conversationId, mailbox }, "mail.shop.example", keys);
  expect(conversationOfAddress(address, keys)).toBe(conversationId);
  // Gateways change case (T8).
  expect(conversationOfAddress(address.toUpperCase(), keys)).toBe(conversationId);
  const [, id = "", mac = ""] = /\+c\.([a-z2-7]+)\.([a-z2-7]+)@/.exec(address) ?? [];
  expect(id.length * 5).toBeGreaterThanOrEqual(128);
  const forged = [
    `support+c.${id}@mail.shop.example`,
    `support+c.${id}.@mail.shop.example`,
    `support+c.${id}.${mac.slice(0, -1)}@mail.shop.example`,
    `support+c.${id}.${"a".repeat(mac.length)}@mail.shop.example`,
    `support+c.${conversationId}.${mac}@mail.shop.example`,
  ];
  for (const each of forged) expect(conversationOfAddress(each, keys)).toBeUndefined();
  // A signature is for one purpose alone.
  expect(replyOfAddress(address.replace("+c.", "+r."), keys)).toBeUndefined();
});

test("two emails of one thread that arrive in reverse order stand in the order of receipt, once each (T9, F12)", async () => {
  const root = { "Message-ID": "<reverse-1@customer.example>", Subject: "Reverse one" };
  const follow = {
    ...{ "Message-ID": "<reverse-2@customer.example>", "In-Reply-To": root["Message-ID"] },
    ...{ References: root["Message-ID"], Subject: "Reverse two" },
  };
  await deliver(world, { raw: email(follow, "And to Germany?") });
  await deliver(world, { raw: email(root, "How long does delivery take?") });
  await deliver(world, { raw: email(follow, "And to Germany?") });
  const [one, two] = [await handled("Reverse one"), await handled("Reverse two")];
  expect(one.interaction.conversationId).toBe(two.interaction.conversationId);
  const emails = await conversationEmails(one.interaction.conversationId);
  expect(emails.map(({ subject, seq }) => [seq, subject])).toEqual([
    [1, "Reverse two"],
    [2, "Reverse one"],
  ]);
  const ours = new Set([one.interaction.interactionId, two.interaction.interactionId]);
  expect(world.started.filter(({ name }) => ours.has(name))).toHaveLength(2);
});
