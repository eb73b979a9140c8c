// A step as text, and back. Payloads that several events of a step share (a result, the output made of it, the next
// state's input) are written once: values flow through a machine by reference, so sameness is cheap to see.
import type { EventDetails, HistoryEvent } from "../asl/event.ts";
import type { Json } from "../asl/json.ts";
import type { Frame, Phase } from "../asl/run.ts";
import type { Step } from "../asl/step.ts";

/** What a step did to one frame. State, input and variables are found in the events that this names. */
export interface FrameChange {
  readonly id: number;
  readonly parent: number | undefined;
  readonly index: number;
  /** Event of the current state's entry. */
  readonly entered: number;
  readonly lastEvent: number;
  readonly retries: number[];
  readonly phase: Phase;
}

/** A step read back. */
export interface StoredStep {
  readonly events: HistoryEvent[];
  readonly asides: HistoryEvent[];
  readonly changed: FrameChange[];
  readonly gone: number[];
}

type StoredEvent = [type: string, previous: number, frame: number, details?: StoredDetails];
type StoredAside = [id: number, ...StoredEvent];
type StoredDetails = Record<string, unknown>;
interface Stored {
  /** Payloads; the execution's own input is left out, at `i`. */
  readonly p?: (Json | null)[];
  readonly i?: number;
  readonly e: StoredEvent[];
  readonly a?: StoredAside[];
  readonly f?: StoredFrame[];
  readonly g?: number[];
}
type StoredFrame = [
  id: number,
  parent: number | null,
  index: number,
  entered: number,
  lastEvent: number,
  retries: number[],
  phase: StoredPhase,
];
/** A phase, with its payload (a task's arguments, a Map's items, a branch's output) as a number among the payloads. */
type StoredPhase = { readonly phase: Phase; readonly payload?: number };

const payloadMembers = ["input", "output", "parameters"] as const;

/** The text of a step. `input` is the execution's own, which its row holds already. */
export function encodeStep(step: Step, input: Json): string {
  const payloads: Json[] = [];
  const known = new Map<Json, number>();
  const put = (payload: Json): number => {
    const before = typeof payload === "object" ? known.get(payload) : undefined;
    if (before !== undefined) return before;
    const at = payloads.push(payload) - 1;
    if (typeof payload === "object") known.set(payload, at);
    return at;
  };
  const storeEvent = ({ type, previous, frame, details }: HistoryEvent): StoredEvent =>
    details === undefined ? [type, previous, frame] : [type, previous, frame, storeDetails(details, put)];
  const e = step.events.map(storeEvent);
  const a = step.asides.map((event): StoredAside => [event.id, ...storeEvent(event)]);
  const f = [...step.changed].map((frame) => storeFrame(frame, put));
  const g = [...step.gone].map(({ id }) => id);
  const i = typeof input === "object" ? known.get(input) : undefined;
  if (i !== undefined) payloads[i] = null;
  const stored: Stored = {
    ...(payloads.length === 0 ? {} : { p: payloads }),
    ...(i === undefined ? {} : { i }),
    e,
    ...(a.length === 0 ? {} : { a }),
    ...(f.length === 0 ? {} : { f }),
    ...(g.length === 0 ? {} : { g }),
  };
  return JSON.stringify(stored);
}

function storeDetails(details: EventDetails, put: (payload: Json) => number): StoredDetails {
  const stored: StoredDetails = { ...details };
  for (const member of payloadMembers) {
    const payload = details[member];
    if (payload !== undefined) stored[member] = put(payload);
  }
  if (details.assignedVariables) {
    const variables: Record<string, number> = {};
    for (const [name, value] of Object.entries(details.assignedVariables)) variables[name] = put(value);
    stored["assignedVariables"] = variables;
  }
  return stored;
}

function storeFrame(frame: Frame, put: (payload: Json) => number): StoredFrame {
  const { id, parent, index, entered, lastEvent, retries } = frame;
  return [id, parent?.id ?? null, index, entered.event, lastEvent, retries, storePhase(frame.phase, put)];
}

function storePhase(phase: Phase, put: (payload: Json) => number): StoredPhase {
  switch (phase.at) {
    case "task":
      return { phase: { at: "task", task: { ...phase.task, arguments: null } }, payload: put(phase.task.arguments) };
    case "children":
      return phase.items === undefined ? { phase } : { phase: { ...phase, items: [] }, payload: put(phase.items) };
    case "done":
      return { phase: { ...phase, output: null }, payload: put(phase.output) };
    default:
      return { phase };
  }
}

/** Reads a step of the execution with this `input`, whose first event is `first`. */
export function decodeStep(text: string, first: number, input: Json): StoredStep {
  const stored = JSON.parse(text) as Stored;
  const payloads = stored.p ?? [];
  if (stored.i !== undefined) payloads[stored.i] = input;
  const get = (at: unknown): Json => payloads[Number(at)] ?? null;
  const readEvent = (id: number, [type, previous, frame, details]: StoredEvent): HistoryEvent => ({
    id,
    previous,
    type,
    frame,
    ...(details === undefined ? {} : { details: readDetails(details, get) }),
  });
  return {
    events: stored.e.map((event, at) => readEvent(first + at, event)),
    asides: (stored.a ?? []).map(([id, ...event]) => readEvent(id, event)),
    changed: (stored.f ?? []).map(([id, parent, index, entered, lastEvent, retries, phase]) => ({
      id,
      parent: parent ?? undefined,
      index,
      entered,
      lastEvent,
      retries,
      phase: readPhase(phase, get),
    })),
    gone: stored.g ?? [],
  };
}

function readDetails(details: StoredDetails, get: (at: unknown) => Json): EventDetails {
  const read: StoredDetails = { ...details };
  for (const member of payloadMembers) if (read[member] !== undefined) read[member] = get(read[member]);
  const variables = read["assignedVariables"];
  if (typeof variables === "object" && variables !== null) {
    read["assignedVariables"] = Object.fromEntries(Object.entries(variables).map(([name, at]) => [name, get(at)]));
  }
  return read;
}

function readPhase({ phase, payload }: StoredPhase, get: (at: unknown) => Json): Phase {
  if (payload === undefined) return phase;
  const value = get(payload);
  if (phase.at === "task") return { at: "task", task: { ...phase.task, arguments: value } };
  if (phase.at === "children") return { ...phase, items: Array.isArray(value) ? value : [] };
  return { ...(phase.at === "done" ? phase : { at: "done" }), output: value };
}
