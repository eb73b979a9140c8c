// TestState: one state, tried by itself. It runs on the interpreter alone: nothing is stored, nothing waits.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
import { type Advanced, advance } from "../asl/advance.ts";
import { TaskFailure } from "../asl/failure.ts";
import { isObject, type Json, type JsonObject } from "../asl/json.ts";
import { parseMachine, type ResourceCheck } from "../asl/parse-machine.ts";
import { dueAt, type Frame, isInvoking, type Run } from "../asl/run.ts";
import type { Signal } from "../asl/signal.ts";
import type { Answer } from "../asl/states/task.ts";
import { UnsupportedDefinition } from "../asl/unsupported-definition.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import { executionArnOf, machineArnOf } from "./arns.ts";
import { invalid, onlyMembers, optionalText, parsed, text } from "./request.ts";
import type { TaskInvoker } from "./task-invoker.ts";

interface Trying {
  readonly clock: Clock;
  readonly random: () => number;
  readonly invoke: TaskInvoker;
  readonly whyNot: ResourceCheck | undefined;
}

const levels = ["INFO", "DEBUG", "TRACE"];

/** The operation: answers what the state gives, where it leads, and how it failed. */
export async function testState(engine: Trying, input: JsonObject): Promise<JsonObject> {
  onlyMembers(
    input,
    ...["definition", "roleArn", "input", "inspectionLevel", "revealSecrets", "variables", "stateName", "mock"],
  );
  const level = optionalText(input, "inspectionLevel") ?? "INFO";
  if (!levels.includes(level)) throw invalid(`inspectionLevel must be one of ${levels.join(", ")}`);
  const inputText = optionalText(input, "input") ?? "{}";
  const given = parsed(inputText);
  if (!given) throw new AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: it is no JSON text");
  const mock = isObject(input["mock"]) ? input["mock"] : undefined;
  const { name, definition } = machineAround(text(input, "definition"), input, mock !== undefined);
  const run = newRun(engine, parsedMachine(definition, engine.whyNot), given.value);
  const { events, retriable } = await go(engine, run, mock);
  return { ...outcomeOf(name, run, events, retriable), ...inspected(level, inputText, events) };
}

/** A machine in which the state stands alone: wherever it leads, the execution ends. */
function machineAround(
  definitionText: string,
  { stateName, variables }: JsonObject,
  mocked: boolean,
): { name: string; definition: JsonObject } {
  const whole = parsed(definitionText)?.value;
  if (!isObject(whole))
    throw new AwsError("InvalidDefinition", "Invalid State Machine Definition: it is no JSON object");
  const found = typeof stateName === "string" ? stateNamed(whole, stateName) : whole;
  if (!found) throw invalid(`The definition has no state '${String(stateName)}'`);
  const name = typeof stateName === "string" ? stateName : "State";
  const state = mocked ? asTask(found) : found;
  if (["Map", "Parallel"].includes(String(state["Type"])))
    throw invalid(`A ${String(state["Type"])} state can only be tested with a mock`);
  const led = [state, ...list(state["Choices"]), ...list(state["Catch"])].flatMap(({ Next, Default }) => [
    Next,
    Default,
  ]);
  const ends = led.flatMap((next): [string, JsonObject][] =>
    typeof next === "string" && next !== name ? [[next, { Type: "Succeed" }]] : [],
  );
  const assigned = typeof variables === "string" ? parsed(variables)?.value : undefined;
  const { QueryLanguage } = isObject(whole["States"]) ? whole : found;
  return {
    name,
    definition: {
      ...(QueryLanguage === undefined ? {} : { QueryLanguage }),
      StartAt: isObject(assigned) ? "(variables)" : name,
      States: {
        ...Object.fromEntries(ends),
        [name]: state,
        ...(isObject(assigned) ? { "(variables)": { Type: "Pass", Assign: assigned, Next: name } } : {}),
      },
    },
  };
}

