import type { Json } from "./json.ts";
import type { Answer } from "./states/task.ts";

/** What can happen to a run from outside. */
export type Signal =
  | { readonly kind: "start" }
  /** The resource of a task attempt answered. Of no effect when the attempt is over. */
  | { readonly kind: "answer"; readonly frame: number; readonly attempt: number; readonly answer: Answer }
  /** The job was started whose end the attempt awaits. */
  | { readonly kind: "submitted"; readonly frame: number; readonly attempt: number; readonly output: Json }
  /** A worker took the activity's task. */
  | {
      readonly kind: "worker";
      readonly frame: number;
      readonly attempt: number;
      readonly workerName: string | undefined;
    }
  /** A task token was answered. */
  | { readonly kind: "token"; readonly frame: number; readonly secret: string; readonly answer: Answer }
  | { readonly kind: "heartbeat"; readonly frame: number; readonly secret: string }
  /** Time has come to this frame's wait, backoff or timeout. */
  | { readonly kind: "due"; readonly frame: number }
  | { readonly kind: "abort"; readonly error: string | undefined; readonly cause: string | undefined }
  /** An execution that failed goes on where it did, as it was left behind. */
  | { readonly kind: "redrive"; readonly clientToken: string | undefined }
  /** A Map run may have more at once, or tolerate more or fewer failures. What is undefined stays as it is. */
  | {
      readonly kind: "map-run";
      readonly arn: string;
      readonly limit: number | undefined;
      readonly count: number | undefined;
      readonly percentage: number | undefined;
    }
  /** The machine's own TimeoutSeconds ran out. */
  | { readonly kind: "timeout" };
