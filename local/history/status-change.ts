// Status changes of executions, as EventBridge reports them.
//
//   E6. Written with the step that caused them, told after its commit, and told again at the next start unless the
//       listener had taken them: at least once.
//
// https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
import type { Step } from "../asl/step.ts";
import type { Store, Transaction } from "../store.ts";
import type { ExecutionKey } from "./execution-rows.ts";

/** The `detail` of a "Step Functions Execution Status Change" event. Dates are epoch milliseconds; payloads are text. */
export interface ExecutionStatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly startDate: number;
  readonly stopDate: number | null;
  readonly input: string;
  readonly output: string | null;
  readonly inputDetails: { readonly included: true };
  readonly outputDetails: { readonly included: true } | null;
  readonly stateMachineVersionArn: string | null;
  readonly stateMachineAliasArn: string | null;
  readonly redriveCount: number;
  readonly redriveDate: number | null;
  readonly redriveStatus: string;
  readonly error: string | null;
  readonly cause: string | null;
}

/** Takes a status change; it is told again later unless this returns, or its promise settles, well. */
export type StatusListener = (change: ExecutionStatusChange) => void | Promise<void>;

export interface StatusChanges {
  /** The writes of a step that changed its execution's status, and what to do once they are durable. */
  of(key: ExecutionKey, step: Step): ((tx: Transaction) => void) | undefined;
  /** Tells what was written but not taken before the last end. */
  start(): Promise<void>;
}

export function openStatusChanges(store: Store, listener: StatusListener | undefined): StatusChanges {
  const tell = async (id: number, body: string): Promise<void> => {
    const change: ExecutionStatusChange = JSON.parse(body);
    await listener?.(change);
    // SQLite gives ids again: a change that is told twice must not take another with it.
    await store.transact((tx) => void tx.run("DELETE FROM sfn_status_change WHERE id = ? AND body = ?", id, body));
  };
  return {
    of: (key, step) => {
      const [first] = step.events;
      const begins = first?.id === 1 || first?.type === "ExecutionRedriven";
      const status = step.run.end?.status ?? (begins ? "RUNNING" : undefined);
      if (listener === undefined || status === undefined) return undefined;
      const changes = [changeOf(key, step, status)];
      // An execution that began and ended in one step was running for a moment, and AWS says so.
      if (status !== "RUNNING" && begins) changes.unshift(changeOf(key, step, "RUNNING"));
      return (tx) => {
        for (const change of changes) {
          const body = JSON.stringify(change);
          const { lastInsertRowid } = tx.run("INSERT INTO sfn_status_change (body) VALUES (?)", body);
          tx.afterCommit(() => {
            tell(lastInsertRowid, body).catch(() => {}); // Its row stays, so it is told again at the next start.
          });
        }
      };
    },
    start: async () => {
      if (listener === undefined) return;
      const rows = await store.read((tx) => tx.all("SELECT id, body FROM sfn_status_change ORDER BY id"));
      for (const row of rows) {
        await tell(Number(row["id"]), String(row["body"])).catch(() => {});
      }
    },
  };
}

function changeOf(
  key: ExecutionKey,
  { run, nowMs }: Step,
  status: ExecutionStatusChange["status"],
): ExecutionStatusChange {
  const end = status === "RUNNING" ? undefined : run.end;
  return {
    executionArn: run.arn,
    stateMachineArn: run.machineArn,
    name: run.name,
    status,
    startDate: run.startMs,
    stopDate: end ? nowMs : null,
    input: key.inputText,
    output: end?.output === undefined ? null : JSON.stringify(end.output),
    inputDetails: { included: true },
    outputDetails: end?.output === undefined ? null : { included: true },
    stateMachineVersionArn: key.qualifier === undefined ? null : `${run.machineArn}:${key.qualifier}`,
    stateMachineAliasArn: key.alias === undefined ? null : `${run.machineArn}:${key.alias}`,
    redriveCount: run.redrives.count,
    redriveDate: run.redrives.atMs ?? null,
    redriveStatus: end === undefined || end.status === "SUCCEEDED" ? "NOT_REDRIVABLE" : "REDRIVABLE",
    error: end?.error ?? null,
    cause: end?.cause ?? null,
  };
}
