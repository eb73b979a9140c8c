// DescribeExecution, ListExecutions, StopExecution, GetExecutionHistory, DescribeStateMachineForExecution.
import type { RunEnd } from "../asl/run.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";
import type { Row, Store } from "../store.ts";
import { executionArnOf, machineArnOf, readExecutionArn } from "./arns.ts";
import { outputOf, stepOf } from "./execution-rows.ts";
import type { LiveRuns } from "./live-runs.ts";
import type { Machines } from "./machines.ts";
import { mapRunOperations } from "./map-runs.ts";
import { redriveOperations, redrivesOf } from "./redrive.ts";
import { invalid, onlyMembers, optionalText, pageOf, pageToken, text } from "./request.ts";
import { wireEvent } from "./wire-event.ts";

interface Options {
  readonly store: Store;
  readonly machines: Machines;
  readonly runs: LiveRuns;
  readonly clock: Clock;
}

export function executionOperations({ store, machines, runs, clock }: Options): Operations {
  const rowOf = async (arn: string): Promise<Row> => {
    const named = readExecutionArn(arn);
    // As on AWS, what an Express execution did is told to nobody but its caller.
    if (!named || named.express) throw new AwsError("InvalidArn", `Invalid Arn: '${arn}'`);
    const row = await store.read((tx) => tx.get(byName, named.machine, named.name));
    if (!row) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return row;
  };

  return {
    ...redriveOperations({ clock, runs, rowOf }),
    ...mapRunOperations({ store, runs, rowOf }),
    DescribeExecution: async (input) => {
      onlyMembers(input, "executionArn", "includedData");
      const row = await rowOf(text(input, "executionArn"));
      const output = row["status"] === "SUCCEEDED" ? await readOutput(store, row) : undefined;
      return describe(row, output, input["includedData"] !== "METADATA_ONLY", clock.now());
    },
    DescribeStateMachineForExecution: async (input) => {
      onlyMembers(input, "executionArn", "includedData");
      const row = await rowOf(text(input, "executionArn"));
      return {
        stateMachineArn: machineArnOf(String(row["machine_name"])),
        name: String(row["machine_name"]),
        definition: await machines.definitionText(String(row["hash"])),
        roleArn: String(row["role_arn"]),
        updateDate: Number(row["machine_updated_ms"]) / 1000,
      };
    },
    ListExecutions: async (input) => {
      onlyMembers(input, "stateMachineArn", "statusFilter", "redriveFilter", "maxResults", "nextToken");
      const { size, after } = pageOf(input);
      const status = optionalText(input, "statusFilter");
      const redrives = optionalText(input, "redriveFilter");
      if (redrives !== undefined && redrives !== "REDRIVEN" && redrives !== "NOT_REDRIVEN")
        throw invalid("redriveFilter must be REDRIVEN or NOT_REDRIVEN");
      const { machine, version, alias } = await machines.target(text(input, "stateMachineArn"), () => 0);
      const rows = await store.read((tx) =>
        tx.all(
          `SELECT e.*, ?1 AS machine_name FROM sfn_execution e WHERE e.machine = ?2 AND (?3 = 0 OR e.id < ?3) AND instr(e.name, ':') = 0
             AND (?4 IS NULL OR e.status = ?4) AND (?5 IS NULL OR e.alias = ?5)
             AND (?6 IS NULL OR ?5 IS NOT NULL OR e.qualifier = ?6)
             AND (?8 IS NULL OR (e.redrives > 0) = (?8 = 'REDRIVEN'))
           ORDER BY e.id DESC LIMIT ?7`,
          machine.name,
          machine.id,
          after,
          status ?? null,
          alias ?? null,
          version ?? null,
          size + 1,
          redrives ?? null,
        ),
      );
      const page = rows.slice(0, size);
      const more = rows.length > size ? { nextToken: pageToken(Number(page.at(-1)?.["id"])) } : {};
      return { executions: page.map(summary), ...more };
    },
    StopExecution: async (input) => {
      onlyMembers(input, "executionArn", "error", "cause");
      const arn = text(input, "executionArn");
      await rowOf(arn);
      const error = optionalText(input, "error");
      await runs.send(arn, { kind: "abort", error, cause: optionalText(input, "cause") });
      // Stopping what has ended already is success, and answers when that was.
      return { stopDate: Number((await rowOf(arn))["stopped_ms"]) / 1000 };
    },
    GetExecutionHistory: async (input) => {
      onlyMembers(input, "executionArn", "includeExecutionData", "maxResults", "nextToken", "reverseOrder");
      const { size, after } = pageOf(input);
      const row = await rowOf(text(input, "executionArn"));
      const reverse = input["reverseOrder"] ?? false;
      if (typeof reverse !== "boolean") throw invalid("reverseOrder must be true or false");
      const steps = await store.read((tx) => tx.all(reverse ? downwards : upwards, Number(row["id"]), after, size));
      const ownInput: Json = JSON.parse(String(row["input"]));
      const events = steps
        .map((step) => stepOf(step, ownInput))
        .flatMap((step) => step.events.map((event) => ({ event, atMs: step.atMs })))
        .sort((a, b) => (reverse ? b.event.id - a.event.id : a.event.id - b.event.id))
        .filter(({ event }) => after === 0 || (reverse ? event.id < after : event.id > after));
      const page = events.slice(0, size);
      const withData = input["includeExecutionData"] !== false;
      const last = page.at(-1)?.event.id ?? 0;
      const more = events.length > size || (await hasMore(Number(row["id"]), last, reverse));
      return {
        events: page.map(({ event, atMs }) => wireEvent(event, atMs, withData)),
        ...(more ? { nextToken: pageToken(last) } : {}),
      };
    },
  };

  async function hasMore(execution: number, last: number, reverse: boolean): Promise<boolean> {
    if (reverse) return last > 1;
    const row = await store.read((tx) =>
      tx.get(
        "SELECT 1 AS more FROM sfn_history WHERE execution = ? AND first > ? AND events > 0 LIMIT 1",
        execution,
        last,
      ),
    );
    return row !== undefined;
  }
}

