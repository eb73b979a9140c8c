import type { Json } from "../asl/json.ts";
import type { Machine } from "../asl/machine.ts";
import type { Run, RunEnd } from "../asl/run.ts";
import { uuid } from "../asl/uuid.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { JsonObject } from "../services/service.ts";
import type { Store } from "../store.ts";
import { executionArnOf } from "./arns.ts";
import type { LiveRuns } from "./live-runs.ts";
import type { MachineRow, Machines, Target } from "./machines.ts";
import { checkName, onlyMembers, optionalText, parsed, text, tooManyBytes } from "./request.ts";

export interface Starting {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly machines: Machines;
  readonly runs: LiveRuns;
  /** Row id of the next execution. */
  readonly nextId: () => number;
  /** Settles once the execution with this ARN, which is about to start, has ended (durably). */
  readonly endOf: (executionArn: string) => Promise<Ended>;
}

export interface Ended {
  readonly end: RunEnd;
  readonly stopMs: number;
}

/**
 * Starts an execution. Idempotent as AWS is: the same name and input while it runs is success; anything else under a
 * known name is ExecutionAlreadyExists. Settles when the start is durable.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export async function startExecution(engine: Starting, input: JsonObject): Promise<JsonObject> {
  const { arn, startMs } = await begin(engine, input);
  return { executionArn: arn, startDate: startMs / 1000 };
}

/**
 * Runs an Express execution and answers how it ended. The caller waits; a crash meanwhile ends only the caller's wait.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export async function startSyncExecution(engine: Starting, input: JsonObject): Promise<JsonObject> {
  const begun = await begin(engine, input, { sync: true });
  const { end, stopMs } = await begun.ended;
  const { output, error, cause, status } = end;
  return {
    executionArn: begun.arn,
    stateMachineArn: begun.machineArn,
    name: begun.name,
    startDate: begun.startMs / 1000,
    stopDate: stopMs / 1000,
    status: status === "ABORTED" ? "FAILED" : status,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    input: begun.inputText,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
  };
}

interface Begun {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly inputText: string;
  readonly startMs: number;
  readonly ended: Promise<Ended>;
}

async function begin(
  engine: Starting,
  input: JsonObject,
  { sync }: { sync: boolean } = { sync: false },
): Promise<Begun> {
  onlyMembers(input, "stateMachineArn", "name", "input", "traceHeader");
  const machineArn = text(input, "stateMachineArn");
  const target = await engine.machines.target(machineArn, engine.random);
  const express = target.machine.type === "EXPRESS";
  if (sync && !express)
    throw new AwsError("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
  const given = optionalText(input, "name");
  if (given !== undefined) checkName(given);
  const name = given ?? uuid(engine.random);
  const inputText = optionalText(input, "input") ?? "{}";
  // Express executions may share a name: each has a uuid beside it.
  const storedName = express ? `${name}:${uuid(engine.random)}` : name;
  const arn = executionArnOf(target.machine.name, storedName);
  const startMs = engine.clock.now();
  const json = readInput(inputText);
  const begun = { arn, name, machineArn, inputText };
  const unique = express || given === undefined;
  const before = unique ? undefined : await earlier(engine, target.machine, name, inputText, arn);
  if (before !== undefined) return { ...begun, startMs: before, ended: never };
  const compiled = await engine.machines.load(target.hash);
  // Another caller may have come in while the table was read.
  const racing = engine.runs.inMemory(arn);
  if (racing) {
    const racingMs = sameOrExists(racing.key.inputText, inputText, racing.run.startMs, arn);
    await racing.started; // E1: the first caller's start must be durable before the second hears of it.
    return { ...begun, startMs: racingMs, ended: never };
  }
  const key = {
    id: engine.nextId(),
    machine: target.machine.id,
    name: storedName,
    hash: target.hash,
    qualifier: target.version,
    alias: target.alias,
    inputText,
  };
  const ended = sync ? engine.endOf(arn) : never;
  await engine.runs.begin(key, newRun(target, compiled, { arn, name, input: json, startMs, tellsRedrives: !sync }));
  return { ...begun, startMs, ended };
}

const never = new Promise<Ended>(() => {});

function newRun(
  { machine, roleArn }: Target,
  compiled: Machine,
  start: Pick<Run, "arn" | "name" | "input" | "startMs" | "tellsRedrives">,
): Run {
  return {
    ...start,
    machine: compiled,
    machineArn: machine.arn,
    machineName: machine.name,
    roleArn,
    redrives: { count: 0 },
    nextEvent: 1,
    nextFrame: 0,
    frames: new Map(),
    end: undefined,
  };
}

function readInput(inputText: string): Json {
  if (tooManyBytes(inputText)) {
    throw new AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: it exceeds 262144 bytes");
  }
  const json = parsed(inputText);
  if (!json) throw new AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: it is no JSON text");
  return json.value;
}

/** The start time (epoch ms) of the execution that has this name already; undefined when there is none. */
async function earlier(
  { runs, store }: Starting,
  machine: MachineRow,
  name: string,
  inputText: string,
  arn: string,
): Promise<number | undefined> {
  const present = runs.inMemory(arn);
  if (present) {
    const startMs = sameOrExists(present.key.inputText, inputText, present.run.startMs, arn);
    await present.started; // E1
    return startMs;
  }
  const row = await store.read((tx) =>
    tx.get("SELECT status, input, started_ms FROM sfn_execution WHERE machine = ? AND name = ?", machine.id, name),
  );
  if (!row) return undefined;
  const known = row["status"] === "RUNNING" ? String(row["input"]) : undefined;
  return sameOrExists(known, inputText, Number(row["started_ms"]), arn);
}

function sameOrExists(known: string | undefined, given: string, startMs: number, arn: string): number {
  if (known === given) return startMs;
  throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
}
