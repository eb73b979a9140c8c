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
  /** Id of the next history event. */
  nextEvent: number;
  nextFrame: number;
  readonly frames: Map<number, Frame>;
  end: RunEnd | undefined;
}

export interface RunEnd {
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  readonly output?: Json;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** A place in the machine where the run is: the whole run, one branch of a Parallel, one iteration of a Map. */
export interface Frame {
  readonly id: number;
  readonly parent: Frame | undefined;
  /** Branch or item number among its siblings. */
  readonly index: number;
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
  /** How many of them are done. */
  doneChildren: number;
}

export type Phase =
  /** On its way within one step; never kept. */
  | { readonly at: "moving" }
  | { readonly at: "task"; readonly task: TaskAttempt }
  | { readonly at: "wait"; readonly untilMs: number }
  | { readonly at: "backoff"; readonly untilMs: number }
  /** Waits for its branches or iterations; `items` are a Map's, `limit` its concurrency (0: none). */
  | { readonly at: "children"; readonly total: number; readonly items: Json[] | undefined; readonly limit: number }
  /** A branch or iteration that has ended well and waits for its siblings. */
  | { readonly at: "done"; readonly output: Json };

/** One attempt at a Task. Its number is the id of its Scheduled event, so a late answer to an older attempt is known. */
export interface TaskAttempt {
  readonly number: number;
  readonly arguments: Json;
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
