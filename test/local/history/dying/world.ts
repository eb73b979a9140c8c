import type { Json } from "../../../../local/asl/json.ts";

/** A line of world.log: something done to the world outside of the engine, or something the engine promised. */
export interface Note {
  /** A task was called: the execution's ARN. */
  readonly called?: string;
  readonly state?: string;
  readonly attempt?: number;
  readonly sent?: Json;
  /** Somebody was asked by this token. */
  readonly asked?: string;
  readonly task?: string;
  readonly tried?: number;
  /** The engine said that it has taken the answer to this token. */
  readonly answered?: string;
  /** The engine said that this execution has started (or has been). */
  readonly accepted?: string;
  readonly stopped?: string;
  /** The engine told of a change of this execution's status. */
  readonly changed?: string;
  readonly status?: string;
}
