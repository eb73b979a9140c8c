// SQL of executions: what a step writes, and how a run is brought back from its rows.
import type { Json } from "../asl/json.ts";
import type { Machine } from "../asl/machine.ts";
import { dueAt, isInvoking, type Run, type RunEnd, timedFromMs } from "../asl/run.ts";
import type { Step } from "../asl/step.ts";
import type { Row, Transaction } from "../store.ts";
import { executionArnOf, machineArnOf } from "./arns.ts";
import { restoreFrames, type TimedStep } from "./restore-run.ts";
import { decodeStep, encodeStep } from "./step-codec.ts";

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
  let wakeMs = timeoutSeconds === undefined ? never : timedFromMs(run) + timeoutSeconds * 1000;
  for (const frame of run.frames.values()) {
    if (isInvoking(frame)) return undefined;
    wakeMs = Math.min(wakeMs, dueAt(frame) ?? never);
  }
  return wakeMs;
}

/**
 * Everything a step changed, as statements that are ready to run: its text is made at once, since the run goes on.
 * `wakeMs` is undefined when the row's own need not change. The work answers the step's row.
 */
export function stepWrites(
  key: ExecutionKey,
  step: Step,
  wakeMs: number | null | undefined,
): (tx: Transaction) => number {
  const { run, nowMs } = step;
  const { end } = run;
  const first = step.events[0]?.id ?? run.nextEvent;
  const redriven = step.events[0]?.type === "ExecutionRedriven";
  const isHeartbeat = step.events.length === 0 && step.asides.length === 0;
  // A step that no history shows, and that is no heartbeat, has less than none.
  const events = step.events.length === 0 && !isHeartbeat ? -1 : step.events.length;
  const text = encodeStep(step, run.input);
  return (tx) => {
    if (first === 1) insertExecution(tx, key, run, wakeMs ?? null);
    if (redriven) reopenExecution(tx, key.id, run);
    // A task's last heartbeat is all that matters: however many come, one row is kept.
    if (isHeartbeat) for (const { id } of step.changed) tx.run(deleteHeartbeat, key.id, first, id);
    const { lastInsertRowid } = tx.run(insertStep, key.id, first, events, nowMs, text);
    if (end) endExecution(tx, key.id, end, nowMs);
    else if (wakeMs !== undefined && first !== 1) {
      tx.run("UPDATE sfn_execution SET wake_ms = ? WHERE id = ?", wakeMs, key.id);
    }
    return lastInsertRowid;
  };
}

/** E2. A step whose predecessor (its row) was refused is refused with it: what is kept of a run has no gaps. */
export function mustFollow(tx: Transaction, { id }: ExecutionKey, row: number | undefined): void {
  const before = tx.get("SELECT 1 AS kept FROM sfn_history WHERE id = ? AND execution = ?", row ?? 0, id);
  if (!before) throw new Error("An earlier step of this execution was refused by the disk.");
}

// The frame is the first member of what a step did to it.
const deleteHeartbeat =
  "DELETE FROM sfn_history WHERE execution = ? AND first = ? AND events = 0 AND json_extract(step, '$.f[0][0]') = ?";
const insertStep = "INSERT INTO sfn_history (execution, first, events, at_ms, step) VALUES (?, ?, ?, ?, ?)";

function endExecution(tx: Transaction, id: number, end: RunEnd, nowMs: number): void {
  tx.run(
    "UPDATE sfn_execution SET status = ?, stopped_ms = ?, error = ?, cause = ?, wake_ms = NULL WHERE id = ?",
    end.status,
    nowMs,
    end.error ?? null,
    end.cause ?? null,
    id,
  );
}

function reopenExecution(tx: Transaction, id: number, { redrives: { count, atMs, clientToken } }: Run): void {
  tx.run(
    `UPDATE sfn_execution SET status = 'RUNNING', stopped_ms = NULL, error = NULL, cause = NULL, wake_ms = NULL,
       redrives = ?, redriven_ms = ?, redrive_token = ? WHERE id = ?`,
    count,
    atMs ?? null,
    clientToken ?? null,
    id,
  );
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

/** The step of one row of sfn_history, of the execution with this input. */
export const stepOf = (row: Row, input: Json): TimedStep => ({
  ...decodeStep(String(row["step"]), Number(row["first"]), input),
  atMs: Number(row["at_ms"]),
});

/** The output of an execution that succeeded, from its last event. */
export function outputOf(tx: Reader, id: number, inputText: string): Json | undefined {
  const row = tx.get("SELECT * FROM sfn_history WHERE execution = ? AND events > 0 ORDER BY first DESC LIMIT 1", id);
  const input: Json = JSON.parse(inputText);
  return row && stepOf(row, input).events.at(-1)?.details?.output;
}

const statuses = { running: ["RUNNING"], unsuccessful: ["FAILED", "ABORTED", "TIMED_OUT"] };

export interface StoredRun {
  readonly key: ExecutionKey;
  readonly run: Run;
  readonly wakeMs: number | null;
}

/**
 * Brings a running execution back; undefined when it is not running (any more). Or one that ended without success, as
 * its end left it behind.
 */
export function loadRun(
  tx: Reader,
  id: number,
  machineOf: (tx: Reader, hash: string) => Machine,
  wanted: "running" | "unsuccessful" = "running",
): StoredRun | undefined {
  const row = tx.get(
    `SELECT e.*, m.name AS machine_name FROM sfn_execution e JOIN sfn_machine m ON m.id = e.machine
     WHERE e.id = ?`,
    id,
  );
  if (!row || !statuses[wanted].includes(String(row["status"]))) return undefined;
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
    redrives: {
      count: Number(row["redrives"]),
      ...(row["redriven_ms"] === null ? {} : { atMs: Number(row["redriven_ms"]) }),
    },
    nextEvent: 1,
    nextFrame: 0,
    frames: new Map(),
    end: undefined,
  };
  const steps = tx.all("SELECT * FROM sfn_history WHERE execution = ? ORDER BY first, id", id);
  restoreFrames(
    run,
    steps.map((step) => stepOf(step, input)),
  );
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
