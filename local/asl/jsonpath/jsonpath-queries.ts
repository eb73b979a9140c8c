// A state's questions answered in JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath and the
// …Path twins of other fields.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
import { StateFailure, whileExecuting } from "../failure.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { errorOutputOf, type ScalarField, type Scope, type StateQueries } from "../queries.ts";
import { compileRule } from "./choice-rule.ts";
import { type Path, parsePath } from "./path.ts";
import { putAt, selectPath } from "./reference-path.ts";
import { compilePathExpression, compilePathTemplate, type PathExpression, type PathTemplate } from "./template.ts";

type Report = (what: string) => void;

/** Compiles the JSONPath fields of one state's definition. */
export function compileJsonpath(definition: JsonObject, report: Report): StateQueries {
  const type = definition["Type"];
  const template = (field: string): PathTemplate | undefined => compileField(definition, field, report);
  const inputPath = filterPath(definition, "InputPath", report);
  const outputPath = filterPath(definition, "OutputPath", report);
  const resultPath = targetPath(definition, report);
  const parameters = type === "Map" ? undefined : template("Parameters");
  const itemSelector = template("ItemSelector") ?? (type === "Map" ? template("Parameters") : undefined);
  const resultSelector = template("ResultSelector");
  const assign = template("Assign");
  const result = type === "Pass" ? definition["Result"] : undefined;
  const items = pathField(definition, "ItemsPath", report);
  const scalars = compileScalars(definition, report);
  const rules = objects(definition["Choices"]).map((rule) => ({
    matches: compileRule(rule, report),
    assign: compileField(rule, "Assign", report),
  }));
  const catchers = objects(definition["Catch"]).map((catcher) => ({
    target: targetPath(catcher, report),
    assign: compileField(catcher, "Assign", report),
  }));

  return {
    effectiveInput: (scope) => inputPath(scope, scope.input),
    work: (scope, input) => {
      if (result !== undefined) return result;
      return parameters ? parameters(scope, input) : input;
    },
    scalar: (scope, input, field) => scalars.get(field)?.(scope, input),
    items: (scope, input) => {
      const found = items ? items(scope, input, "ItemsPath") : input;
      if (Array.isArray(found)) return found;
      throw runtime(scope, `Reference path "${String(definition["ItemsPath"] ?? "$")}" must point to array.`);
    },
    item: (scope, input, value) => (itemSelector ? itemSelector(scope, input) : value),
    choose: (scope, input) => {
      const found = rules.findIndex(({ matches }) => matches(scope, input));
      return found < 0 ? undefined : found;
    },
    exit: (scope, input, raw, rule) => {
      const selected = resultSelector ? resultSelector(scope, raw) : raw;
      const assigning = rule === undefined ? assign : rules[rule]?.assign;
      const assigned = assigning?.(scope, raw);
      const combined = withoutResult.has(String(type)) ? input : resultPath(scope, selected);
      return { assign: isObject(assigned) ? assigned : undefined, output: outputPath(scope, combined) };
    },
    caught: (scope, _input, at, error) => {
      const errorOutput = errorOutputOf(error);
      const assigned = catchers[at]?.assign?.(scope, errorOutput);
      return {
        assign: isObject(assigned) ? assigned : undefined,
        // Neither ResultSelector nor OutputPath applies to an error.
        output: catchers[at]?.target(scope, errorOutput) ?? errorOutput,
      };
    },
  };
}

/** States that have no result of their own to place. */
const withoutResult = new Set(["Choice", "Wait", "Succeed"]);

const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function runtime(scope: Scope, text: string): StateFailure {
  const about = { name: scope.stateName, enteredEvent: scope.enteredEvent };
  return new StateFailure("States.Runtime", whileExecuting(about, text), { catchable: false });
}

function compileField(holder: JsonObject, field: string, report: Report): PathTemplate | undefined {
  const value = holder[field];
  return value === undefined ? undefined : compilePathTemplate(value, report);
}

function pathField(holder: JsonObject, field: string, report: Report): PathExpression | undefined {
  const value = holder[field];
  return value === undefined ? undefined : compilePathExpression(value, field, report);
}

function parse(value: Json, field: string, report: Report): Path | undefined {
  try {
    return parsePath(typeof value === "string" ? value : "");
  } catch (error) {
    report(`${field}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** InputPath or OutputPath: all by default, `{}` for null. */
function filterPath(holder: JsonObject, field: string, report: Report): (scope: Scope, data: Json) => Json {
  const value = holder[field];
  if (value === undefined) return (_, data) => data;
  if (value === null) return () => ({});
  const path = parse(value, field, report);
  return path ? (scope, data) => selectPath(path, scope, data) : (_, data) => data;
}

/** ResultPath: where the result goes in the state's input; null drops it. */
function targetPath(holder: JsonObject, report: Report): (scope: Scope, result: Json) => Json {
  const value = holder["ResultPath"];
  if (value === undefined) return (_, result) => result;
  if (value === null) return ({ input }) => input;
  const path = parse(value, "ResultPath", report);
  if (path?.root !== "data" || !path.definite) {
    report("ResultPath must be a reference path: $ and keys or indices");
    return (_, result) => result;
  }
  return (scope, result) => putAt(path, scope, scope.input, result);
}

type Scalar = (scope: Scope, input: Json) => Json;

const scalarFields: readonly ScalarField[] = [
  "TimeoutSeconds",
  "HeartbeatSeconds",
  "Seconds",
  "MaxConcurrency",
  "MaxItems",
  "MaxItemsPerBatch",
  "MaxInputBytesPerBatch",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
  "Timestamp",
  "Error",
  "Cause",
];

// These may hold an intrinsic function; the others are reference paths, and AWS words their failures otherwise.
const expressionTwins = new Set(["ErrorPath", "CausePath"]);

function compileTwin(value: Json, field: string, report: Report): Scalar {
  if (expressionTwins.has(field)) {
    const expression = compilePathExpression(value, field, report);
    return (scope, input) => expression(scope, input, field);
  }
  const path = parse(value, field, report);
  return path ? (scope, input) => selectPath(path, scope, input) : () => null;
}

/** Scalars by their own name or by their `…Path` twin. */
function compileScalars(definition: JsonObject, report: Report): Map<ScalarField, Scalar> {
  const scalars = new Map<ScalarField, Scalar>();
  for (const field of scalarFields) {
    const value = definition[field];
    const twin = definition[`${field}Path`];
    if (value !== undefined) scalars.set(field, () => value);
    else if (twin !== undefined) scalars.set(field, compileTwin(twin, `${field}Path`, report));
  }
  const credentials = compileField(definition, "Credentials", report);
  if (credentials) scalars.set("Credentials", credentials);
  return scalars;
}
