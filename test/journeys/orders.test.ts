import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop, type TestShop } from "../tools/shop.ts";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const us = "support@fernwood.example";
let shop: RunningSwitchboard;
let orders: TestShop;

beforeAll(async () => {
  [shop, orders] = await Promise.all([startSwitchboard(), openShop()]);
  await shop.changePolicy({ debounceSeconds: 0 });
  const client = new SecretsManagerClient({
    endpoint: shop.awsUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
  });
  // As docs/tools.md says to connect one's own service.
  const access = { ordersUrl: orders.url, ordersKey: orders.key, allowPrivate: true };
  await client.send(
    new PutSecretValueCommand({ SecretId: "switchboard/dev/tools", SecretString: JSON.stringify(access) }),
  );
});
afterAll(async () => {
  await shop?.stop();
  await orders?.close();
  stopAll();
});

const repliesTo = (address: string, count: number) =>
  eventually(`${count} replies to ${address}`, async () => {
    const found = (await shop.replies()).filter(({ email }) => email.to?.some((to) => to.address === address));
    return found.length >= count && found.map(({ email }) => email);
  });
const ended = (subject: string) =>
  eventually(`${subject} settled`, async () => {
    const { body } = await shop.api<{ interactions: { subject: string; outcome: string; reasons: string[] }[] }>(
      "/api/interactions?limit=200",
    );
    return body.interactions.find((each) => each.subject === subject && each.outcome !== "open");
  });

describe("where is my order (D4)", () => {
  test("a proven customer reads it, another proven customer does not", async () => {
    await shop.send({
      ...{ from: "Ruth Fallon <ruth.fallon@glenmore.example>", to: us, subject: "Order FW-10230" },
      text: "Hello,\n\nwhere is my order FW-10230?\n\nThanks\nRuth",
    });
    await shop.send({
      ...{ from: "Ruth Fallon <emil.sand@corvid.example>", to: us, subject: "Order of mine" },
      text: "Hello,\n\nwhere is my order FW-10230?\n\nThanks\nRuth",
    });
    const [reply] = await repliesTo("ruth.fallon@glenmore.example", 1);
    expect(reply?.text).toContain("GL-40030166");
    expect(await ended("Order FW-10230")).toMatchObject({ outcome: "answered", reasons: ["answered-from-records"] });
    expect(await ended("Order of mine")).toMatchObject({
      outcome: "waiting",
      reasons: expect.arrayContaining(["order-not-theirs"]),
    });
    expect((await shop.replies()).filter(({ email }) => email.to?.[0]?.address?.includes("corvid"))).toEqual([]);
  });

  test("an unproven one gets a code by email, and the answer for it", async () => {
    const agnes = "agnes.byrne@lowmoor.example";
    const message = { from: `Agnes <${agnes}>`, to: us, subject: "My mat" };
    await shop.send({ ...message, messageId: "<mat-1@lowmoor.example>", text: "Where is my order FW-10232?" });
    const [asking] = await repliesTo(agnes, 1);
    const code = /with this code: (\d{4} \d{4})/.exec(asking?.text ?? "")?.[1];
    expect(code).toBeDefined();
    expect(asking?.text).not.toContain("GL-");
    await shop.send({
      ...message,
      ...{ to: asking?.replyTo?.[0]?.address ?? us, subject: "Re: My mat", messageId: "<mat-2@lowmoor.example>" },
      text: `Hello,\n\nhere is my code: ${code}\n\nAgnes`,
    });
    const [, answer] = await repliesTo(agnes, 2);
    expect(answer?.text).toContain("GL-40030402");
    expect(await ended("Re: My mat")).toMatchObject({ outcome: "answered", reasons: ["answered-from-records"] });
  });
});
