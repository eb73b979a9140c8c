// Distributed Map: its items may lie in S3, go in batches, fail to a degree, and give their results to S3. Its iterations
// are frames as a Map's always are, but their events are kept aside: on AWS they are executions of their own.
// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
import type { Distributed } from "../distributed.ts";
import { StateFailure } from "../failure.ts";
import type { Json, JsonObject } from "../json.ts";
import { readItems } from "../read-items.ts";
import type { Frame, MapRun } from "../run.ts";
import { scopeOf } from "../scope.ts";
import type { Signal } from "../signal.ts";
import { dropChildren, emit, type Step } from "../step.ts";
import { uuid } from "../uuid.ts";
import { batched, numberOf, toleranceOf } from "./map-numbers.ts";
import { mapResults, resultFiles } from "./result-files.ts";
import type { Answer } from "./task.ts";

/** Starts as many iterations as may run at once; what `startMap` and the end of an iteration do the same way. */
export type StartIterations = (step: Step, frame: Frame) => Promise<void>;

function distributedOf({ state }: Frame): Distributed {
  if (!state.distributed) throw new Error(`The state '${state.name}' is no distributed Map.`);
  return state.distributed;
}

/** Begins a Map run: `items` are the state's own, or undefined when they are to be read. */
export async function startMapRun(
  step: Step,
  frame: Frame,
  items: Json[] | undefined,
  limit: number,
  startIterations: StartIterations,
): Promise<void> {
  const distributed = distributedOf(frame);
  const scope = scopeOf(step, frame);
  const input = await frame.state.queries.effectiveInput(scope);
  emit(step, frame, "MapStateStarted", { length: items?.length ?? 0 });
  const tolerated = await toleranceOf(distributed, scope, input);
  const { run, random } = step;
  const machineArn = run.machineArn.replace(":stateMachine:", ":mapRun:");
  const arn = `${machineArn}/${distributed.label ?? uuid(random)}:${uuid(random)}`;
  const number = emit(step, frame, "MapRunStarted", { mapRunArn: arn });
  const mapRun: MapRun = { arn, limit, ...tolerated };
  if (items) return await spread(step, frame, items, mapRun, startIterations);
  const { reader } = distributed;
  if (!reader) throw new Error("A Map without items has a reader.");
  call(step, frame, { number, resource: reader.resource.arn, sent: await reader.queries.work(scope, input), mapRun });
}

interface OwnCall {
  /** The reader's is the number of MapRunStarted, the writer's the same below 0. */
  readonly number: number;
  readonly resource: string;
  readonly sent: Json;
  readonly mapRun: MapRun;
}

function call(step: Step, frame: Frame, { number, resource, sent, mapRun }: OwnCall): void {
  const timeless = { timeoutAtMs: undefined, heartbeatMs: undefined, heartbeatAtMs: undefined };
  frame.phase = {
    at: "task",
    task: { number, arguments: sent, resource, mapRun, token: undefined, submitted: false, ...timeless },
  };
  step.changed.add(frame);
  step.invoke.add(frame);
}

/** Takes what the Map's reader or writer answered. */
export async function answerMap(
  step: Step,
  frame: Frame,
  answer: Answer,
  startIterations: StartIterations,
): Promise<void> {
  if (frame.phase.at !== "task" || !frame.phase.task.mapRun) throw new Error("The Map awaits no answer.");
  const { mapRun, number, arguments: sent } = frame.phase.task;
  const reads = number > 0;
  if (!("output" in answer)) {
    const error = reads ? "States.ItemReaderFailed" : "States.ResultWriterFailed";
    return failMapRun(step, frame, new StateFailure(error, answer.cause ?? answer.error));
  }
  if (!reads) return finishMapRun(step, frame, writtenTo(mapRun, sent));
  const distributed = distributedOf(frame);
  const scope = scopeOf(step, frame);
  const input = await frame.state.queries.effectiveInput(scope);
  let items: Json[];
  try {
    items = readItems(answer.output, distributed.reader?.config ?? {});
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    return failMapRun(step, frame, error);
  }
  const most = (await numberOf(distributed, scope, input, "MaxItems")) ?? 0;
  await spread(step, frame, most > 0 ? items.slice(0, most) : items, mapRun, startIterations);
}

