// Task states: one attempt at a time, each under the number of its Scheduled event.
import type { EventDetails } from "../event.ts";
import { StateFailure, whileExecuting } from "../failure.ts";
import type { Json } from "../json.ts";
import type { Resource } from "../machine.ts";
import { fitsPayload, tooLarge } from "../payload.ts";
import type { Scope, StateQueries } from "../queries.ts";
import type { Frame, TaskAttempt } from "../run.ts";
import { scopeOf } from "../scope.ts";
import { emit, type Step } from "../step.ts";
import { newSecret } from "../token.ts";

/** What a resource, or whoever held the task token, said. */
export type Answer =
  | { readonly output: Json }
  | { readonly error: string | undefined; readonly cause: string | undefined };

/** Schedules the next attempt of the Task at `frame` and asks for it to be invoked. */
export async function startTask(step: Step, frame: Frame): Promise<void> {
  const { state } = frame;
  const { queries } = state;
  const resource = resourceOf(frame);
  const token = resource.waitsForToken || resource.kind === "activity" ? newSecret(step.random) : undefined;
  // The token is part of the context while the arguments are evaluated.
  frame.phase = { at: "task", task: { ...noAttempt, token } };
  const scope = scopeOf(step, frame);
  const input = await queries.effectiveInput(scope);
  const timeout = await seconds(queries, scope, input, "TimeoutSeconds");
  const heartbeat = await seconds(queries, scope, input, "HeartbeatSeconds");
  const credentials = await queries.scalar(scope, input, "Credentials");
  const sent = await queries.work(scope, input);
  if (!fitsPayload(sent)) throw tooLarge(state.name, { catchable: false });
  const number = emit(step, frame, eventNames[resource.kind].scheduled, {
    ...(resource.kind === "service" ? { ...integration(resource), region: "us-east-1", parameters: sent } : {}),
    ...(resource.kind === "service" ? {} : { input: sent, resource: resource.arn }),
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    ...(credentials === undefined ? {} : { taskCredentials: lowerKeys(credentials) }),
  });
  if (resource.kind !== "activity") emit(step, frame, eventNames[resource.kind].started, integration(resource));
  const heartbeatMs = heartbeat === undefined ? undefined : heartbeat * 1000;
  frame.phase = {
    at: "task",
    task: {
      number,
      arguments: sent,
      token,
      // An activity waits for a worker, not for the engine.
      submitted: resource.kind === "activity",
      timeoutAtMs: timeout === undefined ? undefined : step.nowMs + timeout * 1000,
      heartbeatMs,
      heartbeatAtMs: heartbeatMs === undefined || resource.kind === "activity" ? undefined : step.nowMs + heartbeatMs,
    },
  };
  if (resource.kind !== "activity") step.invoke.add(frame);
}

/** Takes the answer to the current attempt; of a task that waits for its token, the resource's success only submits it. */
export function answerTask(step: Step, frame: Frame, answer: Answer, from: "resource" | "token"): true {
  if (frame.phase.at !== "task") throw new Error("Only a task can be answered.");
  const { task } = frame.phase;
  const resource = resourceOf(frame);
  step.changed.add(frame);
  if (!("output" in answer)) {
    fail(step, frame, resource, answer, from);
    return true;
  }
  if (!fitsPayload(answer.output)) {
    const who = resource.kind === "service" ? resource.service : resource.arn;
    const { error, reason } = tooLarge(who, { catchable: true });
    fail(step, frame, resource, { error, cause: reason }, from);
    return true;
  }
  if (from === "resource" && resource.waitsForToken) {
    emit(step, frame, "TaskSubmitted", { ...integration(resource), output: answer.output });
    frame.phase = { at: "task", task: { ...task, submitted: true } };
    return true;
  }
  emit(step, frame, eventNames[resource.kind].succeeded, { ...integration(resource), output: answer.output });
  step.moves.push({ frame, go: "exit", result: answer.output });
  return true;
}

/** Records the start of the job that the attempt waits for, once. */
export function submitTask(step: Step, frame: Frame, output: Json): boolean {
  if (frame.phase.at !== "task" || frame.phase.task.jobStarted === true) return false;
  emit(step, frame, "TaskSubmitted", { ...integration(resourceOf(frame)), output });
  frame.phase = { at: "task", task: { ...frame.phase.task, jobStarted: true } };
  step.changed.add(frame);
  return true;
}

