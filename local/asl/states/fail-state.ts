// What happens when a state fails: its retriers, then its catchers, then the frame around it.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
import { EvaluationFailure, StateFailure } from "../failure.ts";
import type { Catcher, Retrier } from "../machine.ts";
import type { Exit } from "../queries.ts";
import type { Frame } from "../run.ts";
import { scopeOf } from "../scope.ts";
import { dropChildren, emit, endRun, type Step } from "../step.ts";
import { failIteration } from "./children.ts";

type Absent = "null" | "empty";

/** Lets the frame's state fail: it retries, leaves by a catcher, or takes the frames around it along. */
export async function failState(step: Step, frame: Frame, failure: StateFailure, absent: Absent): Promise<void> {
  recordEvaluation(step, frame, failure);
  if (!failure.catchable) {
    await endFailed(step, frame, failure);
    return;
  }
  dropChildren(step, frame);
  const retrier = frame.state.retry.findIndex((each) => matches(each.errors, failure));
  const rule = frame.state.retry[retrier];
  if (rule && (frame.retries[retrier] ?? 0) < rule.maxAttempts) {
    backOff(step, frame, rule, retrier);
    return;
  }
  recordLeaving(step, frame);
  const catcher = frame.state.catch.findIndex((each) => matches(each.errors, failure));
  const caught = frame.state.catch[catcher];
  if (caught) await leaveBy(step, frame, caught, catcher, failure, absent);
  else await passUp(step, frame, failure, absent);
}

/** What no catcher can catch ends the execution; inside a distributed Map, the iteration, which is one on AWS. */
export async function endFailed(step: Step, frame: Frame, failure: StateFailure): Promise<void> {
  let root = frame;
  while (root.parent && !root.parent.state.distributed) root = root.parent;
  if (root.parent) await failIteration(step, root, root.parent, failure);
  else endRun(step, frame, { status: "FAILED", error: failure.error, cause: failure.reason });
}

function matches(errors: readonly string[], { error, alias }: StateFailure): boolean {
  if (errors.includes("States.ALL") || (alias !== undefined && errors.includes(alias))) return true;
  if (error === undefined) return false;
  return errors.includes(error) || (errors.includes("States.TaskFailed") && error !== "States.Timeout");
}

function backOff(step: Step, frame: Frame, rule: Retrier, retrier: number): void {
  const used = frame.retries[retrier] ?? 0;
  const grown = rule.intervalSeconds * rule.backoffRate ** used;
  const capped = rule.maxDelaySeconds === undefined ? grown : Math.min(grown, rule.maxDelaySeconds);
  const seconds = rule.fullJitter ? capped * step.random() : capped;
  frame.retries = Array.from({ length: frame.state.retry.length }, (_, at) =>
    at === retrier ? used + 1 : (frame.retries[at] ?? 0),
  );
  frame.phase = { at: "backoff", untilMs: step.nowMs + Math.round(seconds * 1000) };
}

/** Parallel and Map say that they failed only when the error leaves them; retries are silent. */
function recordLeaving(step: Step, frame: Frame): void {
  const { type } = frame.state;
  if (type === "Parallel" || type === "Map") emit(step, frame, `${type}StateFailed`);
}

async function leaveBy(
  step: Step,
  frame: Frame,
  { next }: Catcher,
  index: number,
  { error, reason }: StateFailure,
  absent: Absent,
): Promise<void> {
  const { state } = frame;
  const scope = scopeOf(step, frame);
  const input = await state.queries.effectiveInput(scope);
  let left: Exit;
  try {
    left = await state.queries.caught(scope, input, index, { error, cause: reason, absent });
  } catch (failure) {
    if (!(failure instanceof StateFailure)) throw failure;
    // The catcher itself failed: it does not get a second go at its own error.
    recordEvaluation(step, frame, failure);
    await passUp(step, frame, failure, "null");
    return;
  }
  const { output, assign } = left;
  emit(step, frame, `${state.type}StateExited`, {
    name: state.name,
    output,
    ...(assign === undefined || Object.keys(assign).length === 0 ? {} : { assignedVariables: assign }),
  });
  if (assign) frame.variables = { ...frame.variables, ...assign };
  frame.phase = { at: "moving" };
  step.moves.unshift({ frame, go: "enter", state: next, input: output });
}

async function passUp(step: Step, frame: Frame, failure: StateFailure, absent: Absent): Promise<void> {
  const { parent } = frame;
  if (!parent || parent.state.distributed) {
    await endFailed(step, frame, failure);
    return;
  }
  const last = frame.lastEvent;
  if (frame.state.type === "Task") emit(step, frame, "TaskStateAborted");
  if (parent.state.type === "Map") {
    emit(step, frame, "MapIterationFailed", { name: parent.state.name, index: frame.index }, last);
  }
  parent.lastEvent = last;
  step.moves.unshift({ frame: parent, go: "fail", failure, absent });
}

/** AWS links most EvaluationFailed to 0, and the event after it to it. */
function recordEvaluation(step: Step, frame: Frame, failure: StateFailure): void {
  if (!(failure instanceof EvaluationFailure)) return;
  const { error, reason, location } = failure;
  const details = { error, cause: reason, location, state: frame.state.name };
  emit(step, frame, "EvaluationFailed", details, failure.linked ? undefined : 0);
}
