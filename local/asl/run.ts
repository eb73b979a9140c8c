// One execution as the interpreter sees it: plain data that a store can keep and bring back.
import type { Json, JsonObject } from "./json.ts";
import type { Flow, Machine, State } from "./machine.ts";

export interface Run {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly input: Json;
  readonly startMs: number;
  /** Whether the context object has a RedriveCount: all but synchronous Express executions. */
  readonly tellsRedrives: boolean;
  redrives: Redrives;
  /** Id of the next history event. */
  nextEvent: number;
  nextFrame: number;
  readonly frames: Map<number, Frame>;
  end: RunEnd | undefined;
}

/** How often an execution that had failed was taken up again, and the last time of it. */
interface Redrives {
  readonly count: number;
  readonly atMs?: number;
  readonly clientToken?: string | undefined;
}

/** When the time began that the machine's TimeoutSeconds bound, in epoch milliseconds. */
export const timedFromMs = ({ startMs, redrives }: Run): number => redrives.atMs ?? startMs;

export interface RunEnd {
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly output?: Json;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** The numbers of events that no one but the engine sees: one count for all frames of an iteration. */
export interface Aside {
  nextEvent: number;
}

/** A place in the machine where the run is: the whole run, one branch of a Parallel, one iteration of a Map. */
export interface Frame {
  readonly id: number;
  readonly parent: Frame | undefined;
  /** Branch or item number among its siblings. */
  readonly index: number;
  /** Within an iteration of a distributed Map: the history of its own that its events belong to. */
  readonly aside: Aside | undefined;
  readonly flow: Flow;
  state: State;
  input: Json;
  /** The state's entry. */
  entered: { event: number; atMs: number };
  /** Variables of this frame alone; outer ones are its parents'. */
  variables: JsonObject;
  /** The event that the next one links to. */
  lastEvent: number;
  /** How often each retrier of the current state was used, by its index. */
  retries: number[];
  phase: Phase;
  /** Its branches or iterations, in the order of their index. */
  readonly children: Frame[];
  /** How many of them are done, and how many of those failed (of a distributed Map, which may tolerate some). */
  doneChildren: number;
  failedChildren: number;
}

export type Phase =
  /** On its way within one step; never kept. */
  | { readonly at: "moving" }
  | { readonly at: "task"; readonly task: TaskAttempt }
  | { readonly at: "wait"; readonly untilMs: number }
  | { readonly at: "backoff"; readonly untilMs: number }
  /** Waits for its branches or iterations; `items` are a Map's, `limit` its concurrency (0: none). */
  | {
      readonly at: "children";
      readonly total: number;
      readonly items: Json[] | undefined;
      readonly limit: number;
      /** Of a distributed Map. */
      readonly mapRun?: MapRun;
    }
  /** A branch or iteration that has ended well and waits for its siblings. */
  | { readonly at: "done"; readonly output: Json; readonly failed?: true };

/** A distributed Map at work: how many of its iterations may run at once (0: any), and how many may fail. */
export interface MapRun {
  readonly arn: string;
  readonly limit: number;
  readonly count: number;
  /** 0 to 100. */
  readonly percentage: number;
}

/** One attempt at a Task. Its number is the id of its Scheduled event, so a late answer to an older attempt is known. */
export interface TaskAttempt {
  readonly number: number;
  readonly arguments: Json;
  /** What is called, when it is not the state's own resource: a Map's reader or writer. */
  readonly resource?: string;
  readonly mapRun?: MapRun;
  /** The secret part of the task token. */
  readonly token: string | undefined;
  /** The invocation returned and the token's answer is awaited. */
  readonly submitted: boolean;
  /** The job whose end is awaited was started, and history says so (`.sync`). */
  readonly jobStarted?: boolean;
  readonly timeoutAtMs: number | undefined;
  readonly heartbeatMs: number | undefined;
  readonly heartbeatAtMs: number | undefined;
}

/** A frame about to enter `state`. */
export const newFrame = (
  born: Pick<Frame, "id" | "parent" | "index" | "flow" | "state" | "input"> & { readonly atMs: number },
): Frame => ({
  id: born.id,
  parent: born.parent,
  index: born.index,
  aside: asideOf(born.parent),
  flow: born.flow,
  state: born.state,
  input: born.input,
  entered: { event: 0, atMs: born.atMs },
  variables: {},
  lastEvent: 0,
  retries: [],
  phase: { at: "moving" },
  children: [],
  doneChildren: 0,
  failedChildren: 0,
});

/** Where the events of `parent`'s children belong: a distributed Map gives each of them a history of its own. */
function asideOf(parent: Frame | undefined): Aside | undefined {
  // As of an execution: the first event would be its start.
  return parent?.state.distributed ? { nextEvent: 2 } : parent?.aside;
}

/** When the frame needs the clock, in epoch milliseconds; undefined when only others can move it on. */
export function dueAt({ phase }: Frame): number | undefined {
  if (phase.at === "wait" || phase.at === "backoff") return phase.untilMs;
  if (phase.at !== "task") return undefined;
  const { timeoutAtMs, heartbeatAtMs } = phase.task;
  if (timeoutAtMs === undefined || heartbeatAtMs === undefined) return timeoutAtMs ?? heartbeatAtMs;
  return Math.min(timeoutAtMs, heartbeatAtMs);
}

/** Whether the frame's task must be handed to its resource (again, after a restart). */
export const isInvoking = ({ phase }: Frame): boolean => phase.at === "task" && !phase.task.submitted;
