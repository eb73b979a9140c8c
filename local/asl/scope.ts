// What expressions see at a frame: the context object and the variables of all scopes around it.
// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
import type { Json, JsonObject } from "./json.ts";
import type { Scope } from "./queries.ts";
import type { Frame, Run } from "./run.ts";
import type { Step } from "./step.ts";
import { publicToken } from "./token.ts";

/** The scope of `frame`'s current state; `item` overrides the Map item (for an ItemSelector). */
export const scopeOf = (step: Step, frame: Frame, item?: Item): Scope => new FrameScope(step, frame, item);

interface Item {
  readonly index: number;
  readonly value: Json;
}

/** A class for its getter's sake: see jsonata/states.ts. */
class FrameScope implements Scope {
  readonly stateName: string;
  readonly enteredEvent: number;
  readonly input: Json;
  readonly variables: JsonObject;
  readonly nowMs: number;
  readonly random: () => number;
  readonly #step: Step;
  readonly #frame: Frame;
  readonly #item: Item | undefined;
  #context: JsonObject | undefined;

  constructor(step: Step, frame: Frame, item: Item | undefined) {
    this.stateName = frame.state.name;
    this.enteredEvent = frame.entered.event;
    this.input = frame.input;
    this.variables = variablesOf(frame);
    this.nowMs = step.nowMs;
    this.random = step.random;
    this.#step = step;
    this.#frame = frame;
    this.#item = item;
  }

  /** Most states never look at it. */
  get context(): JsonObject {
    this.#context ??= contextOf(this.#step, this.#frame, this.#item);
    return this.#context;
  }
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

function variablesOf(frame: Frame): JsonObject {
  // An iteration of a distributed Map is an execution of its own: it sees no variables but its own.
  return frame.parent && !frame.parent.state.distributed
    ? { ...variablesOf(frame.parent), ...frame.variables }
    : frame.variables;
}

const canRetry = new Set(["Task", "Parallel", "Map"]);

function contextOf({ run }: Step, frame: Frame, item: Item | undefined): JsonObject {
  const state: JsonObject = { Name: frame.state.name, EnteredTime: isoTime(frame.entered.atMs) };
  if (canRetry.has(frame.state.type)) state["RetryCount"] = frame.retries.reduce((sum, count) => sum + (count ?? 0), 0);
  const context: JsonObject = {
    Execution: {
      Id: run.arn,
      Input: inputOf(run, frame),
      Name: run.name,
      RoleArn: run.roleArn,
      StartTime: isoTime(run.startMs),
      ...(run.tellsRedrives ? { RedriveCount: run.redrives.count } : {}),
      ...(run.redrives.atMs === undefined ? {} : { RedriveTime: isoTime(run.redrives.atMs) }),
    },
    StateMachine: { Id: run.machineArn, Name: run.machineName },
    State: state,
  };
  const shown = item ?? itemOf(frame);
  if (shown) context["Map"] = { Item: { Index: shown.index, Value: shown.value } };
  const token = frame.phase.at === "task" ? frame.phase.task.token : undefined;
  if (token !== undefined) context["Task"] = { Token: publicToken(run.arn, frame.id, token) };
  return context;
}

/** The input of the execution; within an iteration of a distributed Map, the iteration's. */
function inputOf(run: Run, frame: Frame): Json {
  const { parent } = frame;
  if (!parent) return run.input;
  const items = parent.state.distributed && parent.phase.at === "children" ? parent.phase.items : undefined;
  return items ? (items[frame.index] ?? null) : inputOf(run, parent);
}

/** The item of the nearest Map around the frame. */
function itemOf(frame: Frame): Item | undefined {
  if (frame.parent?.state.distributed) return undefined;
  const phase = frame.parent?.phase;
  if (phase?.at === "children" && phase.items) return { index: frame.index, value: phase.items[frame.index] ?? null };
  return frame.parent && itemOf(frame.parent);
}
