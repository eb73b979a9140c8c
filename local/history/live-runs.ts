// All executions that are in memory: those at work, and the parked ones used last. The rest are rows.
//
//   E4. A parked execution (every frame waits for the clock or a token) needs no memory: its row says when to wake it.
import type { Machine } from "../asl/machine.ts";
import type { Run } from "../asl/run.ts";
import type { Signal } from "../asl/signal.ts";
import type { Clock } from "../clock.ts";
import type { Store, Transaction } from "../store.ts";
import { type Alarm, openAlarm } from "./alarm.ts";
import { readExecutionArn } from "./arns.ts";
import { type ExecutionKey, loadRun, never, wakeAt } from "./execution-rows.ts";
import { openJournal } from "./journal.ts";
import { LiveRun, type Surroundings } from "./live-run.ts";
import type { TaskInvoker } from "./task-invoker.ts";

// Parked runs kept at hand, so that a token answered at once finds its run still in memory.
const parkedAtHand = 256;
// How long after a refused write its executions are tried again.
const retryAfterMs = 1000;

export interface LiveRuns {
  /** Takes a new run in and starts it; settles when its start is durable. */
  begin(key: ExecutionKey, run: Run): Promise<void>;
  /** Sends a signal to a running execution; false when it does not run or the signal does not fit. */
  send(executionArn: string, signal: Signal): Promise<boolean>;
  /** Lets an execution that ended without success go on; settles when that is durable. False when it cannot. */
  redrive(execution: number, clientToken: string | undefined): Promise<boolean>;
  /** The input of an execution that is in memory but perhaps not durable yet. */
  inMemory(executionArn: string): LiveRun | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface LiveRunsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly invoke: TaskInvoker;
  readonly machineOf: (tx: Pick<Transaction, "get">, hash: string) => Machine;
  readonly alongside: Surroundings["alongside"];
  /** An execution's step is durable (after its invocations were made). */
  readonly written: Surroundings["written"];
}

export function openLiveRuns(options: LiveRunsOptions): LiveRuns {
  const { store, clock, machineOf } = options;
  const journal = openJournal(store);
  const live = new Map<number, LiveRun>();
  const byArn = new Map<string, LiveRun>();
  const loading = new Map<number, Promise<LiveRun | undefined>>();
  const parked = new Set<LiveRun>();
  let stopped = true;

  const letGo = (run: LiveRun): void => {
    live.delete(run.key.id);
    byArn.delete(run.run.arn);
    parked.delete(run);
    run.close();
  };

  const keep = (run: LiveRun): void => {
    live.set(run.key.id, run);
    byArn.set(run.run.arn, run);
  };

  const park = (run: LiveRun): void => {
    parked.delete(run);
    parked.add(run);
    if (run.wakeMs !== null && run.wakeMs !== never) alarm.parked(run.wakeMs);
    for (const oldest of parked) {
      if (parked.size <= parkedAtHand) break;
      if (oldest.atRest) letGo(oldest); // One that is just being told something stays, and goes another time.
    }
  };

  const around: Surroundings = {
    clock,
    random: options.random,
    invoke: options.invoke,
    write: journal.write,
    alongside: options.alongside,
    written: (run, step, ended) => {
      if (ended) letGo(run);
      else if (run.wakeMs === null) parked.delete(run);
      else park(run);
      options.written(run, step, ended);
    },
    lost: (run) => {
      letGo(run);
      takeUpAgain(run.key.id);
    },
  };

  /** Until it is brought back: nothing else would wake an execution that was at work. */
  const takeUpAgain = (id: number): void => {
    if (stopped) return;
    clock.at(clock.now() + retryAfterMs, () => {
      find(id).catch(() => takeUpAgain(id));
    });
  };

  const mustWork = (): void => {
    // "There is no such task" would be believed; this is tried again.
    if (stopped) throw new Error("The engine is stopped: start it, or try again when it is back.");
  };

  /** The run in memory, brought back from its rows if need be. */
  const find = (id: number): Promise<LiveRun | undefined> => {
    const present = live.get(id);
    if (present) return Promise.resolve(present);
    const under = loading.get(id);
    if (under) return under;
    const load = store
      .read((tx) => loadRun(tx, id, machineOf))
      .then((stored) => {
        mustWork();
        if (!stored) return undefined;
        const run = new LiveRun(stored.key, stored.run, stored.wakeMs, around);
        keep(run);
        run.resume();
        if (run.wakeMs !== null) park(run);
        return run;
      })
      .finally(() => loading.delete(id));
    loading.set(id, load);
    return load;
  };

  /** As `find`, and open at the moment of the answer: between two turns a parked run may have been let go. */
  const findOpen = async (id: number): Promise<LiveRun | undefined> => {
    for (;;) {
      const run = await find(id);
      if (!run?.closed) return run;
    }
  };

  const alarm: Alarm = openAlarm({
    store,
    clock,
    wake: async (id) => {
      const run = await findOpen(id);
      if (!run || (await run.wake()) || run.closed || run.run.end) return;
      // Nothing was due after all: the row's time is put right, lest the alarm ring for it again.
      const wakeMs = wakeAt(run.run) ?? null;
      run.wakeMs = wakeMs;
      await journal.write((tx) => void tx.run("UPDATE sfn_execution SET wake_ms = ? WHERE id = ?", wakeMs, id));
    },
  });

  return {
    begin: async (key, run) => {
      mustWork();
      const fresh = new LiveRun(key, run, null, around);
      keep(fresh);
      fresh.started = fresh.send({ kind: "start" });
      await fresh.started;
    },
    send: async (executionArn, signal) => {
      const present = byArn.get(executionArn);
      if (present) return present.send(signal);
      mustWork();
      const id = await idOf(store, executionArn);
      const run = id === undefined ? undefined : await findOpen(id);
      return run ? run.send(signal) : false;
    },
    redrive: async (id, clientToken) => {
      mustWork();
      const stored = await store.read((tx) => loadRun(tx, id, machineOf, "unsuccessful"));
      // Of two callers, the first has it in memory by now.
      if (!stored || live.has(id)) return false;
      const run = new LiveRun(stored.key, stored.run, null, around);
      keep(run);
      return await run.send({ kind: "redrive", clientToken });
    },
    inMemory: (executionArn) => byArn.get(executionArn),
    start: async () => {
      stopped = false;
      const rows = await store.read((tx) =>
        tx.all("SELECT id FROM sfn_execution WHERE status = 'RUNNING' AND wake_ms IS NULL ORDER BY id"),
      );
      await Promise.all(rows.map((row) => find(Number(row["id"]))));
      await alarm.start();
    },
    stop: async () => {
      stopped = true;
      alarm.stop();
      for (const run of [...live.values()]) letGo(run);
      // What was already on its way to the disk may finish.
      await journal.write(() => {});
    },
  };
}

async function idOf(store: Store, executionArn: string): Promise<number | undefined> {
  const named = readExecutionArn(executionArn);
  if (!named) return undefined;
  const row = await store.read((tx) =>
    tx.get(
      `SELECT e.id FROM sfn_execution e JOIN sfn_machine m ON m.id = e.machine
       WHERE m.name = ? AND e.name = ? AND e.status = 'RUNNING'`,
      named.machine,
      named.name,
    ),
  );
  return row ? Number(row["id"]) : undefined;
}
