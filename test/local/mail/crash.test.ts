import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock as clock } from "../../../local/clock.ts";
import { openBuckets } from "../../../local/services/s3/buckets.ts";
import { openQueues } from "../../../local/services/sqs/queues.ts";
import { openStore } from "../../../local/store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crash-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const host = async (): Promise<{ process: ChildProcess; port: number }> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./mail-host.ts", import.meta.url)), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return { process: child, port: Number(String(line)) };
};

/** Sends until the server dies; answers the SMTP ids of what it said 250 to. */
const sendUntilDead = async (port: number, round: number): Promise<string[]> => {
  const acknowledged: string[] = [];
  const one = async (sender: number): Promise<void> => {
    for (let number = 0; ; number += 1) {
      const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
      // Every other email is large enough to become a file.
      const text = `${round}-${sender}-${number} ${"x".repeat(number % 2 === 0 ? 10 : 20_000)}`;
      try {
        const info = await transport.sendMail({ from: "a@b.example", to: "s@shop.example", text });
        acknowledged.push(/Ok (\w+)/.exec(info.response ?? "")?.[1] ?? "");
      } catch {
        return;
      } finally {
        transport.close();
      }
    }
  };
  await Promise.all([1, 2, 3, 4].map(one));
  return acknowledged;
};

test("kill -9 at any moment: every email that was acknowledged is stored whole and its notification is queued", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { process: child, port } = await host();
    setTimeout(() => child.kill("SIGKILL"), 150 + round * 97);
    acknowledged.push(...(await sendUntilDead(port, round)));
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  expect(acknowledged.length).toBeGreaterThan(2);

  // One more start pays what was still owed to the queue.
  const last = await host();
  await new Promise((resolve) => setTimeout(resolve, 500));
  last.process.kill("SIGKILL");
  await once(last.process, "exit");

  const store = openStore(join(folder, "store.db"));
  const queues = openQueues({ store, clock, urlBase: () => "" });
  const buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
  const notified = new Set<string>();
  for (let batch = await queues.receive("mail", { max: 100 }); batch.length > 0; ) {
    for (const { body } of batch) notified.add(String(JSON.parse(body).mail.messageId));
    batch = await queues.receive("mail", { max: 100 });
  }
  for (const id of acknowledged) {
    expect(notified).toContain(id);
    const { body, size } = await buckets.get("emails", `raw/${id}`);
    expect(body.length).toBe(size);
    expect(body.toString()).toMatch(/x\r\n$/);
  }
  await store.close();
});
