// A JSON value of a definition in which any text of the form `{% … %}` is an expression.
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Scope } from "../queries.ts";
import { compileExpression } from "./expression.ts";
import type { States } from "./states.ts";

/** Fills the template; constants are shared, never copied: nobody changes a value that flows through a machine. */
export type Template = (scope: Scope, states: States) => Json | Promise<Json>;

const expressionText = /^\s*\{%(?<code>[\s\S]*)%\}\s*$/;

/** The text between the marks; undefined when `value` is no expression. */
export const expressionIn = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? expressionText.exec(value)?.groups?.["code"]?.trim() : undefined;

/** Compiles `value`; `field` is its place, e.g. `Output/reply`. `problem` hears of expressions that do not parse. */
export function compileTemplate(value: Json, field: string, problem: (what: string) => void): Template {
  return compilePart(value, field, problem) ?? (() => value);
}

/** Undefined when the part holds no expression: it stands for itself. */
function compilePart(value: Json, field: string, problem: (what: string) => void): Template | undefined {
  const code = expressionIn(value);
  if (code !== undefined) return compileText(code, field, problem);
  if (Array.isArray(value)) {
    return compileArray(
      value,
      value.map((item, at) => compilePart(item, `${field}[${at}]`, problem)),
    );
  }
  return isObject(value)
    ? compileObject(
        Object.entries(value).map(([key, item]) => [key, item, compilePart(item, `${field}/${key}`, problem)]),
      )
    : undefined;
}

function compileText(code: string, field: string, problem: (what: string) => void): Template | undefined {
  try {
    const expression = compileExpression(code);
    return (scope, states) => expression.evaluate(scope, states, field);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problem(`${field} is no JSONata expression: ${error.message}`);
    return undefined;
  }
}

function compileArray(items: readonly Json[], parts: readonly (Template | undefined)[]): Template | undefined {
  if (parts.every((part) => part === undefined)) return undefined;
  return async (scope, states) => {
    const array: Json[] = [];
    for (const [at, item] of items.entries()) {
      const value = parts[at]?.(scope, states) ?? item;
      array.push(value instanceof Promise ? await value : value);
    }
    return array;
  };
}

function compileObject(entries: readonly (readonly [string, Json, Template | undefined])[]): Template | undefined {
  if (entries.every(([, , part]) => part === undefined)) return undefined;
  /** One after the other, so that the first that fails is the one that is told. */
  const fill = async (object: JsonObject, from: number, first: Promise<Json>, ...seen: Parameters<Template>) => {
    for (const [at, [key, item, part]] of entries.entries()) {
      if (at < from) continue;
      const value = at === from ? first : part ? part(...seen) : item;
      object[key] = value instanceof Promise ? await value : value;
    }
    return object;
  };
  return (scope, states) => {
    const object: JsonObject = {};
    for (const [at, [key, item, part]] of entries.entries()) {
      const value = part ? part(scope, states) : item;
      if (value instanceof Promise) return fill(object, at, value, scope, states);
      object[key] = value;
    }
    return object;
  };
}
