// The embedded Step Functions engine: executes state machines so that nothing accepted is ever lost.
//
// It owns machines, executions, their histories and their waking. It reaches tasks only through `invoke`, knows no
// other service, and keeps all its state in the store.
//
//   E1. Nothing has happened until history says so: effects come after the commit of the step that asks for them.
//   E2. One step is one transaction: the events that happened and the state they lead to, together.
//   E3. A task attempt without a recorded result is invoked again after a restart, under the same attempt and token
//       (at least once); its result is recorded at most once.
//   E4. Waits, backoffs, timeouts and tokens are rows: they survive a restart, and a waiting execution costs no memory.
//   E5. An execution finishes on the definition it started with.
//   E6. Status changes are told at least once, after the commit that made them true.
import type { ResourceCheck } from "../asl/parse-machine.ts";
import type { RunEnd } from "../asl/run.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Operations } from "../services/service.ts";
import type { Store } from "../store.ts";
import { openActivities } from "./activities.ts";
import { readMachineArn } from "./arns.ts";
import { endedAlready, executionOperations } from "./execution-operations.ts";
import { type LiveRuns, openLiveRuns } from "./live-runs.ts";
import { machineOperations } from "./machine-operations.ts";
import { type MachineDefinition, type MachineRow, openMachines } from "./machines.ts";
import { mapRunWrites } from "./map-runs.ts";
import { awsRetentionMs, openRetention } from "./retention.ts";
import { schema } from "./schema.ts";
import { type Ended, startExecution, startSyncExecution } from "./start-execution.ts";
import { openStatusChanges, type StatusListener } from "./status-change.ts";
import type { TaskInvoker } from "./task-invoker.ts";
import { taskOperations } from "./task-operations.ts";
import { testState } from "./try-state.ts";
import { validateOperation } from "./validate-definition.ts";
import { publishVersion } from "./versions.ts";

export interface EngineOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** A number in [0, 1); also the source of task token secrets, so unpredictable outside of tests. */
  readonly random: () => number;
  readonly invoke: TaskInvoker;
  readonly onStatusChange?: StatusListener;
  /** Why a Task's Resource cannot be called here; asked when a machine is defined. By default any can. */
  readonly whyNot?: ResourceCheck;
  /** How long ended executions are kept, in milliseconds; 90 days by default. */
  readonly retentionMs?: number;
}

export interface Engine {
  /** The Step Functions API, by operation name. */
  readonly operations: Operations;
  /** Defines or changes a machine. Throws UnsupportedDefinition, naming every state and field that is not supported. */
  define(machine: MachineDefinition): Promise<{ arn: string; revisionId: string }>;
  publishVersion(machineArn: string, revisionId?: string): Promise<{ arn: string }>;
  /** Points an alias at a version, making it if need be. */
  alias(machineArn: string, name: string, versionArn: string): Promise<{ arn: string }>;
  /** Settles once the execution has ended, with how it ended; at once when it has already. */
  ended(executionArn: string): Promise<RunEnd>;
  /** Takes up every execution where the last process left it. */
  start(): Promise<void>;
  /** Stops working; executions stay as they are and go on at the next start. */
  stop(): Promise<void>;
}

export function openEngine(options: EngineOptions): Engine {
  const { store, clock, random, invoke, onStatusChange, whyNot } = options;
  store.migrate("history", schema);
  const machines = openMachines({ store, clock, whyNot });
  const changes = openStatusChanges(store, onStatusChange);
  const activities = openActivities({ store, clock, runs: () => runs });
  const retention = openRetention({ store, clock, keepMs: options.retentionMs ?? awsRetentionMs });
  const waiting = new Map<string, ((ended: Ended) => void)[]>();
  const runs: LiveRuns = openLiveRuns({
    store,
    clock,
    random,
    invoke,
    machineOf: machines.compiled,
    alongside: ({ key }, step) => {
      const writes = [changes.of(key, step), activities.of(key, step), mapRunWrites(key, step)].filter(
        (write) => write !== undefined,
      );
      if (writes.length === 0) return undefined;
      return (tx) => {
        for (const write of writes) write(tx);
      };
    },
    written: ({ run: { arn, end } }, { nowMs }, ended) => {
      if (!end || !ended) return; // E1
      retention.ended(nowMs);
      for (const tell of waiting.get(arn) ?? []) tell({ end, stopMs: nowMs });
      waiting.delete(arn);
    },
  });
  let lastId = 0;
  const endOf = (arn: string): Promise<Ended> =>
    new Promise((resolve) => {
      const others = waiting.get(arn);
      if (others) others.push(resolve);
      else waiting.set(arn, [resolve]);
    });
  const starting = { endOf, store, clock, random, machines, runs, nextId: () => ++lastId };

  const machineAt = async (arn: string): Promise<MachineRow> => {
    const read = readMachineArn(arn);
    const machine = read && (await machines.named(read.name));
    if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };

  return {
    operations: {
      StartExecution: (input) => startExecution(starting, input),
      StartSyncExecution: (input) => startSyncExecution(starting, input),
      ...executionOperations({ store, machines, runs, clock }),
      ...taskOperations(runs),
      ...activities.operations,
      ...validateOperation(whyNot),
      TestState: (input) => testState({ clock, random, invoke, whyNot }, input),
      ...machineOperations({ store, machines }),
    },
    define: machines.define,
    publishVersion: async (machineArn, revisionId) => {
      const machine = await machineAt(machineArn);
      if (revisionId !== undefined && revisionId !== machine.revisionId) {
        throw new AwsError("ConflictException", `The revision ${revisionId} is not the newest of ${machineArn}.`);
      }
      const number = await store.transact((tx) => publishVersion(tx, machine, clock.now(), undefined));
      return { arn: `${machine.arn}:${number}` };
    },
    alias: async (machineArn, name, versionArn) => {
      const machine = await machineAt(machineArn);
      const version = Number(readMachineArn(versionArn)?.qualifier);
      if (!Number.isInteger(version)) throw new AwsError("InvalidArn", `Invalid Arn: '${versionArn}'`);
      await store.transact((tx) => {
        const known = tx.get("SELECT 1 FROM sfn_version WHERE machine = ? AND number = ?", machine.id, version);
        if (!known) throw new AwsError("ResourceNotFound", `Resource Not Found: '${versionArn}'`);
        tx.run(
          `INSERT INTO sfn_alias VALUES (?1, ?2, ?3, NULL, ?4, ?4)
           ON CONFLICT (machine, name) DO UPDATE SET routes = ?3, updated_ms = ?4`,
          machine.id,
          name,
          JSON.stringify([{ version, weight: 100 }]),
          clock.now(),
        );
      });
      return { arn: `${machine.arn}:${name}` };
    },
    ended: async (executionArn) => {
      if (runs.inMemory(executionArn)) return (await endOf(executionArn)).end;
      // Registered before the row is read: the end may come in between.
      const later = endOf(executionArn);
      const now = await endedAlready(store, executionArn);
      return now ?? (await later).end;
    },
    start: async () => {
      const row = await store.read((tx) => tx.get("SELECT max(id) AS last FROM sfn_execution"));
      lastId = Number(row?.["last"] ?? 0);
      await runs.start();
      await changes.start();
      await retention.start();
    },
    stop: async () => {
      retention.stop();
      await runs.stop();
    },
  };
}
