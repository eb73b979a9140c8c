// `$states` as an expression sees it. A class, since V8 keeps a getter of an object literal, and all that it sees, in
// the old generation: with one per expression the heap grew by a whole run per workflow.
import type { Json, JsonObject } from "../json.ts";
import type { Scope } from "../queries.ts";

interface Later {
  readonly result?: Json;
  readonly errorOutput?: Json;
}
const nothing: Later = {};

export class States {
  readonly input: Json;
  /** Only where the language says so, as `errorOutput`. */
  readonly result: Json | undefined;
  readonly errorOutput: Json | undefined;
  readonly #scope: Scope;

  constructor(scope: Scope, { result, errorOutput }: Later = nothing) {
    this.input = scope.input;
    this.result = result;
    this.errorOutput = errorOutput;
    this.#scope = scope;
  }

  /** Most expressions never look at it. */
  get context(): Json {
    return this.#scope.context;
  }

  /** All of it as plain JSON, for JSONata's own evaluator. */
  whole(): JsonObject {
    const { input, context, result, errorOutput } = this;
    return {
      input,
      context,
      ...(result === undefined ? {} : { result }),
      ...(errorOutput === undefined ? {} : { errorOutput }),
    };
  }
}
