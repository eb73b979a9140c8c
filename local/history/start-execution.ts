import type { Json } from "../asl/json.ts";
import type { Machine } from "../asl/machine.ts";
import type { Run } from "../asl/run.ts";
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
}

/**
 * Starts an execution. Idempotent as AWS is: the same name and input while it runs is success; anything else under a
 * known name is ExecutionAlreadyExists. Settles when the start is durable.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export async function startExecution(engine: Starting, input: JsonObject): Promise<JsonObject> {
  onlyMembers(input, "stateMachineArn", "name", "input", "traceHeader");
  const target = await engine.machines.target(text(input, "stateMachineArn"), engine.random);
  const given = optionalText(input, "name");
  if (given !== undefined) checkName(given);
  const name = given ?? uuid(engine.random);
  const inputText = optionalText(input, "input") ?? "{}";
  const arn = executionArnOf(target.machine.name, name);
  const startMs = engine.clock.now();
  const json = readInput(inputText);
  const before = given === undefined ? undefined : await earlier(engine, target.machine, name, inputText, arn);
  if (before !== undefined) return { executionArn: arn, startDate: before / 1000 };
  const compiled = await engine.machines.load(target.hash);
  // Nothing was awaited since the last look unless the definition had to be read: look again.
  const racing = engine.runs.inMemory(arn);
  if (racing)
    return {
      executionArn: arn,
      startDate: sameOrExists(racing.key.inputText, inputText, racing.run.startMs, arn) / 1000,
    };
  const key = {
    id: engine.nextId(),
    machine: target.machine.id,
    hash: target.hash,
    qualifier: target.version,
    alias: target.alias,
    inputText,
  };
  await engine.runs.begin(key, newRun(target, compiled, { arn, name, input: json, startMs }));
  return { executionArn: arn, startDate: startMs / 1000 };
}

function newRun(
  { machine, roleArn }: Target,
  compiled: Machine,
  start: { arn: string; name: string; input: Json; startMs: number },
): Run {
  return {
    ...start,
    machine: compiled,
    machineArn: machine.arn,
    machineName: machine.name,
    roleArn,
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
    await present.started; // E1: the first caller's start must be durable before the second hears of it.
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