/** Makes the iterations' inputs of the items, and starts the first of them. */
async function spread(
  step: Step,
  frame: Frame,
  items: readonly Json[],
  mapRun: MapRun,
  startIterations: StartIterations,
): Promise<void> {
  const { queries } = frame.state;
  const scope = scopeOf(step, frame);
  const input = await queries.effectiveInput(scope);
  const selected: Json[] = [];
  for (const [index, value] of items.entries())
    selected.push(await queries.item(scopeOf(step, frame, { index, value }), input, value));
  const inputs = await batched(distributedOf(frame), scope, input, selected);
  frame.phase = { at: "children", total: inputs.length, items: inputs, limit: mapRun.limit, mapRun };
  if (inputs.length === 0) await endMapRun(step, frame);
  else await startIterations(step, frame);
}

/** All iterations are done: the Map goes on, or writes its results first. */
export async function endMapRun(step: Step, frame: Frame): Promise<void> {
  if (frame.phase.at !== "children" || !frame.phase.mapRun) throw new Error("The Map has no iterations.");
  const { mapRun } = frame.phase;
  const { writer, writes } = distributedOf(frame);
  if (!writer) return finishMapRun(step, frame, mapResults(step, frame, mapRun, writes));
  const scope = scopeOf(step, frame);
  const sent = await writer.queries.work(scope, await frame.state.queries.effectiveInput(scope));
  const files = resultFiles(step, frame, mapRun, sent, writes);
  dropChildren(step, frame);
  call(step, frame, { number: -frame.lastEvent, resource: writer.resource.arn, sent: files, mapRun });
}

function writtenTo({ arn }: MapRun, sent: Json): JsonObject {
  const { Bucket = null, Manifest = null } = typeof sent === "object" && !Array.isArray(sent) && sent ? sent : {};
  return { MapRunArn: arn, ResultWriterDetails: { Bucket, Key: Manifest } };
}

function finishMapRun(step: Step, frame: Frame, result: Json): void {
  dropChildren(step, frame);
  const started = frame.lastEvent;
  emit(step, frame, "MapRunSucceeded");
  emit(step, frame, "MapStateSucceeded");
  frame.lastEvent = started; // AWS links the exit to the start of the Map run (until 2024: to its end).
  step.changed.add(frame);
  step.moves.push({ frame, go: "exit", result });
}

function failMapRun(step: Step, frame: Frame, failure: StateFailure): void {
  dropChildren(step, frame);
  emit(step, frame, "MapRunFailed", { error: failure.error, cause: failure.reason });
  step.changed.add(frame);
  step.moves.unshift({ frame, go: "fail", failure });
}

/** An iteration failed for good: the Map tolerates it, or fails. Answers whether it goes on. */
export function tolerates(step: Step, frame: Frame, child: Frame, { error, reason }: StateFailure): boolean {
  if (frame.phase.at !== "children" || !frame.phase.mapRun) throw new Error("The Map has no iterations.");
  const { mapRun, total } = frame.phase;
  dropChildren(step, child);
  child.phase = { at: "done", output: { Error: error ?? null, Cause: reason ?? null }, failed: true };
  step.changed.add(child);
  frame.doneChildren += 1;
  frame.failedChildren += 1;
  const failed = frame.failedChildren;
  if (failed <= mapRun.count && (failed / total) * 100 <= mapRun.percentage) return true;
  const cause = "The specified tolerated failure threshold was exceeded";
  failMapRun(step, frame, new StateFailure("States.ExceedToleratedFailureThreshold", cause));
  return false;
}

/** Changes a Map run under way; more iterations start when more may run at once. */
export function updateMapRun(step: Step, change: Extract<Signal, { kind: "map-run" }>): boolean {
  for (const frame of step.run.frames.values()) {
    const { phase } = frame;
    if (phase.at !== "children" || phase.mapRun?.arn !== change.arn) continue;
    const { limit = phase.limit, count = phase.mapRun.count, percentage = phase.mapRun.percentage } = change;
    frame.phase = { ...phase, limit, mapRun: { ...phase.mapRun, limit, count, percentage } };
    step.changed.add(frame);
    step.moves.push({ frame, go: "resume" });
    return true;
  }
  return false;
}
