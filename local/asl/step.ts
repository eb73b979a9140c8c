// A step: one signal applied to one run, giving the events and effects that follow from it.
//
//   I1. A step changes only the run it was given and says everything it did in events, changed and gone.
//   I2. No clock, no store, no service here: time and chance are the step's, so the same signal gives the same step.
//   I3. A step asks for effects (invoke); it never performs them.
import type { EventDetails, HistoryEvent } from "./event.ts";
import { StateFailure } from "./failure.ts";
import type { Json } from "./json.ts";
import type { Frame, Run, RunEnd } from "./run.ts";
import type { Answer } from "./states/task.ts";

export interface Step {
  readonly run: Run;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly random: () => number;
  readonly events: HistoryEvent[];
  /** Events of a distributed Map's iterations: kept, and in no history. */
  readonly asides: HistoryEvent[];
  /** Frames to be kept anew. */
  readonly changed: Set<Frame>;
  /** Frames that are no more. */
  readonly gone: Set<Frame>;
  /** Frames whose task attempt is to be handed to its resource. */
  readonly invoke: Set<Frame>;
  /** What is still to be done within this step. */
  readonly moves: Move[];
}

/** Something a frame does next, within the same step. */
export type Move =
  | { readonly frame: Frame; readonly go: "enter"; readonly state: string; readonly input: Json }
  /** Does the current state's work; again, after a backoff. */
  | { readonly frame: Frame; readonly go: "work" }
  | { readonly frame: Frame; readonly go: "exit"; readonly result: Json; readonly rule?: number | undefined }
  /** `absent`: what Catch shows for a missing error or cause. */
  | { readonly frame: Frame; readonly go: "fail"; readonly failure: StateFailure; readonly absent?: "null" | "empty" }
  /** A distributed Map's reader or writer answered. */
  | { readonly frame: Frame; readonly go: "take"; readonly answer: Answer }
  /** Starts the branches or iterations that may run now; after a redrive. */
  | { readonly frame: Frame; readonly go: "resume" }
  | { readonly frame: Frame; readonly go: "end"; readonly output: Json };

export const newStep = (run: Run, nowMs: number, random: () => number): Step => ({
  run,
  nowMs,
  random,
  events: [],
  asides: [],
  changed: new Set(),
  gone: new Set(),
  invoke: new Set(),
  moves: [],
});

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const mostEvents = 25_000;

/** Writes an event down, linked to the frame's last one unless `previous` says otherwise. Answers its id. */
export function emit(step: Step, frame: Frame, type: string, details?: EventDetails, previous?: number): number {
  const numbers = frame.aside ?? step.run;
  if (numbers.nextEvent >= mostEvents) throw new HistoryFull();
  const id = numbers.nextEvent++;
  const link = previous ?? frame.lastEvent;
  const event = { id, previous: link, type, frame: frame.id };
  (frame.aside ? step.asides : step.events).push(details === undefined ? event : { ...event, details });
  frame.lastEvent = id;
  return id;
}

/** The history has no room for another event: the execution fails, as on AWS. */
export class HistoryFull extends StateFailure {
  override name = "HistoryFull";
  constructor() {
    super("States.Runtime", `The execution reached the maximum number of history events (${mostEvents}).`, {
      catchable: false,
    });
  }
}

const endEvents: Readonly<Record<RunEnd["status"], string>> = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
};

/** Ends the run: its last event, all frames gone, nothing more to do. `frame` is where it ended. */
export function endRun(step: Step, frame: Frame, end: RunEnd): void {
  const { run } = step;
  const id = run.nextEvent++;
  const { output, error, cause } = end;
  const details: EventDetails = {
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
  step.events.push({ id, previous: frame.lastEvent, type: endEvents[end.status], frame: frame.id, details });
  run.end = end;
  step.moves.length = 0;
  step.invoke.clear();
  for (const each of run.frames.values()) step.gone.add(each);
  step.changed.clear();
  run.frames.clear();
}

/** Takes everything below a frame out of the run. */
export function dropChildren(step: Step, frame: Frame): void {
  for (const child of frame.children) {
    dropChildren(step, child);
    step.run.frames.delete(child.id);
    step.changed.delete(child);
    step.invoke.delete(child);
    step.gone.add(child);
  }
  frame.children.length = 0;
  frame.doneChildren = 0;
  frame.failedChildren = 0;
}
