// One `{% … %}`: compiled once for all machines, evaluated by the fast path when it is sure, else by JSONata itself.
import jsonata from "jsonata";
import { EvaluationFailure, whileExecuting } from "../failure.ts";
import type { Json } from "../json.ts";
import type { Scope } from "../queries.ts";
import { awsFunctions } from "./aws-functions.ts";
import { compileFast, type FastExpression, unsure } from "./fast-path.ts";
import type { States } from "./states.ts";

export interface Expression {
  readonly text: string;
  /** Answers what the expression yields; throws EvaluationFailure naming `field`. */
  evaluate(scope: Scope, states: States, field: string): Json | Promise<Json>;
}

// An expression that runs longer or deeper than this is taken to be endless; a generous reading of AWS's own limits.
const limits = { timeout: 5_000, stack: 1_000 };

const compiled = new Map<string, Expression>();
// Definitions are few and their expressions repeat; the bound only guards against a stream of unique definitions.
const mostCompiled = 20_000;

/** Compiles the text between `{%` and `%}`. Throws SyntaxError with JSONata's message. */
export function compileExpression(text: string): Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = makeExpression(text);
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(text, expression);
  return expression;
}

function makeExpression(text: string): Expression {
  const general = parse(text);
  if (/\$eval\s*\(/.test(text)) throw new SyntaxError("$eval is not available in Step Functions");
  const fast: FastExpression | undefined = compileFast(general.ast());
  return {
    text,
    evaluate: (scope, states, field) => {
      const quick = fast ? fast({ states, variables: scope.variables }) : unsure;
      if (quick !== unsure && quick !== undefined) return quick;
      return evaluateGenerally(general, text, scope, states, field);
    },
  };
}

function parse(text: string): jsonata.Expression {
  try {
    return jsonata(text, limits);
  } catch (error) {
    throw new SyntaxError(describe(error), { cause: error });
  }
}

async function evaluateGenerally(
  general: jsonata.Expression,
  text: string,
  scope: Scope,
  states: States,
  field: string,
): Promise<Json> {
  const fail = (what: string): never => {
    throw new EvaluationFailure(
      whileExecuting(
        { name: scope.stateName, enteredEvent: scope.enteredEvent },
        `The JSONata expression '${text}' specified for the field '${field}' ${what}`,
      ),
      field,
    );
  };
  let value: unknown;
  try {
    value = await general.evaluate(undefined, {
      ...awsFunctions(scope.nowMs, scope.random),
      ...scope.variables,
      states: states.whole(),
    });
  } catch (error) {
    return fail(`threw an error during evaluation. ${describe(error)}`);
  }
  if (value === undefined) return fail("returned nothing (undefined).");
  const plain = toJson(value);
  return plain === undefined ? fail("returned an unsupported result type.") : plain;
}

function describe(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? String(error.message) : String(error);
  return "code" in error ? `${String(error.code)}: ${message}` : message;
}

/** A JSON copy without JSONata's own marks on arrays; undefined when something is no JSON (a function, a pattern…). */
function toJson(value: unknown): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) return toJsonArray(value);
  if (typeof value !== "object" || value instanceof RegExp) return undefined;
  return "_jsonata_lambda" in value || "_jsonata_function" in value ? undefined : toJsonObject(value);
}

function toJsonArray(value: readonly unknown[]): Json[] | undefined {
  const array: Json[] = [];
  for (const item of value) {
    const plain = item === undefined ? null : toJson(item);
    if (plain === undefined) return undefined;
    array.push(plain);
  }
  return array;
}

function toJsonObject(value: object): Json | undefined {
  const object: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const plain = toJson(item);
    if (plain === undefined) return undefined;
    object[key] = plain;
  }
  return object;
}
