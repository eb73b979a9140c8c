// Parallel and Map: states whose work is done by frames of their own.
//
// A Map's iterations start in the order of their items, so the number of frames says which one is next.
import { StateFailure, whileExecuting } from "../failure.ts";
import type { Json } from "../json.ts";
import type { Flow } from "../machine.ts";
import { fitsPayload, tooLarge } from "../payload.ts";
import { type Frame, newFrame } from "../run.ts";
import { scopeOf } from "../scope.ts";
import { dropChildren, emit, type Step } from "../step.ts";
import { answerMap, endMapRun, startMapRun, tolerates } from "./distributed-map.ts";
import type { Answer } from "./task.ts";

export async function startParallel(step: Step, frame: Frame): Promise<void> {
  const scope = scopeOf(step, frame);
  const input = await frame.state.queries.work(scope, await frame.state.queries.effectiveInput(scope));
  emit(step, frame, "ParallelStateStarted");
  frame.phase = { at: "children", total: frame.state.flows.length, items: undefined, limit: 0 };
  for (const [index, flow] of frame.state.flows.entries()) addChild(step, frame, flow, index, frame.lastEvent, input);
}

export async function startMap(step: Step, frame: Frame): Promise<void> {
  const { queries } = frame.state;
  const scope = scopeOf(step, frame);
  const input = await queries.effectiveInput(scope);
  const { distributed } = frame.state;
  const items = distributed?.reader ? undefined : await queries.items(scope, input);
  const limit = (await queries.scalar(scope, input, "MaxConcurrency")) ?? 0;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 0) {
    throw new StateFailure(
      "States.Runtime",
      whileExecuting(
        { name: frame.state.name, enteredEvent: frame.entered.event },
        `The MaxConcurrency field must be a whole number, 0 or more, and was ${JSON.stringify(limit)}.`,
      ),
      { catchable: false },
    );
  }
  if (!items || distributed) return await startMapRun(step, frame, items, limit, startIterations);
  emit(step, frame, "MapStateStarted", { length: items.length });
  frame.phase = { at: "children", total: items.length, items, limit };
  if (items.length === 0) finish(step, frame, "MapStateSucceeded", []);
  await startIterations(step, frame);
}

/** Takes what a distributed Map's reader or writer answered. */
export const takeAnswer = (step: Step, frame: Frame, answer: Answer): Promise<void> =>
  answerMap(step, frame, answer, startIterations);

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html: the most that run at once.
const mostAtOnce = 10_000;

async function startIterations(step: Step, frame: Frame): Promise<void> {
  if (frame.phase.at !== "children") return;
  const { limit, total } = frame.phase;
  const atOnce = Math.min(limit === 0 ? mostAtOnce : limit, total);
  for (let index = 0; index < atOnce; index += 1) await startIteration(step, frame, index, frame.lastEvent);
}

async function startIteration(step: Step, frame: Frame, index: number, previous: number): Promise<void> {
  const { phase, state } = frame;
  const flow = state.flows[0];
  if (phase.at !== "children" || !phase.items || !flow) return;
  const value = phase.items[index] ?? null;
  if (phase.mapRun) {
    if (!fitsPayload(value)) throw tooLarge(state.name, { catchable: false });
    addChild(step, frame, flow, index, 0, value);
    return;
  }
  const scope = scopeOf(step, frame, { index, value });
  const input = await state.queries.item(scope, await state.queries.effectiveInput(scope), value);
  if (!fitsPayload(input)) throw tooLarge(state.name, { catchable: false });
  const last = frame.lastEvent;
  const started = emit(step, frame, "MapIterationStarted", { name: state.name, index }, previous);
  frame.lastEvent = last;
  addChild(step, frame, flow, index, started, input);
}

function addChild(step: Step, parent: Frame, flow: Flow, index: number, lastEvent: number, input: Json): void {
  const state = flow.states.get(flow.startAt);
  if (!state) throw new Error(`There is no state '${flow.startAt}' in '${parent.state.name}'.`);
  const child = newFrame({ id: step.run.nextFrame++, parent, index, flow, state, input, atMs: step.nowMs });
  child.lastEvent = lastEvent;
  parent.children.push(child);
  step.run.frames.set(child.id, child);
  step.moves.push({ frame: child, go: "enter", state: flow.startAt, input });
}

/** A branch or iteration came to its end: the next iteration starts, or the parent goes on when it was the last. */
export async function endChild(step: Step, child: Frame, parent: Frame, output: Json): Promise<void> {
  child.phase = { at: "done", output };
  parent.doneChildren += 1;
  if (parent.phase.at !== "children") return;
  if (parent.phase.mapRun) return await goOn(step, parent, 0);
  // AWS links the next iteration to the last state's event, but the end of the Map to the iteration's own.
  const last = child.lastEvent;
  if (parent.phase.items) emit(step, child, "MapIterationSucceeded", { name: parent.state.name, index: child.index });
  if (parent.doneChildren === parent.phase.total) parent.lastEvent = child.lastEvent;
  await goOn(step, parent, last);
}

/** An iteration of a distributed Map failed. */
export async function failIteration(step: Step, child: Frame, parent: Frame, failure: StateFailure): Promise<void> {
  if (tolerates(step, parent, child, failure)) await goOn(step, parent, 0);
}

async function goOn(step: Step, parent: Frame, last: number): Promise<void> {
  if (parent.phase.at !== "children") return;
  const { total, items, mapRun } = parent.phase;
  if (items && parent.children.length < total) await startIteration(step, parent, parent.children.length, last);
  if (parent.doneChildren < total) return;
  if (mapRun) return await endMapRun(step, parent);
  const outputs = parent.children.map(({ phase }) => (phase.at === "done" ? phase.output : null));
  finish(step, parent, items ? "MapStateSucceeded" : "ParallelStateSucceeded", outputs);
}

/** After a redrive: starts as many iterations as may run now, or goes on when all had been done already. */
export async function resumeChildren(step: Step, frame: Frame): Promise<void> {
  if (frame.phase.at !== "children") return;
  const { limit, total, items } = frame.phase;
  const atOnce = limit === 0 ? mostAtOnce : limit;
  const room = (): boolean => frame.children.length - frame.doneChildren < atOnce && frame.children.length < total;
  while (items && room()) await startIteration(step, frame, frame.children.length, frame.lastEvent);
  if (frame.doneChildren === total) await goOn(step, frame, frame.lastEvent);
}

function finish(step: Step, frame: Frame, event: string, outputs: Json[]): void {
  dropChildren(step, frame);
  const last = frame.lastEvent;
  emit(step, frame, event);
  frame.lastEvent = last; // AWS links the exit to the last inner event, past …Succeeded.
  step.changed.add(frame);
  step.moves.push({ frame, go: "exit", result: outputs });
}
