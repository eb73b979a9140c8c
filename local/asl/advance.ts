// The interpreter: applies one signal to one run until every frame waits for the outside again.

import { StateFailure, whileExecuting } from "./failure.ts";
import type { Json } from "./json.ts";
import type { StateType } from "./machine.ts";
import { fitsPayload, tooLarge } from "./payload.ts";
import { dueAt, type Frame, newFrame, type Run, type TaskAttempt } from "./run.ts";
import { scopeOf } from "./scope.ts";
import type { Signal } from "./signal.ts";
import { endChild, resumeChildren, startMap, startParallel, takeAnswer } from "./states/children.ts";
import { updateMapRun } from "./states/distributed-map.ts";
import { endFailed, failState } from "./states/fail-state.ts";
import { redriveRun } from "./states/redrive.ts";
import { answerTask, handOver, startTask, submitTask, timeOutTask } from "./states/task.ts";
import { waitUntil } from "./states/wait.ts";
import { emit, endRun, HistoryFull, type Move, newStep, type Step } from "./step.ts";

/** What a step did: `applied` is false when the signal came too late or was not meant for this run. */
export interface Advanced {
  readonly step: Step;
  readonly applied: boolean;
}

/** Applies `signal` to `run`. Changes the run in place; the caller keeps the step or throws the run away. */
export async function advance(run: Run, signal: Signal, nowMs: number, random: () => number): Promise<Advanced> {
  const step = newStep(run, nowMs, random);
  const applied = run.end === undefined && apply(step, signal);
  if (applied) await settle(step);
  return { step, applied };
}

function apply(step: Step, signal: Signal): boolean {
  const { run } = step;
  if (signal.kind === "start") return begin(step);
  if (signal.kind === "map-run") return updateMapRun(step, signal);
  if (signal.kind === "redrive") return redriveRun(step, signal.clientToken);
  if (signal.kind === "abort" || signal.kind === "timeout") {
    const root = run.frames.get(0);
    if (!root) return false;
    endRun(
      step,
      latest(run, root),
      signal.kind === "abort"
        ? { status: "ABORTED", error: signal.error, cause: signal.cause }
        : { status: "TIMED_OUT", error: "States.Timeout" },
    );
    return true;
  }
  const frame = run.frames.get(signal.frame);
  if (!frame) return false;
  if (signal.kind === "due") return awaken(step, frame);
  return frame.phase.at === "task" && applyToTask(step, frame, frame.phase.task, signal);
}

type TaskSignal = Extract<Signal, { kind: "answer" | "submitted" | "worker" | "token" | "heartbeat" }>;

function applyToTask(step: Step, frame: Frame, task: TaskAttempt, signal: TaskSignal): boolean {
  if (signal.kind === "answer") {
    if (task.number !== signal.attempt || task.submitted) return false;
    if (!task.mapRun) return answerTask(step, frame, signal.answer, "resource");
    step.moves.push({ frame, go: "take", answer: signal.answer });
    return true;
  }
  if (signal.kind === "submitted") return task.number === signal.attempt && submitTask(step, frame, signal.output);
  if (signal.kind === "worker") return task.number === signal.attempt && handOver(step, frame, signal.workerName);
  if (task.token !== signal.secret) return false;
  if (signal.kind === "token") return answerTask(step, frame, signal.answer, "token");
  const heartbeatAtMs = task.heartbeatMs === undefined ? undefined : step.nowMs + task.heartbeatMs;
  frame.phase = { at: "task", task: { ...task, heartbeatAtMs } };
  step.changed.add(frame);
  return true;
}

function begin(step: Step): boolean {
  const { run } = step;
  const state = run.machine.states.get(run.machine.startAt);
  if (!state || run.nextEvent !== 1) return false;
  const { machine, input } = run;
  const root = newFrame({
    id: run.nextFrame++,
    parent: undefined,
    index: 0,
    flow: machine,
    state,
    input,
    atMs: step.nowMs,
  });
  run.frames.set(root.id, root);
  emit(step, root, "ExecutionStarted", { input: run.input, roleArn: run.roleArn });
  root.lastEvent = 0; // AWS links the first state's entry to 0, not to ExecutionStarted.
  step.moves.push({ frame: root, go: "enter", state: run.machine.startAt, input: run.input });
  return true;
}

const latest = (run: Run, root: Frame): Frame =>
  [...run.frames.values()].reduce(
    (last, frame) => (frame.aside === undefined && frame.lastEvent > last.lastEvent ? frame : last),
    root,
  );

function awaken(step: Step, frame: Frame): boolean {
  const due = dueAt(frame);
  if (due === undefined || due > step.nowMs) return false;
  step.changed.add(frame);
  if (frame.phase.at === "wait") step.moves.push({ frame, go: "exit", result: frame.input });
  else if (frame.phase.at === "backoff") step.moves.push({ frame, go: "work" });
  else timeOutTask(step, frame);
  return true;
}

// A machine may loop through thousands of states without waiting: others get their turn in between.
const movesPerTurn = 256;

