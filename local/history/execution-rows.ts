// SQL of executions: what a step writes, and how a run is brought back from its rows.
import type { HistoryEvent } from "../asl/event.ts";
import type { Json } from "../asl/json.ts";
import type { Machine } from "../asl/machine.ts";
import { dueAt, isInvoking, type Run, type RunEnd } from "../asl/run.ts";
import type { Step } from "../asl/step.ts";
import type { Row, Transaction } from "../store.ts";
import { executionArnOf, machineArnOf } from "./arns.ts";
import { frameBody, restoreFrames } from "./frames.ts";

/** `wake_ms` of an execution that only a token can wake. */
export const never = Number.MAX_SAFE_INTEGER;

/** What identifies an execution in the tables, beside its run. */
export interface ExecutionKey {
  readonly id: number;
  readonly machine: number;
  /** As in the table: of an Express execution with its uuid. */
  readonly name: string;
  readonly hash: string;
  readonly qualifier: string | undefined;
  readonly alias: string | undefined;
  /** The input as it was given, to the letter. */
  readonly inputText: string;
}

/** When a run at rest must be looked at again; undefined while a task of it is being invoked. */
export function wakeAt(run: Run): number | undefined {
  const { timeoutSeconds } = run.machine;
  let wakeMs = timeoutSeconds === undefined ? never : run.startMs + timeoutSeconds * 1000;
  for (const frame of run.frames.values()) {
    if (isInvoking(frame)) return undefined;
    wakeMs = Math.min(wakeMs, dueAt(frame) ?? never);
  }
  return wakeMs;
}

type StoredEvent = [type: string, previous: number, details?: HistoryEvent["details"]];

/**
 * Everything a step changed, as statements that are ready to run: texts are made at once, since the run goes on.
 * `wakeMs` is undefined when the row's own need not change.
 */
export function stepWrites(
  key: ExecutionKey,
  step: Step,
  wakeMs: number | null | undefined,
): (tx: Transaction) => void {
  const { run, nowMs } = step;
  const first = step.events[0]?.id;
  const events = JSON.stringify(
    step.events.map(
      ({ type, previous, details }): StoredEvent =>
        details === undefined ? [type, previous] : [type, previous, details],
    ),
  );
  const kept = [...step.changed].map((frame) => ({
    id: frame.id,
    parent: frame.parent?.id ?? null,
    position: frame.index,
    body: frameBody(frame),
  }));
  const gone = [...step.gone].map(({ id }) => id);
  const { end } = run;
  const output = end?.output === undefined ? null : JSON.stringify(end.output);
  return (tx) => {
    if (first === 1) insertExecution(tx, key, run, wakeMs ?? null);
    if (first !== undefined) tx.run("INSERT INTO sfn_history VALUES (?, ?, ?, ?)", key.id, first, nowMs, events);
    if (end) {
      endExecution(tx, key.id, end, output, nowMs);
      return;
    }
    for (const id of gone) tx.run("DELETE FROM sfn_frame WHERE execution = ? AND id = ?", key.id, id);
    for (const { id, parent, position, body } of kept) {
      tx.run("INSERT OR REPLACE INTO sfn_frame VALUES (?, ?, ?, ?, ?)", key.id, id, parent, position, body);
    }
    if (wakeMs !== undefined && first !== 1) {
      tx.run("UPDATE sfn_execution SET wake_ms = ? WHERE id = ?", wakeMs, key.id);
    }
  };
}

function endExecution(tx: Transaction, id: number, end: RunEnd, output: string | null, nowMs: number): void {
  tx.run(
    "UPDATE sfn_execution SET status = ?, stopped_ms = ?, output = ?, error = ?, cause = ?, wake_ms = NULL WHERE id = ?",
    end.status,
    nowMs,
    output,
    end.error ?? null,
    end.cause ?? null,
    id,
  );
  tx.run("DELETE FROM sfn_frame WHERE execution = ?", id);
}

function insertExecution(tx: Transaction, key: ExecutionKey, run: Run, wakeMs: number | null): void {
  tx.run(
    `INSERT INTO sfn_execution (id, machine, name, hash, role_arn, qualifier, alias, status, started_ms, input, wake_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?)`,
    key.id,
    key.machine,
    key.name,
    key.hash,
    run.roleArn,
    key.qualifier ?? null,
    key.alias ?? null,
    run.startMs,
    key.inputText,
    wakeMs,
  );
}

type Reader = Pick<Transaction, "get" | "all">;

/** Events of one history row, with their ids. */
export function eventsOf(row: Row): HistoryEvent[] {
  const stored = JSON.parse(String(row["events"])) as StoredEvent[];
  return stored.map(([type, previous, details], at) => ({
    id: Number(row["first"]) + at,
    previous,
    type,
    ...(details === undefined ? {} : { details }),
  }));
}

export interface StoredRun {
  readonly key: ExecutionKey;
  readonly run: Run;
  readonly wakeMs: number | null;
}

/** Brings a running execution back; undefined when it is not running (any more). */
export function loadRun(
  tx: Reader,
  id: number,
  machineOf: (tx: Reader, hash: string) => Machine,
): StoredRun | undefined {
  const row = tx.get(
    `SELECT e.*, m.name AS machine_name FROM sfn_execution e JOIN sfn_machine m ON m.id = e.machine
     WHERE e.id = ? AND e.status = 'RUNNING'`,
    id,
  );
  if (!row) return undefined;
  const frames = tx.all("SELECT * FROM sfn_frame WHERE execution = ? ORDER BY id", id);
  const last = tx.get("SELECT first, events FROM sfn_history WHERE execution = ? ORDER BY first DESC LIMIT 1", id);
  const inputText = String(row["input"]);
  const input: Json = JSON.parse(inputText);
  const machineName = String(row["machine_name"]);
  const run: Run = {
    arn: executionArnOf(machineName, String(row["name"])),
    name: String(row["name"]).split(":")[0] ?? "",
    machine: machineOf(tx, String(row["hash"])),
    machineArn: machineArnOf(machineName),
    machineName,
    roleArn: String(row["role_arn"]),
    input,
    startMs: Number(row["started_ms"]),
    tellsRedrives: true,
    nextEvent: last ? Number(last["first"]) + eventsOf(last).length : 1,
    nextFrame: Number(frames.at(-1)?.["id"] ?? -1) + 1,
    frames: new Map(),
    end: undefined,
  };
  restoreFrames(run, frames);
  const key: ExecutionKey = {
    id,
    machine: Number(row["machine"]),
    name: String(row["name"]),
    hash: String(row["hash"]),
    qualifier: row["qualifier"] === null ? undefined : String(row["qualifier"]),
    alias: row["alias"] === null ? undefined : String(row["alias"]),
    inputText,
  };
  return { key, run, wakeMs: row["wake_ms"] === null ? null : Number(row["wake_ms"]) };
}