/** Records that a worker took the activity's task; from now on it must send heartbeats, if any are asked for. */
export function handOver(step: Step, frame: Frame, workerName: string | undefined): boolean {
  if (frame.phase.at !== "task" || frame.phase.task.jobStarted === true) return false;
  const { task } = frame.phase;
  emit(step, frame, "ActivityStarted", workerName === undefined ? {} : { workerName });
  const heartbeatAtMs = task.heartbeatMs === undefined ? undefined : step.nowMs + task.heartbeatMs;
  frame.phase = { at: "task", task: { ...task, jobStarted: true, heartbeatAtMs } };
  step.changed.add(frame);
  return true;
}

/** The attempt ran out of its TimeoutSeconds, or nobody sent a heartbeat in time. */
export function timeOutTask(step: Step, frame: Frame): void {
  const resource = resourceOf(frame);
  const missed = frame.phase.at === "task" && (frame.phase.task.heartbeatAtMs ?? step.nowMs + 1) <= step.nowMs;
  const failure = new StateFailure("States.Timeout", undefined, {
    alias: missed ? "States.HeartbeatTimeout" : undefined,
  });
  emit(step, frame, eventNames[resource.kind].timedOut, { error: "States.Timeout", ...integration(resource) });
  step.moves.push({ frame, go: "fail", failure, absent: "empty" });
}

type Failed = { readonly error: string | undefined; readonly cause: string | undefined };

function fail(
  step: Step,
  frame: Frame,
  resource: Resource,
  { error, cause }: Failed,
  from: "resource" | "token",
): void {
  if (error === "States.Timeout" && cause === undefined && from === "resource") {
    timeOutTask(step, frame);
    return;
  }
  emit(step, frame, eventNames[resource.kind].failed, {
    ...integration(resource),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  });
  step.moves.push({ frame, go: "fail", failure: new StateFailure(error, cause), absent: "null" });
}

const noAttempt: TaskAttempt = {
  number: 0,
  arguments: null,
  token: undefined,
  submitted: false,
  timeoutAtMs: undefined,
  heartbeatMs: undefined,
  heartbeatAtMs: undefined,
};

const eventNames = {
  service: {
    scheduled: "TaskScheduled",
    started: "TaskStarted",
    succeeded: "TaskSucceeded",
    failed: "TaskFailed",
    timedOut: "TaskTimedOut",
  },
  function: {
    scheduled: "LambdaFunctionScheduled",
    started: "LambdaFunctionStarted",
    succeeded: "LambdaFunctionSucceeded",
    failed: "LambdaFunctionFailed",
    timedOut: "LambdaFunctionTimedOut",
  },
  activity: {
    scheduled: "ActivityScheduled",
    started: "ActivityStarted",
    succeeded: "ActivitySucceeded",
    failed: "ActivityFailed",
    timedOut: "ActivityTimedOut",
  },
} as const;

function resourceOf(frame: Frame): Resource {
  if (!frame.state.resource) throw new Error(`The state '${frame.state.name}' is no Task.`);
  return frame.state.resource;
}

/** How service integrations name themselves in each of their events; functions and activities do so only once. */
const integration = (resource: Resource): EventDetails =>
  resource.kind === "service" ? { resource: resource.action, resourceType: resource.service } : {};

function lowerKeys(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), item]),
  );
}

function seconds(
  queries: StateQueries,
  scope: Scope,
  input: Json,
  field: "TimeoutSeconds" | "HeartbeatSeconds",
): number | undefined | Promise<number | undefined> {
  const value = queries.scalar(scope, input, field);
  return value instanceof Promise ? value.then((found) => whole(scope, field, found)) : whole(scope, field, value);
}

function whole(scope: Scope, field: string, value: Json | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  throw new StateFailure(
    "States.Runtime",
    whileExecuting(
      { name: scope.stateName, enteredEvent: scope.enteredEvent },
      `The ${field} field must be a positive whole number of seconds and was ${JSON.stringify(value)}.`,
    ),
    { catchable: false },
  );
}
