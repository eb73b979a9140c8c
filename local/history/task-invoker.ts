import type { Json } from "../asl/json.ts";

/** One attempt at a Task, for whoever can reach its resource. */
export interface TaskCall {
  /** The state's Resource, e.g. `arn:aws:states:::lambda:invoke.waitForTaskToken`. */
  readonly resource: string;
  /** The evaluated Arguments (or Parameters). */
  readonly arguments: Json;
  /** The task token, of tasks that wait for one. */
  readonly token?: string;
  readonly executionArn: string;
  readonly stateName: string;
  /** Where in the execution: its branch or iteration, as a number of the engine's own. */
  readonly place: number;
  /** The attempt's Scheduled event: the same when it is called again after a crash, so that work can recognise itself. */
  readonly attempt: number;
  /** Records that the job was started whose end the task awaits (`.sync`); settles when that is durable. Once is enough. */
  readonly submitted: (output: Json) => Promise<unknown>;
  /**
   * Aborted when the engine stops and when nobody awaits the attempt any more: what waits for its turn may be dropped.
   * As on AWS, what is at work already runs on and its answer is dropped.
   */
  readonly signal: AbortSignal;
}

/**
 * Calls a Task's resource and answers its result. Rejects with TaskFailure(error, cause) as AWS names them. The same
 * attempt may be called again after a crash: at least once.
 */
export type TaskInvoker = (call: TaskCall) => Promise<Json>;
