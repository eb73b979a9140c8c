import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { deliver, email } from "./deliver.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => world.close());

const mebibyte = 1024 * 1024;

/** Delivers one batch and gives, for each email whose reading was kept, how many runs of the batch had begun by then. */
async function begunBefore(senders: readonly string[], bytes: number): Promise<number[]> {
  const before = world.started.length;
  const begun: number[] = [];
  const { put } = world.buckets;
  vi.spyOn(world.buckets, "put").mockImplementation((bucket, key, object) => {
    if (key.startsWith("read/")) begun.push(world.started.length - before);
    return put(bucket, key, object);
  });
  const letters = senders.map((sender, n) => ({
    raw: email(
      { From: sender, Subject: `${bytes} bytes, ${n}` },
      `How long?\r\n${"one word after another\r\n".repeat(bytes / 24)}`,
    ),
    envelopeSender: sender,
  }));
  expect(await deliver(world, ...letters)).toEqual([]);
  return begun;
}

const three = (name: string) => [1, 2, 3].map((n) => `${name}${n}@customer.example`);

test("emails of several senders are received side by side", async () => {
  const [, second] = await begunBefore(three("small"), 0);
  expect(second).toBe(0);
});

test("those of one sender one after the other", async () => {
  expect(await begunBefore(Array(3).fill("one@customer.example"), 0)).toEqual([0, 1, 2]);
});

test("and so are those over a mebibyte, whoever sent them: reading one of 40 takes a gigabyte", async () => {
  expect(await begunBefore(three("big"), 1.1 * mebibyte)).toEqual([0, 1, 2]);
});
