import { afterAll, beforeAll, expect, test } from "vitest";
import { handler } from "../../functions/intake/receive-email.lambda.ts";
import { deliver, email, put } from "./deliver.ts";
import { handled } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

const receive = async (raw: string, ApproximateReceiveCount: string) => {
  const body = JSON.stringify(await put(world, { raw }));
  return handler({ Records: [{ messageId: "m", body, attributes: { ApproximateReceiveCount } }] });
};

const long = (subject: string) =>
  email({ Subject: subject }, `Where is my parcel?\r\n${"It is late.\r\n".repeat(10_000)}The end.`);

test("an email that comes the third time is read in its first 64 KiB and waits for a person (F9)", async () => {
  expect(await receive(long("Third"), "3")).toEqual({ batchItemFailures: [] });
  const { email: read, interaction } = await handled("Third");
  expect(read.warnings).toContain("unreadable-part");
  expect(read.words).toContain("Where is my parcel?");
  expect(read.text).not.toContain("The end.");
  expect(world.started.some(({ name }) => name.includes(interaction.interactionId))).toBe(true);
});

test("an email that comes the second time is read whole", async () => {
  await receive(email({ Subject: "Second" }), "2");
  expect((await handled("Second")).email.warnings).toEqual([]);
});

test("an email that was accepted whole is the same one when it comes the third time", async () => {
  const raw = long("Same");
  await deliver(world, { raw });
  await receive(raw, "3");
  expect((await handled("Same")).email.text).toContain("The end.");
});
