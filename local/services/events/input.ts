import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject } from "../service.ts";

/** How a target's input is made of the event: at most one of the three. */
export interface TargetInput {
  readonly Input?: string | undefined;
  readonly InputPath?: string | undefined;
  readonly InputTransformer?:
    | { readonly InputTemplate: string; readonly InputPathsMap?: Readonly<Record<string, string>> | undefined }
    | undefined;
}

export interface RuleNames {
  readonly arn: string;
  readonly name: string;
}

/** Makes a function from event to input. Throws ValidationException for what it does not know. */
export function compileInput(target: TargetInput, rule: RuleNames): (event: JsonObject) => Json {
  if (target.Input !== undefined) {
    const input = readJson(target.Input);
    return () => input;
  }
  if (target.InputPath !== undefined) {
    const path = compilePath(target.InputPath);
    return (event) => path(event) ?? null;
  }
  if (target.InputTransformer) {
    const { InputTemplate, InputPathsMap = {} } = target.InputTransformer;
    const paths = new Map(Object.entries(InputPathsMap).map(([name, path]) => [name, compilePath(path)]));
    return (event) => transform(InputTemplate, (name) => paths.get(name)?.(event) ?? predefined(name, event, rule));
  }
  return (event) => event;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("ValidationException", `A target's Input must be JSON: ${text}`);
  }
}

/** `$`, `$.detail.name`, `$.detail['odd name']`, `$.resources[0]`. */
function compilePath(path: string): (event: Json) => Json | undefined {
  const steps = [...path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)];
  if (path !== `$${steps.map(([whole]) => whole).join("")}`) {
    throw new AwsError("ValidationException", `Switchboard on one machine does not know the path ${path}`);
  }
  const names = steps.map(([, dotted, quoted, index]) => dotted ?? quoted ?? index ?? "");
  return (event) => {
    let value: Json | undefined = event;
    for (const name of names) value = memberOf(value, name);
    return value;
  };
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return typeof value === "object" && value !== null ? value[name] : undefined;
}

const predefined = (name: string, event: JsonObject, rule: RuleNames): Json | undefined =>
  ({
    "aws.events.rule-arn": rule.arn,
    "aws.events.rule-name": rule.name,
    "aws.events.event.ingestion-time": event["time"] ?? null,
    "aws.events.event": Object.fromEntries(Object.entries(event).filter(([member]) => member !== "detail")),
    "aws.events.event.json": event,
  })[name];

/**
 * Fills `<name>` in: within quotes as text, outside as JSON. A result that is JSON is handed on as such, another as text.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function transform(template: string, lookUp: (name: string) => Json | undefined): Json {
  let quoted = false;
  const filled = template.replaceAll(/\\.|"|<([\w.-]+)>/gs, (piece, name?: string) => {
    if (piece === '"') quoted = !quoted;
    if (name === undefined) return piece;
    const value = lookUp(name);
    if (!quoted) return JSON.stringify(value ?? null);
    const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
  try {
    return JSON.parse(filled);
  } catch {
    return filled;
  }
}
