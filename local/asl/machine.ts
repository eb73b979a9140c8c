// A state machine as the engine runs it: parsed, checked, every expression compiled.
import type { Distributed } from "./distributed.ts";
import type { StateQueries } from "./queries.ts";

export type StateType = "Pass" | "Task" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

/** A sequence of states with one start: a machine, a Parallel's branch or a Map's processor. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A whole state machine. */
export interface Machine extends Flow {
  /** TimeoutSeconds of the whole execution. */
  readonly timeoutSeconds: number | undefined;
}

export interface State {
  readonly name: string;
  readonly type: StateType;
  /** The following state; absent at the end of a flow (and in Choice, Fail). */
  readonly next: string | undefined;
  readonly queries: StateQueries;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  /** Choice: where each rule leads, and where none does. */
  readonly choices: readonly string[];
  readonly otherwise: string | undefined;
  /** Parallel: its branches. Map: its processor, alone. */
  readonly flows: readonly Flow[];
  readonly resource: Resource | undefined;
  /** Map: what a distributed one has beside its processor. */
  readonly distributed: Distributed | undefined;
}

/** Seconds and counts as the definition gives them, defaults filled in. */
export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly backoffRate: number;
  readonly maxAttempts: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
}

/** What a Task calls, taken apart as histories show it. */
export interface Resource {
  readonly arn: string;
  /** `function` and `activity` ARNs have event types of their own; all else is a service integration. */
  readonly kind: "function" | "activity" | "service";
  /** e.g. `lambda`, `sqs`, `aws-sdk:dynamodb`. */
  readonly service: string;
  /** e.g. `invoke`, `sendMessage.waitForTaskToken`. */
  readonly action: string;
  readonly waitsForToken: boolean;
}
