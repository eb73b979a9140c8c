// Brings a running execution back by reading its steps in order.
import type { HistoryEvent } from "../asl/event.ts";
import type { Json, JsonObject } from "../asl/json.ts";
import type { Flow } from "../asl/machine.ts";
import { type Frame, newFrame, type Run } from "../asl/run.ts";
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
    for (const event of events) noteEntry(entries, event, step.atMs);
    for (const id of step.gone) drop(run, id);
    for (const change of step.changed) {
      put(run, change, entries.get(change.id));
      run.nextFrame = Math.max(run.nextFrame, change.id + 1);
    }
    for (const event of events) assign(run, event);
    for (const { id, frame } of step.asides) {
      const aside = run.frames.get(frame)?.aside;
      if (aside) aside.nextEvent = Math.max(aside.nextEvent, id + 1);
    }
    run.nextEvent += step.events.length;
  }
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
  if (frame.parent && frame.phase.at === "done") {
    frame.parent.doneChildren -= 1;
    if (frame.phase.failed) frame.parent.failedChildren -= 1;
  }
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
  if (parent && change.phase.at === "done" && frame.phase.at !== "done") {
    parent.doneChildren += 1;
    if (change.phase.failed) parent.failedChildren += 1;
  }
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