async function settle(step: Step): Promise<void> {
  let moves = 0;
  for (let move = step.moves.shift(); move; move = step.moves.shift()) {
    const { frame } = move;
    if (!step.run.frames.has(frame.id)) continue;
    step.changed.add(frame);
    moves += 1;
    if (moves % movesPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    try {
      await make(step, move);
    } catch (error) {
      await fail(step, frame, error);
    }
  }
}

async function fail(step: Step, frame: Frame, error: unknown): Promise<void> {
  if (error instanceof StateFailure && !(error instanceof HistoryFull)) {
    step.moves.unshift({ frame, go: "fail", failure: error });
    return;
  }
  // Whatever went wrong inside, an execution ends and says why: it is never left half way.
  const cause =
    error instanceof HistoryFull ? error.reason : `The engine failed: ${error instanceof Error ? error.stack : error}`;
  await endFailed(step, frame, new StateFailure("States.Runtime", cause));
}

async function make(step: Step, move: Move): Promise<void> {
  const { frame } = move;
  switch (move.go) {
    case "enter":
      enter(step, frame, move.state, move.input);
      step.moves.unshift({ frame, go: "work" });
      return;
    case "work":
      return await work[frame.state.type](step, frame);
    case "exit":
      return await exit(step, frame, move.result, move.rule);
    case "take":
      return await takeAnswer(step, frame, move.answer);
    case "fail":
      return await failState(step, frame, move.failure, move.absent ?? "null");
    case "resume":
      return await resumeChildren(step, frame);
    case "end":
      return frame.parent === undefined
        ? endRun(step, frame, { status: "SUCCEEDED", output: move.output })
        : endChild(step, frame, frame.parent, move.output);
  }
}

function enter(step: Step, frame: Frame, name: string, input: Json): void {
  const state = frame.flow.states.get(name);
  if (!state) throw new Error(`There is no state '${name}' in this machine: it was not checked when it was defined.`);
  frame.state = state;
  frame.input = input;
  frame.retries = [];
  frame.phase = { at: "moving" };
  frame.entered = { event: emit(step, frame, `${state.type}StateEntered`, { name, input }), atMs: step.nowMs };
}

const work: Readonly<Record<StateType, (step: Step, frame: Frame) => void | Promise<void>>> = {
  Pass: async (step, frame) => {
    const scope = scopeOf(step, frame);
    const input = await frame.state.queries.effectiveInput(scope);
    const result = await frame.state.queries.work(scope, input);
    if (!fitsPayload(result)) throw tooLarge(frame.state.name, { catchable: false });
    step.moves.unshift({ frame, go: "exit", result });
  },
  Succeed: async (step, frame) => {
    const result = await frame.state.queries.effectiveInput(scopeOf(step, frame));
    step.moves.unshift({ frame, go: "exit", result });
  },
  Fail: async (step, frame) => {
    const { queries } = frame.state;
    const scope = scopeOf(step, frame);
    const error = await queries.scalar(scope, frame.input, "Error");
    const cause = await queries.scalar(scope, frame.input, "Cause");
    throw new StateFailure(
      error === undefined ? undefined : String(error),
      cause === undefined ? undefined : String(cause),
    );
  },
  Choice: async (step, frame) => {
    const scope = scopeOf(step, frame);
    const input = await frame.state.queries.effectiveInput(scope);
    const rule = await frame.state.queries.choose(scope, input);
    if (rule === undefined && frame.state.otherwise === undefined) {
      throw new StateFailure(
        "States.NoChoiceMatched",
        whileExecuting(
          { name: frame.state.name, enteredEvent: frame.entered.event },
          "Failed to transition out of the state. The state's input did not match any of its Choices and it has no Default.",
        ),
      );
    }
    step.moves.unshift({ frame, go: "exit", result: input, rule });
  },
  Wait: async (step, frame) => {
    const untilMs = await waitUntil(step, frame);
    if (untilMs > step.nowMs) frame.phase = { at: "wait", untilMs };
    else step.moves.unshift({ frame, go: "exit", result: frame.input });
  },
  Task: startTask,
  Parallel: startParallel,
  Map: startMap,
};

async function exit(step: Step, frame: Frame, result: Json, rule: number | undefined): Promise<void> {
  const { state } = frame;
  const scope = scopeOf(step, frame);
  const input = await state.queries.effectiveInput(scope);
  const { output, assign } = await state.queries.exit(scope, input, result, rule);
  if (!fitsPayload(output)) throw tooLarge(state.name, { catchable: false });
  emit(step, frame, `${state.type}StateExited`, {
    name: state.name,
    output,
    ...(assign === undefined || Object.keys(assign).length === 0 ? {} : { assignedVariables: assign }),
  });
  if (assign) frame.variables = { ...frame.variables, ...assign };
  frame.phase = { at: "moving" };
  const next = rule === undefined ? (state.next ?? state.otherwise) : state.choices[rule];
  step.moves.unshift(
    next === undefined ? { frame, go: "end", output } : { frame, go: "enter", state: next, input: output },
  );
}
