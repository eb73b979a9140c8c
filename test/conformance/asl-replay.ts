// Answers a conformance case's tasks as the recorded resources did.
import type { Json } from "../../local/asl/json.ts";

export interface ReplayEntry {
  readonly state: string;
  readonly parameters?: Json;
  /** What the call itself gave, of a task that then waited for its token. */
  readonly submitted?: Json;
  readonly outcome?: {
    readonly event?: string;
    readonly output?: Json;
    readonly error?: string | null;
    readonly cause?: Json;
  };
}

export interface LambdaBehaviour {
  readonly kind: string;
  readonly value?: Json;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly char?: string;
  readonly length?: number;
  readonly seconds?: number;
  readonly then?: LambdaBehaviour;
  readonly template?: string;
}

export type Replayed =
  | { readonly kind: "output"; readonly output: Json; readonly submitted?: Json }
  | {
      readonly kind: "failure";
      readonly error: string | undefined;
      readonly cause: string | undefined;
      readonly submitted?: Json;
    }
  /** No answer: the task's own time limit must end it. */
  | { readonly kind: "never"; readonly submitted?: Json };

/** Makes `call(state, resource, parameters)`: each recorded attempt answers once, the best match first. */
export function openReplay(
  entries: readonly ReplayEntry[],
  lambdas: Readonly<Record<string, LambdaBehaviour>>,
): (state: string, resource: string, parameters: Json) => Replayed {
  const left = [...entries];
  const behaviourOf = (resource: string, parameters: Json): LambdaBehaviour | undefined => {
    const direct = /:function:([^:]+)/.exec(resource)?.[1];
    const named =
      typeof parameters === "object" && parameters !== null && !Array.isArray(parameters)
        ? parameters["FunctionName"]
        : "";
    return lambdas[direct ?? String(named).replace(/^.*:function:/, "")];
  };
  return (state, resource, parameters) => {
    const mine = left.filter((entry) => entry.state === state);
    const entry = mine.find((each) => alike(each.parameters ?? null, parameters)) ?? mine[0];
    const behaviour = behaviourOf(resource, parameters);
    if (!entry) return behaviour ? lambdaAnswer(behaviour, resource, parameters) : { kind: "never" };
    left.splice(left.indexOf(entry), 1);
    const { outcome, submitted } = entry;
    const more = submitted === undefined ? {} : { submitted };
    // The oversized result is really given, so that the engine's own check finds it.
    if (outcome?.error === "States.DataLimitExceeded" && behaviour)
      return lambdaAnswer(behaviour, resource, parameters);
    if (!outcome || /TimedOut$/.test(outcome.event ?? "")) return { kind: "never", ...more };
    if (outcome.output !== undefined) return { kind: "output", output: outcome.output, ...more };
    const { error, cause } = outcome;
    const text = typeof cause === "string" ? cause : JSON.stringify(cause);
    return { kind: "failure", error: error ?? undefined, cause: cause === null ? undefined : text, ...more };
  };
}

/** Whether what was sent is what was recorded; `{{any:NAME}}` in the recording stands for anything. */
function alike(expected: Json, actual: Json): boolean {
  if (typeof expected === "string" && expected.includes("{{any:")) return true;
  if (typeof expected !== "object" || expected === null || typeof actual !== "object" || actual === null) {
    return expected === actual;
  }
  const [left, right] = [Object.entries(expected), Object.entries(actual)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => alike(value, Object.entries(actual).find(([other]) => other === key)?.[1] ?? null))
  );
}

function lambdaAnswer(behaviour: LambdaBehaviour, resource: string, parameters: Json): Replayed {
  const direct = resource.includes(":function:");
  const payload =
    direct || typeof parameters !== "object" || parameters === null || Array.isArray(parameters)
      ? parameters
      : (parameters["Payload"] ?? {});
  const give = (output: Json): Replayed => ({
    kind: "output",
    output: direct ? output : { ExecutedVersion: "$LATEST", Payload: output, StatusCode: 200 },
  });
  switch (behaviour.kind) {
    case "echo":
      return give(payload);
    case "return":
      return give(behaviour.value ?? null);
    case "return-string":
      return give((behaviour.char ?? "").repeat(behaviour.length ?? 0));
    case "raise": {
      const { errorType, errorMessage } = behaviour;
      const requestId = "00000000-0000-0000-0000-000000000000";
      return {
        kind: "failure",
        error: errorType,
        cause: JSON.stringify({ errorMessage, errorType, requestId, stackTrace: [] }),
      };
    }
    default:
      return { kind: "never" };
  }
}
