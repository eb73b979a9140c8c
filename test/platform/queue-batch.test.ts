import { expect, test } from "vitest";
import { turns } from "../../functions/intake/turns.ts";
import { eachMessage, type QueueMessage } from "../../functions/platform/queue-batch.ts";

const batch = (...bodies: string[]) => ({ Records: bodies.map((body) => ({ messageId: body, body })) });
const bySender = ({ body }: QueueMessage) => body.slice(0, 1);
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 4));

/** Handles messages and keeps what began and what ended, in order. */
function watched(work: (body: string) => Promise<void> = soon) {
  const happened: string[] = [];
  let under = 0;
  let most = 0;
  return {
    happened,
    most: () => most,
    handle: async ({ body }: QueueMessage) => {
      most = Math.max(most, ++under);
      happened.push(`${body} begins`);
      await work(body).finally(() => under--);
      happened.push(`${body} ends`);
    },
  };
}

test("lines go side by side, as many as are allowed, and each keeps its order", async () => {
  const { happened, most, handle } = watched();
  const bodies = ["a1", "b1", "a2", "c1", "b2", "a3", "d1"];
  expect(await eachMessage(batch(...bodies), handle, { atOnce: 3, line: bySender })).toEqual({ batchItemFailures: [] });
  expect(most()).toBe(3);
  expect(happened.filter((each) => each.startsWith("a"))).toEqual(
    ["a1", "a2", "a3"].flatMap((body) => [`${body} begins`, `${body} ends`]),
  );
  expect(happened).toHaveLength(2 * bodies.length);
});

test("one at a time in the batch's order, unless it is said otherwise", async () => {
  const { happened, most, handle } = watched();
  await eachMessage(batch("1", "2", "3"), handle);
  expect(most()).toBe(1);
  expect(happened.filter((each) => each.endsWith("begins"))).toEqual(["1 begins", "2 begins", "3 begins"]);
});

test("what fails comes back alone, also of a line whose queue has no order (F10)", async () => {
  const { happened, handle } = watched(async (body) => {
    await soon();
    if (body === "a1" || body === "c1") throw new Error("not now");
  });
  const answer = await eachMessage(batch("a1", "a2", "b1", "c1"), handle, { atOnce: 2, line: bySender });
  expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(["a1", "c1"]);
  expect(happened).toContain("a2 ends");
});

test("turns: one after the other in the order of asking, whether or not the one before went well", async () => {
  const inTurn = turns();
  const happened: number[] = [];
  const all = [3, 1, 2].map((ms, at) =>
    inTurn(async () => {
      happened.push(at);
      await new Promise((resolve) => setTimeout(resolve, ms));
      happened.push(at);
      if (at === 1) throw new Error("spoilt");
      return at;
    }),
  );
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(happened).toEqual([0, 0, 1, 1, 2, 2]);
});
