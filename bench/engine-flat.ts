// Whether a transition costs the same with a thousand executions in the file as with a million. The file grows by copies
// of executions that really ran; CPU is compared, since the disk has nothing to do with how a table is searched.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../local/clock.ts";
import { type Engine, openEngine } from "../local/history/engine.ts";
import { openStore, type Store } from "../local/store.ts";
import type { Figure } from "./bench.ts";
import { shortMachine } from "./engine-small-machines.ts";
import { median } from "./machine.ts";

const sizes = [1_000, 10_000, 100_000, 1_000_000];
// Of one execution of the short machine.
const transitions = 5;
const inFlight = 64;
const perRound = 400;
const rounds = 9;

export async function measureFlat(say: (line: string) => void): Promise<Figure[]> {
  const dir = mkdtempSync(path.join(tmpdir(), "switchboard-flat-"));
  const store = openStore(path.join(dir, "engine.db"));
  const engine = openEngine({
    store,
    clock: systemClock,
    random: Math.random,
    invoke: async (call) => call.arguments,
  });
  const { arn } = await engine.define(shortMachine);
  try {
    await engine.start();
    // The first thousands are slower wherever they are kept: what is compared must be warm.
    await runMany(engine, arn, 15_000);
    await forgetAll(store);
    const costs: number[] = [];
    for (const size of sizes) {
      await engine.stop();
      await growTo(store, size);
      await engine.start();
      await runMany(engine, arn, perRound);
      const cost = await costOfTransition(engine, arn);
      costs.push(cost);
      say(`${size.toLocaleString("en")} executions in the file: ${(cost * 1000).toFixed(1)} µs of CPU per transition`);
    }
    const [first = 1] = costs;
    return sizes.slice(1).map((size, at) => ({
      name: `a transition among ${size.toLocaleString("en")} executions, of one among 1,000`,
      value: ((costs[at + 1] ?? 0) / first) * 100,
      unit: "%",
      target: { at: "most", value: 120 },
    }));
  } finally {
    await engine.stop();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function runMany(engine: Engine, stateMachineArn: string, count: number): Promise<void> {
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const started = await engine.operations["StartExecution"]?.({ stateMachineArn, input: '{"way":"second"}' });
      const { status } = await engine.ended(String(started?.["executionArn"]));
      if (status !== "SUCCEEDED") throw new Error(`An execution ended ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** Milliseconds of CPU, median of some rounds. */
async function costOfTransition(engine: Engine, arn: string): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await runMany(engine, arn, perRound);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000 / perRound / transitions);
  }
  return median(costs);
}

const forgetAll = (store: Store): Promise<void> =>
  store.transact((tx) => {
    tx.run("DELETE FROM sfn_execution WHERE id > 1000");
    tx.run("DELETE FROM sfn_history WHERE execution > 1000");
  });

// Copies at once: one transaction of all would not fit into the write-ahead log's bounds.
const copies = 10_000;

/** Copies executions under new ids and random names until there are `size`. */
async function growTo(store: Store, size: number): Promise<void> {
  for (;;) {
    const row = await store.read((tx) => tx.get("SELECT count(*) AS n, max(id) AS last FROM sfn_execution"));
    const [count, last] = [Number(row?.["n"]), Number(row?.["last"])];
    if (count >= size) return;
    const batch = Math.min(copies, size - count, count);
    await store.transact((tx) => {
      tx.run(
        `INSERT INTO sfn_execution (id, machine, name, hash, role_arn, qualifier, alias, status, started_ms, stopped_ms,
           input, error, cause, wake_ms) SELECT id + ?2, machine, lower(hex(randomblob(16))), hash, role_arn, qualifier, alias, status,
           started_ms, stopped_ms, input, error, cause, wake_ms FROM sfn_execution WHERE id > ?1 - ?2 AND id <= ?1`,
        last,
        batch,
      );
      tx.run(
        `INSERT INTO sfn_history (execution, first, events, at_ms, step)
           SELECT execution + ?2, first, events, at_ms, step FROM sfn_history WHERE execution > ?1 - ?2 AND execution <= ?1`,
        last,
        batch,
      );
    });
  }
}
