// The seam between the state executor and a query language. The executor asks these questions in a fixed order and
// knows neither JSONata nor JSONPath; each language compiles a state's fields into answers once, when it is defined.
import type { Json, JsonObject } from "./json.ts";

/** All that an expression may see. Time and chance come from outside, so a run can be repeated. */
export interface Scope {
  readonly stateName: string;
  /** Event id of the state's entry, for causes. */
  readonly enteredEvent: number;
  /** The state's raw input. */
  readonly input: Json;
  readonly context: JsonObject;
  /** Variables visible here, inner over outer. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly random: () => number;
}

/** What a state leaves behind: its output and the variables it assigns, all evaluated against the old ones. */
export interface Exit {
  readonly output: Json;
  readonly assign: JsonObject | undefined;
}

export interface ErrorOutput {
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** A timeout has no cause in its event but "" when caught; a task token's failure without error has null. */
  readonly absent: "null" | "empty";
}

/** Numbers of a distributed Map's reader, batcher and tolerance. */
type DistributedNumber =
  | "MaxItems"
  | "MaxItemsPerBatch"
  | "MaxInputBytesPerBatch"
  | "ToleratedFailureCount"
  | "ToleratedFailurePercentage";

/** Fields of a state that hold one number or text, literal or by expression. */
export type ScalarField =
  | "TimeoutSeconds"
  | "HeartbeatSeconds"
  | "Seconds"
  | "Timestamp"
  | "MaxConcurrency"
  | DistributedNumber
  | "Error"
  | "Cause"
  | "Credentials";

type Answer<T> = T | Promise<T>;

/** One state's questions. All throw StateFailure. `input` is what `effectiveInput` answered. */
export interface StateQueries {
  effectiveInput(scope: Scope): Answer<Json>;
  /** What a Task sends, a Pass makes, a Parallel's branches get. */
  work(scope: Scope, input: Json): Answer<Json>;
  scalar(scope: Scope, input: Json, field: ScalarField): Answer<Json | undefined>;
  items(scope: Scope, input: Json): Answer<Json[]>;
  /** A Map iteration's input; `scope.context` holds its Map.Item. */
  item(scope: Scope, input: Json, value: Json): Answer<Json>;
  /** The index of the first Choice rule that matches. */
  choose(scope: Scope, input: Json): Answer<number | undefined>;
  /** The exit after `result`; of a Choice, by the rule that matched (undefined: the default). */
  exit(scope: Scope, input: Json, result: Json, rule?: number): Answer<Exit>;
  /** The exit through the catcher at `index`. */
  caught(scope: Scope, input: Json, index: number, error: ErrorOutput): Answer<Exit>;
}

/** What a caught error looks like to a Catch: a timeout's cause is "", a token's missing error is null. */
export const errorOutputOf = ({ error, cause, absent }: ErrorOutput): JsonObject => {
  const nothing = absent === "empty" ? "" : null;
  return { Error: error ?? nothing, Cause: cause ?? nothing };
};