/** How the execution ended; undefined while it runs. Throws ExecutionDoesNotExist. */
export async function endedAlready(store: Store, arn: string): Promise<RunEnd | undefined> {
  const named = readExecutionArn(arn);
  const row = named && (await store.read((tx) => tx.get(byName, named.machine, named.name)));
  if (!row) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
  const status = ends.find((each) => each === row["status"]);
  if (status === undefined) return undefined;
  const optional = (column: string): string | undefined => (row[column] === null ? undefined : String(row[column]));
  return {
    status,
    ...(status === "SUCCEEDED" ? { output: (await readOutput(store, row)) ?? null } : {}),
    error: optional("error"),
    cause: optional("cause"),
  };
}

const readOutput = (store: Store, row: Row): Promise<Json | undefined> =>
  store.read((tx) => outputOf(tx, Number(row["id"]), String(row["input"])));

const ends = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] as const;

const byName = `SELECT e.*, (SELECT first + events - 1 FROM sfn_history h WHERE h.execution = e.id AND events > 0 ORDER BY first DESC LIMIT 1) AS last_event, m.name AS machine_name, m.updated_ms AS machine_updated_ms
  FROM sfn_execution e JOIN sfn_machine m ON m.id = e.machine WHERE m.name = ? AND e.name = ?`;

// A step holds at least one event, so `size` steps from the one that holds the event after `after` fill a page.
const upwards = `SELECT * FROM sfn_history WHERE execution = ?1 AND events > 0 AND first >=
  coalesce((SELECT max(first) FROM sfn_history WHERE execution = ?1 AND first <= ?2 + 1 AND events > 0), 0) ORDER BY first LIMIT ?3 + 1`;
const downwards = `SELECT * FROM sfn_history WHERE execution = ?1 AND events > 0 AND (?2 = 0 OR first < ?2) ORDER BY first DESC LIMIT ?3 + 1`;

const seconds = (row: Row, column: string): number => Number(row[column]) / 1000;

function summary(row: Row): JsonObject {
  const machine = String(row["machine_name"]);
  return {
    executionArn: executionArnOf(machine, String(row["name"])),
    stateMachineArn: machineArnOf(machine),
    name: String(row["name"]),
    status: String(row["status"]),
    startDate: seconds(row, "started_ms"),
    ...(row["stopped_ms"] === null ? {} : { stopDate: seconds(row, "stopped_ms") }),
    ...(row["qualifier"] === null ? {} : { stateMachineVersionArn: `${machineArnOf(machine)}:${row["qualifier"]}` }),
    ...(row["alias"] === null ? {} : { stateMachineAliasArn: `${machineArnOf(machine)}:${row["alias"]}` }),
    redriveCount: Number(row["redrives"]),
    ...(row["redriven_ms"] === null ? {} : { redriveDate: seconds(row, "redriven_ms") }),
  };
}

function describe(row: Row, output: Json | undefined, withData: boolean, nowMs: number): JsonObject {
  const included = { included: true };
  const text = (column: string, member = column): JsonObject =>
    row[column] === null ? {} : { [member]: String(row[column]) };
  return {
    ...summary(row),
    ...(withData ? { ...text("input"), inputDetails: included } : {}),
    ...(withData && output !== undefined ? { output: JSON.stringify(output), outputDetails: included } : {}),
    ...text("error"),
    ...text("cause"),
    ...redrivesOf(row, nowMs),
  };
}
