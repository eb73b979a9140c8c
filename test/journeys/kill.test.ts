import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

afterAll(stopAll);

interface Interaction {
  reasons: string[];
  note?: string;
  subject: string;
  outcome: string;
}
const emails = 200;
const data = mkdtempSync(path.join(tmpdir(), "switchboard-kill-"));
const unhappy = (n: number): boolean => n % 10 === 3;

async function all(shop: RunningSwitchboard): Promise<Interaction[]> {
  const found: Interaction[] = [];
  for (let after = ""; ; ) {
    const { body } = await shop.api<{ interactions: Interaction[]; next?: string }>(
      `/api/interactions?limit=100${after}`,
    );
    found.push(...body.interactions);
    if (body.next === undefined) return found;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

/** Sends emails one after another until the process dies; answers how many were accepted with 250. */
async function feed(shop: RunningSwitchboard, from: number, to: number): Promise<Set<number>> {
  const accepted = new Set<number>();
  const numbers = Array.from({ length: to - from }, (_, i) => from + i);
  const send = async (n: number): Promise<void> => {
    const text = unhappy(n)
      ? "This is unacceptable, I am furious. Where is my parcel?"
      : "Hello, how long does standard delivery take?";
    await shop.send({
      from: `customer${n}@kill${n}.example`,
      to: "support@fernwood.example",
      subject: `Kill ${n}`,
      messageId: `<kill-${n}@kill.example>`,
      text,
    });
    accepted.add(n);
  };
  const worker = async (): Promise<void> => {
    for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) await send(n);
  };
  await Promise.allSettled(Array.from({ length: 8 }, worker));
  return accepted;
}

test("kill -9 three times in the middle of 200 emails: all end in a named state, none is lost, none answered twice (F4, I1, I2)", {
  timeout: 240_000,
}, async () => {
  const accepted = new Set<number>();
  // Each time it is killed at another point: while accepting, while working, while sending.
  for (const [round, pauseMs] of [400, 2500, 5000].entries()) {
    const shop = await startSwitchboard({ data });
    const feeding = feed(shop, round * 60, round * 60 + 60);
    await Promise.race([feeding, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
    await shop.kill();
    for (const n of await feeding) accepted.add(n);
  }
  const shop = await startSwitchboard({ data });
  for (const n of await feed(shop, 180, emails)) accepted.add(n);

  const done = await eventually(
    "every email in a named state",
    async () => {
      const found = await all(shop);
      const settled = found.every(({ outcome }) => ["answered", "waiting", "closed", "quarantined"].includes(outcome));
      return settled && [...accepted].every((n) => found.some(({ subject }) => subject === `Kill ${n}`)) && found;
    },
    150_000,
  );
  const replies = await shop.replies();
  const perCustomer = Map.groupBy(replies, ({ email }) => email.to?.[0]?.address ?? "");
  const twice = [...perCustomer].filter(([, list]) => list.length > 1).map(([address]) => address);
  expect(twice).toEqual([]);
  for (const { subject, outcome, reasons, note } of done) {
    const n = Number(subject.split(" ")[1]);
    // 200 within a minute pass the policy's cap of 120: what is over it waits for a person, by design (L10).
    if (reasons.includes("over-cap")) continue;
    expect(`${subject} ${outcome}`, `${reasons.join(", ")} ${note}`).toBe(
      `${subject} ${unhappy(n) ? "waiting" : "answered"}`,
    );
  }
  // What SMTP accepted is there exactly once; what it did not accept may be there too (the 250 was lost with the kill).
  expect(new Set(done.map(({ subject }) => subject)).size).toBe(done.length);
  expect(done.length).toBeGreaterThanOrEqual(accepted.size);
  expect(accepted.size).toBeGreaterThan(40);
  await shop.stop();
  rmSync(data, { recursive: true, force: true });
});
