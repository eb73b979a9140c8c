// Whether a transition costs the same with a thousand executions in the file as with a million. The file grows by copies
// of executions that really ran; CPU is compared, since the disk has nothing to do with how a table is searched.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "../local/clock.ts";
import { type Engine, openEngine } from "../local/history/engine.ts";
import type { TaskInvoker } from "../local/history/task-invoker.ts";
import { openStore, type Store } from "../local/store.ts";
import type { Figure } from "./bench.ts";
import { shortMachine } from "./engine-small-machines.ts";
import { median } from "./machine.ts";

const sizes = [10_000, 100_000, 1_000_000];
const few = 1000;
// Of one execution of the short machine.
const transitions = 5;
const inFlight = 64;
const perRound = 400;
const rounds = 9;

interface File {
  readonly store: Store;
  readonly engine: Engine;
  readonly machine: string;
}

/** What else the machine does makes both files slower: they take turns, and each round is compared with its neighbour. */
export async function measureFlat(say: (line: string) => void): Promise<Figure[]> {
  const dir = mkdtempSync(path.join(tmpdir(), "switchboard-flat-"));
  const files: File[] = [];
  try {
    const small = await openFile(path.join(dir, "small.db"));
    const grown = await openFile(path.join(dir, "grown.db"));
    files.push(small, grown);
    // The first thousands are slower wherever they are kept: what is compared must be warm.
    for (const file of files) await runMany(file, 8000);
    const figures: Figure[] = [];
    for (const size of sizes) {
      await keepOnly(small.store, few);
      await growTo(grown, size);
      const pairs: { small: number; grown: number }[] = [];
      await runMany(grown, perRound);
      for (let round = 0; round < rounds; round += 1)
        pairs.push({ small: await costOfTransition(small), grown: await costOfTransition(grown) });
      const ratio = median(pairs.map((pair) => pair.grown / pair.small));
      const cost = median(pairs.map((pair) => pair.grown));
      say(`${size.toLocaleString("en")} executions in the file: ${(cost * 1000).toFixed(1)} µs of CPU per transition`);
      figures.push({
        name: `a transition among ${size.toLocaleString("en")} executions, of one among ${few.toLocaleString("en")}`,
        value: ratio * 100,
        unit: "%",
        target: { at: "most", value: 120 },
      });
    }
    return figures;
  } finally {
    for (const { engine, store } of files) {
      await engine.stop();
      await store.close();
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

async function openFile(file: string): Promise<File> {
  const store = openStore(file);
  const invoke: TaskInvoker = async (call) => call.arguments;
  const engine = openEngine({ store, clock: systemClock, random: Math.random, invoke });
  const { arn } = await engine.define(shortMachine);
  await engine.start();
  return { store, engine, machine: arn };
}

async function runMany({ engine, machine: stateMachineArn }: File, count: number): Promise<void> {
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

/** Milliseconds of CPU of one round. */
async function costOfTransition(file: File): Promise<number> {
  const before = process.cpuUsage();
  await runMany(file, perRound);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / perRound / transitions;
}

const keepOnly = (store: Store, count: number): Promise<void> =>
  store.transact((tx) => {
    tx.run("DELETE FROM sfn_execution WHERE id > ?", count);
    tx.run("DELETE FROM sfn_history WHERE execution > ?", count);
  });

// Copies at once: one transaction of all would not fit into the write-ahead log's bounds.
const copies = 10_000;

/** Copies executions under new ids and random names until there are `size`. */
async function growTo({ store, engine }: File, size: number): Promise<void> {
  // The engine gives ids out itself and asks for the last one when it starts.
  await engine.stop();
  for (;;) {
    const row = await store.read((tx) => tx.get("SELECT count(*) AS n, max(id) AS last FROM sfn_execution"));
    const [count, last] = [Number(row?.["n"]), Number(row?.["last"])];
    if (count >= size) break;
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
  await engine.start();
}
