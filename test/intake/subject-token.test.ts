import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subjectToken, withoutToken } from "../../functions/platform/subject-token.ts";
import { deliver, email } from "./deliver.ts";
import { allHandled, handled } from "./look.ts";
import { type MailWorld, openMailWorld, signingKey } from "./mail-world.ts";

let world: MailWorld;
let conversationId = "";
let token = "";
beforeAll(async () => {
  world = await openMailWorld();
  await deliver(world, { raw: email({ Subject: "Begin" }) });
  ({ conversationId } = (await handled("Begin")).interaction);
  token = subjectToken(conversationId, [signingKey]);
});
afterAll(() => world.close());

async function conversationOf(subject: string, headers: Record<string, string> = {}): Promise<string | undefined> {
  await deliver(world, { raw: email({ Subject: subject, ...headers }, `About ${subject}`) });
  return (await allHandled((each) => each === subject))[0]?.interaction.conversationId;
}

describe("a signed token in the subject", () => {
  test("joins an answer that lost all its headers (T1)", async () => {
    expect(await conversationOf(`Re: Begin ${token}`)).toBe(conversationId);
  });

  test("joins in capitals (T8)", async () => {
    expect(await conversationOf(`AW: ${token.toUpperCase()} Begin`)).toBe(conversationId);
  });

  test("of somebody else begins a conversation, and the one it names is noted for people (T5)", async () => {
    expect(await conversationOf(`Fwd: ${token}`, { From: "bert@customer.example" })).not.toBe(conversationId);
  });

  test.each([
    ["tampered with", () => token.replace(/.\]$/, (end) => (end === "a]" ? "b]" : "a]"))],
    ["cut", () => token.replace(/....\]$/, "]")],
    ["made up", () => `[#${"a".repeat(26)}.${"b".repeat(16)}]`],
  ])("that is %s is none (T6)", async (name, changed) => {
    expect(await conversationOf(`${name} ${changed()}`)).not.toBe(conversationId);
  });

  test("is never repeated from a customer's subject", () => {
    expect(withoutToken(`Begin ${token} and more`)).toBe("Begin and more");
  });
});