const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function stateNamed(flow: JsonObject, name: string): JsonObject | undefined {
  const { States: states, ItemProcessor: processor, Branches: branches } = flow;
  const own = isObject(states) && Object.hasOwn(states, name) ? states[name] : undefined;
  if (isObject(own)) return own;
  const inner = [...(isObject(states) ? Object.values(states) : []), processor, ...list(branches)];
  for (const each of inner) {
    const found = isObject(each) ? stateNamed(each, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

const onlyOfMaps =
  /^(ItemProcessor|Iterator|Item|Items|ItemsPath|ItemSelector|ItemReader|ItemBatcher|ResultWriter|Branches|MaxConcurrency.*|Tolerated.*|Label)$/;

/** With a mock, what a Map or Parallel does inside does not matter: it has a result, as a Task has. */
function asTask(state: JsonObject): JsonObject {
  const { Type } = state;
  if (Type === "Task") return state;
  if (Type !== "Map" && Type !== "Parallel")
    throw invalid("A mock can only stand in for a Task, Map or Parallel state");
  const kept = Object.entries(state).filter(([field]) => !onlyOfMaps.test(field));
  const Resource = "arn:aws:lambda:us-east-1:000000000000:function:mock";
  return { ...Object.fromEntries(kept), Type: "Task", Resource };
}

function parsedMachine(definition: JsonObject, whyNot: ResourceCheck | undefined): Run["machine"] {
  try {
    return parseMachine(JSON.stringify(definition), whyNot);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    throw new AwsError("InvalidDefinition", `Invalid State Machine Definition: ${error.message}`);
  }
}

const newRun = ({ clock }: Trying, machine: Run["machine"], input: Json): Run => ({
  arn: executionArnOf("test-state", "test-state"),
  name: "test-state",
  machine,
  machineArn: machineArnOf("test-state"),
  machineName: "test-state",
  roleArn: "",
  input,
  startMs: clock.now(),
  tellsRedrives: true,
  redrives: { count: 0 },
  nextEvent: 1,
  nextFrame: 0,
  frames: new Map(),
  end: undefined,
});

type Events = Advanced["step"]["events"];

/** Runs the state to its end, or to where it would be tried again. */
async function go(
  engine: Trying,
  run: Run,
  mock: JsonObject | undefined,
): Promise<{ events: Events; retriable: boolean }> {
  const events: Events = [];
  let nowMs = engine.clock.now();
  let signal: Signal = { kind: "start" };
  for (;;) {
    const { step } = await advance(run, signal, nowMs, engine.random);
    events.push(...step.events);
    const frame = run.frames.get(0);
    if (!frame || frame.phase.at === "backoff") return { events, retriable: frame !== undefined };
    signal = await nextSignal(engine, run, frame, mock);
    if (signal.kind === "due") nowMs = dueAt(frame) ?? nowMs;
  }
}

/** What moves the state on: its resource's answer, or time. */
async function nextSignal(engine: Trying, run: Run, frame: Frame, mock: JsonObject | undefined): Promise<Signal> {
  if (frame.phase.at !== "task" || !isInvoking(frame)) return { kind: "due", frame: 0 };
  const { number, arguments: sent, token: secret = "" } = frame.phase.task;
  const { resource } = frame.state;
  const waits = resource?.waitsForToken === true;
  if (waits && !mock) throw invalid("A task that waits for its token can only be tested with a mock");
  const answer = mock ? mocked(mock) : await answerOf(engine, run, { resource: resource?.arn ?? "", sent, number });
  return waits ? { kind: "token", frame: 0, secret, answer } : { kind: "answer", frame: 0, attempt: number, answer };
}

/** What stands in for the resource. */
function mocked({ result, errorOutput }: JsonObject): Answer {
  if (isObject(errorOutput)) {
    const textOf = (value: Json | undefined): string | undefined => (value === undefined ? undefined : String(value));
    return { error: textOf(errorOutput["error"]), cause: textOf(errorOutput["cause"]) };
  }
  const output = typeof result === "string" ? parsed(result) : undefined;
  if (!output) throw invalid("mock.result must be JSON text");
  return { output: output.value };
}

async function answerOf(
  { invoke }: Trying,
  run: Run,
  { resource, sent, number }: { resource: string; sent: Json; number: number },
): Promise<Answer> {
  const call = { executionArn: run.arn, stateName: "test-state", place: 0, attempt: number, submitted: async () => {} };
  try {
    return { output: await invoke({ ...call, resource, arguments: sent, signal: new AbortController().signal }) };
  } catch (error) {
    if (error instanceof TaskFailure) return { error: error.error, cause: error.reason };
    return { error: "States.TaskFailed", cause: error instanceof Error ? error.message : String(error) };
  }
}

function outcomeOf(name: string, run: Run, events: Events, retriable: boolean): JsonObject {
  const failed = events.findLast(({ type }) => /(Failed|TimedOut)$/.test(type) && !/^(Map|Parallel)State/.test(type));
  const { error, cause } = failed?.details ?? {};
  const failure: JsonObject = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  if (retriable) return { status: "RETRIABLE", ...failure };
  const at = events.findIndex(({ type, details }) => type.endsWith("StateExited") && details?.name === name);
  const exited = events[at]?.details;
  if (!exited)
    return { status: "FAILED", ...failure, ...(run.end?.error === undefined ? {} : { error: run.end.error }) };
  const next = events.slice(at).find(({ type }) => type.endsWith("StateEntered"))?.details?.name;
  return {
    status: failed ? "CAUGHT_ERROR" : "SUCCEEDED",
    ...failure,
    output: JSON.stringify(exited.output),
    ...(next === undefined ? {} : { nextState: next }),
  };
}

/** What DEBUG and TRACE show beside the outcome. */
function inspected(level: string, inputText: string, events: Events): JsonObject {
  if (level === "INFO") return {};
  const result = events.find(({ type }) => /^(Task|LambdaFunction)Succeeded$/.test(type))?.details?.output;
  const variables = events.findLast(({ details }) => details?.assignedVariables !== undefined)?.details
    ?.assignedVariables;
  return {
    inspectionData: {
      input: inputText,
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
    },
  };
}
