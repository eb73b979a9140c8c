// Brings a running execution back by reading its steps in order.
import type { HistoryEvent } from "../asl/event.ts";
import type { Json, JsonObject } from "../asl/json.ts";
import type { Flow } from "../asl/machine.ts";
import { type Frame, newFrame, type Phase, type Run } from "../asl/run.ts";
import type { FrameChange, StoredStep } from "./step-codec.ts";

/** A step with the time it happened at, in epoch milliseconds. */
export type TimedStep = StoredStep & { readonly atMs: number };

interface Entry {
  readonly event: number;
  readonly name: string;
  readonly input: Json;
  readonly atMs: number;
}

/** Puts the frames that `steps` (all of them, in order) leave behind into `run`, and its next numbers. */
export function restoreFrames(run: Run, steps: Iterable<TimedStep>): void {
  for (const step of steps) {
    // A frame that entered a state is among the changed ones of the same step.
    const entries = new Map<number, Entry>();
    const events = [...step.events, ...step.asides];
    const ended = step.events.some(({ type }) => unsuccessful.has(type));
    for (const event of events) noteEntry(entries, event, step.atMs);
    if (ended) for (const event of events) leaveBehind(run, event, step.atMs);
    else for (const id of step.gone) drop(run, id);
    for (const change of step.changed) {
      put(run, change, entries.get(change.id));
      run.nextFrame = Math.max(run.nextFrame, change.id + 1);
    }
    for (const event of events) assign(run, event);
    for (const event of step.asides) countAside(run, event);
    run.nextEvent += step.events.length;
  }
}

// What ends an execution that may be redriven. Its frames are gone, and yet kept here as they were.
const unsuccessful = new Set(["ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"]);

/** Brings a frame to where the step that ended its run had led it. One that was born in that step is born again. */
function leaveBehind(run: Run, { id, type, frame: at, details }: HistoryEvent, atMs: number): void {
  const frame = run.frames.get(at);
  if (!frame) return;
  frame.lastEvent = id;
  if (!/State(Entered|Exited)$/.test(type)) return;
  for (const child of [...frame.children]) dropWithChildren(run, child);
  const state = type.endsWith("Entered") ? frame.flow.states.get(details?.name ?? "") : undefined;
  if (state) {
    frame.state = state;
    frame.input = details?.input ?? null;
    frame.entered = { event: id, atMs };
    frame.retries = [];
  }
  recount(frame.parent, frame.phase, -1);
  frame.phase = state ? { at: "moving" } : { at: "done", output: details?.output ?? null };
  recount(frame.parent, frame.phase, 1);
}

function dropWithChildren(run: Run, frame: Frame): void {
  for (const child of [...frame.children]) dropWithChildren(run, child);
  drop(run, frame.id);
}

function countAside(run: Run, { id, frame }: HistoryEvent): void {
  const aside = run.frames.get(frame)?.aside;
  if (aside) aside.nextEvent = Math.max(aside.nextEvent, id + 1);
}

function noteEntry(entries: Map<number, Entry>, { id, type, frame, details }: HistoryEvent, atMs: number): void {
  if (!type.endsWith("StateEntered")) return;
  entries.set(frame, { event: id, name: details?.name ?? "", input: details?.input ?? null, atMs });
}

function drop(run: Run, id: number): void {
  const frame = run.frames.get(id);
  if (!frame) return;
  run.frames.delete(id);
  const siblings = frame.parent?.children ?? [];
  const at = siblings.indexOf(frame);
  if (at >= 0) siblings.splice(at, 1);
  recount(frame.parent, frame.phase, -1);
}

/** Adds a child in this phase to its parent's counts, or takes it from them. */
function recount(parent: Frame | undefined, phase: Phase, by: 1 | -1): void {
  if (!parent || phase.at !== "done") return;
  parent.doneChildren += by;
  if (phase.failed) parent.failedChildren += by;
}

function put(run: Run, change: FrameChange, entry: Entry | undefined): void {
  const before = run.frames.get(change.id);
  const parent = change.parent === undefined ? undefined : run.frames.get(change.parent);
  const flow = before?.flow ?? flowOf(run, parent, change.index);
  const entered = entry?.event === change.entered ? entry : undefined;
  const state = entered ? flow.states.get(entered.name) : before?.state;
  if (!state) throw new Error(`${run.arn} is at '${entry?.name}', which its definition does not have.`);
  const frame =
    before ??
    newFrame({ id: change.id, parent, index: change.index, flow, state, input: null, atMs: entry?.atMs ?? 0 });
  if (!before) parent?.children.push(frame);
  recount(parent, frame.phase, -1);
  recount(parent, change.phase, 1);
  frame.state = state;
  if (entered) {
    frame.input = entered.input;
    frame.entered = { event: entered.event, atMs: entered.atMs };
  }
  frame.lastEvent = change.lastEvent;
  frame.retries = change.retries;
  frame.phase = change.phase;
  run.frames.set(frame.id, frame);
}

function assign(run: Run, { frame, details }: HistoryEvent): void {
  const assigned = details?.assignedVariables;
  const holder = assigned && run.frames.get(frame);
  if (!holder) return;
  const variables: JsonObject = { ...holder.variables, ...assigned };
  holder.variables = variables;
}

function flowOf(run: Run, parent: Frame | undefined, index: number): Flow {
  if (!parent) return run.machine;
  const { flows, type } = parent.state;
  const flow = flows[type === "Map" ? 0 : index];
  if (!flow) throw new Error(`A frame of ${run.arn} has no place in its definition.`);
  return flow;
}
