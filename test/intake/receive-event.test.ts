import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler } from "../../functions/intake/receive-event.lambda.ts";
import { handled } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());

const receive = (...events: unknown[]) =>
  handler({
    Records: events.map((event, index) => ({
      messageId: `m${index}`,
      body: typeof event === "string" ? event : JSON.stringify(event),
    })),
  });

const message = (id: string, more: object = {}) => ({
  id,
  type: "message.received",
  detail: {
    id,
    from: "Carl@Customer.example",
    name: "Carl",
    subject: `Message ${id}`,
    text: "Do you ship to Norway?",
    ...more,
  },
});

describe("message.received", () => {
  test("enters the support flow as an email that proves nothing", async () => {
    expect(await receive(message("form-1"))).toEqual({ batchItemFailures: [] });
    const { email, interaction } = await handled("Message form-1");
    expect(email).toMatchObject({
      ...{
        channel: "message",
        words: "Do you ship to Norway?",
        replyTo: { name: "Carl", address: "carl@customer.example" },
      },
      ...{ mailbox: "support@shop.example", senderClass: "person", proof: { dmarc: "DISABLED" } },
    });
    expect(world.started.map(({ name }) => name)).toContain(interaction.interactionId);
  });

  test("that comes again is the same one", async () => {
    const before = world.started.length;
    await Promise.all([receive(message("form-2")), receive(message("form-2")), receive(message("form-2"))]);
    await handled("Message form-2");
    expect(world.started).toHaveLength(before + 1);
  });

  test("goes to the mailbox it names", async () => {
    await receive(message("form-3", { mailbox: "Billing@shop.example" }));
    expect((await handled("Message form-3")).email.mailbox).toBe("billing@shop.example");
  });

  test("from one of our own addresses is closed", async () => {
    await receive(message("form-4", { from: "support@shop.example" }));
    expect((await handled("Message form-4")).interaction).toMatchObject({ outcome: "closed", reasons: ["own"] });
  });
});

test("order.shipped starts the event flow once, by name", async () => {
  const shipped = {
    id: "evt-1",
    type: "order.shipped",
    detail: { orderId: "1001", customer: "carl@customer.example" },
  };
  await receive(shipped, shipped);
  await receive(shipped);
  const runs = world.started.filter(({ input }) => input["type"] === "order.shipped");
  expect(runs).toHaveLength(1);
  expect(runs[0]?.input).toMatchObject({ id: "evt-1", detail: { orderId: "1001" }, interactionId: runs[0]?.name });
});

describe("what no flow can take lies with the dead letters, with the reason", () => {
  test.each<[string, unknown, string]>([
    ["is not JSON", "{nonsense", "An event is JSON"],
    ["has no id", { type: "order.shipped", detail: {} }, "id"],
    ["has a strange id", { id: "a b", type: "order.shipped", detail: {} }, "letters, digits"],
    ["has no type", { id: "1", detail: {} }, "type"],
    [
      "has an unknown type",
      { id: "1", type: "order.eaten", detail: {} },
      "No flow is registered for 'order.eaten'. Known: message.received, order.shipped",
    ],
    ["lacks its detail", { id: "1", type: "order.shipped", detail: {} }, "orderId"],
    ["has a sender that is no address", message("form-9", { from: "nobody" }), "from"],
  ])("an event that %s", async (_, event, reason) => {
    expect(await receive(event)).toEqual({ batchItemFailures: [] });
    const [letter] = await world.queues.receive("dead", { max: 10 });
    expect(letter?.body).toBe(typeof event === "string" ? event : JSON.stringify(event));
    expect(JSON.stringify(letter)).toContain(JSON.stringify(reason).slice(1, -1));
    await world.queues.delete("dead", [letter?.receiptHandle ?? ""]);
  });
});
