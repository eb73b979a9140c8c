// A state's questions answered in JSONata: Arguments, Output, Assign, Items, ItemSelector and `{% … %}` scalars.
// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
import { EvaluationFailure, whileExecuting } from "../failure.ts";
import { isObject, type Json, type JsonObject, typeName } from "../json.ts";
import { errorOutputOf, type ScalarField, type Scope, type StateQueries } from "../queries.ts";
import { States } from "./states.ts";
import { compileTemplate, expressionIn, type Template } from "./template.ts";

type Report = (what: string) => void;

/** Compiles the JSONata fields of one state's definition. */
export function compileJsonata(definition: JsonObject, report: Report): StateQueries {
  const template = (field: string): Template | undefined => compileField(definition, field, report);
  const type = definition["Type"];
  const work = template("Arguments");
  const items = template("Items");
  const itemSelector = template("ItemSelector");
  const scalars = new Map<ScalarField, Scalar>();
  for (const field of scalarFields) {
    const at = template(field);
    if (at) scalars.set(field, { at, code: expressionIn(definition[field]) ?? JSON.stringify(definition[field]) });
  }
  const plain = compileExit(definition, "", report);
  const rules = objects(definition["Choices"]).map((rule, at) => ({
    condition: compileField(rule, "Condition", report, `Choices[${at}]/Condition`) ?? (() => false),
    code: expressionIn(rule["Condition"]) ?? String(rule["Condition"]),
    exit: compileExit(rule, `Choices[${at}]/`, report),
  }));
  const catchers = objects(definition["Catch"]).map((catcher, at) => compileExit(catcher, `Catch[${at}]/`, report));

  return {
    effectiveInput: (scope) => scope.input,
    work: (scope, input) => (work && type !== "Fail" ? work(scope, new States(scope)) : input),
    // Most states have none: no promise is made for them.
    scalar: (scope, _input, field) => {
      const scalar = scalars.get(field);
      return scalar && scalarOf(scope, field, scalar);
    },
    items: async (scope, input) => {
      const value = items ? await items(scope, new States(scope)) : input;
      if (Array.isArray(value)) return value;
      return mismatch(scope, expressionIn(definition["Items"]) ?? "", "Items", "array", value);
    },
    item: (scope, _input, value) => (itemSelector ? itemSelector(scope, new States(scope)) : value),
    choose: async (scope) => {
      for (const [at, rule] of rules.entries()) {
        const holds = await rule.condition(scope, new States(scope));
        if (typeof holds !== "boolean") mismatch(scope, rule.code, `Choices[${at}]/Condition`, "boolean", holds);
        if (holds === true) return at;
      }
      return undefined;
    },
    exit: async (scope, input, result, rule) => {
      const isChoice = type === "Choice";
      const own = rule === undefined ? undefined : rules[rule]?.exit;
      const seen = hasResult.has(String(type)) ? new States(scope, { result }) : new States(scope);
      const output = own?.output ?? plain.output;
      const assign = isChoice && own !== undefined ? own.assign : plain.assign;
      return {
        assign: assign && (await assigned(assign, scope, seen)),
        output: output ? await output(scope, seen) : type === "Pass" || isChoice ? input : result,
      };
    },
    caught: async (scope, _input, at, error) => {
      const errorOutput = errorOutputOf(error);
      const seen = new States(scope, { errorOutput });
      const exit = catchers[at];
      return {
        assign: exit?.assign && (await assigned(exit.assign, scope, seen)),
        output: exit?.output ? await exit.output(scope, seen) : errorOutput,
      };
    },
  };
}

const hasResult = new Set(["Task", "Parallel", "Map"]);

const scalarTypes: Readonly<Record<ScalarField, "number" | "string" | "object">> = {
  TimeoutSeconds: "number",
  HeartbeatSeconds: "number",
  Seconds: "number",
  MaxConcurrency: "number",
  Timestamp: "string",
  Error: "string",
  Cause: "string",
  Credentials: "object",
  MaxItems: "number",
  MaxItemsPerBatch: "number",
  MaxInputBytesPerBatch: "number",
  ToleratedFailureCount: "number",
  ToleratedFailurePercentage: "number",
};
const scalarFields: readonly ScalarField[] = [
  "TimeoutSeconds",
  "HeartbeatSeconds",
  "Seconds",
  "MaxConcurrency",
  "Timestamp",
  "Error",
  "Cause",
  "Credentials",
  "MaxItems",
  "MaxItemsPerBatch",
  "MaxInputBytesPerBatch",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
];

const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

interface Scalar {
  readonly at: Template;
  /** The definition's text of it, for causes. */
  readonly code: string;
}

async function scalarOf(scope: Scope, field: ScalarField, { at, code }: Scalar): Promise<Json> {
  const value = await at(scope, new States(scope));
  const wanted = scalarTypes[field];
  return typeName(value) === wanted ? value : mismatch(scope, code, field, wanted, value);
}

interface CompiledExit {
  readonly output: Template | undefined;
  readonly assign: readonly (readonly [string, Template])[] | undefined;
}

function compileExit(holder: JsonObject, place: string, report: Report): CompiledExit {
  const assign = holder["Assign"];
  return {
    output: compileField(holder, "Output", report, `${place}Output`),
    assign: isObject(assign)
      ? Object.keys(assign).map((name) => [
          name,
          compileTemplate(assign[name] ?? null, `${place}Assign/${name}`, report),
        ])
      : undefined,
  };
}

function compileField(holder: JsonObject, field: string, report: Report, place = field): Template | undefined {
  const value = holder[field];
  return value === undefined ? undefined : compileTemplate(value, place, report);
}

async function assigned(
  assign: NonNullable<CompiledExit["assign"]>,
  scope: Scope,
  states: States,
): Promise<JsonObject> {
  const values: JsonObject = {};
  for (const [name, template] of assign) values[name] = await template(scope, states);
  return values;
}

function mismatch(scope: Scope, code: string, field: string, wanted: string, value: Json): never {
  throw new EvaluationFailure(
    whileExecuting(
      { name: scope.stateName, enteredEvent: scope.enteredEvent },
      `The JSONata expression '${code}' specified for the field '${field}' returned an unexpected result type. Expected '${wanted}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    ),
    field,
  );
}
