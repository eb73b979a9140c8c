// Payload templates: JSON in which a field named `x.$` holds a path or an intrinsic function.
import { StateFailure, whileExecuting } from "../failure.ts";
import { isObject, type Json } from "../json.ts";
import type { Scope } from "../queries.ts";
import { IntrinsicError, intrinsics } from "./intrinsics.ts";
import { type Path, parsePath, select, singleValue } from "./path.ts";
import { scan } from "./scan.ts";

/** Where a template's or field's paths begin: `$`; `$$` and variables come from the scope. */
export type PathTemplate = (scope: Scope, data: Json) => Json;
/** An expression of a named field; `field` is named in causes. */
export type PathExpression = (scope: Scope, data: Json, field: string) => Json;
type Report = (what: string) => void;

/** Compiles a payload template. */
export function compilePathTemplate(value: Json, report: Report): PathTemplate {
  if (Array.isArray(value)) {
    const parts = value.map((item) => compilePathTemplate(item, report));
    return (scope, data) => parts.map((part) => part(scope, data));
  }
  if (!isObject(value)) return () => value;
  const parts = Object.entries(value).map(([key, item]): [string, PathTemplate] => {
    if (!key.endsWith(".$")) return [key, compilePathTemplate(item, report)];
    const expression = compilePathExpression(item, key, report);
    return [key.slice(0, -2), (scope, data) => expression(scope, data, key)];
  });
  return (scope, data) => Object.fromEntries(parts.map(([key, part]) => [key, part(scope, data)]));
}

/** Compiles a path or intrinsic function, as the value of `x.$` or of a `…Path` field. */
export function compilePathExpression(value: Json, field: string, report: Report): PathExpression {
  try {
    if (typeof value !== "string") throw new SyntaxError("it must be text");
    if (!value.startsWith("States.")) return compilePath(parsePath(value));
    const { call, length } = parseCall(value);
    if (value.slice(length).trim() !== "") throw new SyntaxError(`there is more after its end: ${value.slice(length)}`);
    return call;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(`${field} is neither a path nor an intrinsic function: ${error.message}`);
    return () => null;
  }
}

/** The value that a path begins at; undefined for a variable that was never assigned. */
export function rootOf({ root }: Path, scope: Scope, data: Json): Json | undefined {
  if (root === "data") return data;
  if (root === "context") return scope.context;
  return Object.hasOwn(scope.variables, root.variable) ? scope.variables[root.variable] : undefined;
}

function compilePath(path: Path): PathExpression {
  return (scope, data, field) => {
    const root = rootOf(path, scope, data);
    if (!path.definite && root !== undefined) return select(root, path.segments);
    const value = root === undefined ? undefined : singleValue(path, root);
    if (value !== undefined) return value;
    throw new StateFailure(
      "States.Runtime",
      whileExecuting(
        { name: scope.stateName, enteredEvent: scope.enteredEvent },
        `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(data)}'`,
      ),
      { catchable: false },
    );
  };
}

interface Parsed {
  readonly call: PathExpression;
  readonly length: number;
}

/** Reads `States.Name(argument, …)` at the start of `text`. */
function parseCall(text: string): Parsed {
  const head = /^States\.(\w+)\s*\(\s*/.exec(text);
  const name = head?.[1] ?? "";
  const row = intrinsics[name];
  if (!head || !row) throw new SyntaxError(`there is no intrinsic function '${head ? `States.${name}` : text}'`);
  const parts: PathExpression[] = [];
  let at = head[0].length;
  while (text.charAt(at) !== ")") {
    const part = parseArgument(text.slice(at));
    parts.push(part.call);
    at += part.length;
    const between = /^\s*(,\s*|(?=\)))/.exec(text.slice(at));
    if (!between) throw new SyntaxError(`an argument of States.${name} cannot be read at '${text.slice(at)}'`);
    at += between[0].length;
  }
  if (parts.length < row.least || parts.length > row.most) {
    throw new SyntaxError(`States.${name} does not take ${parts.length} arguments`);
  }
  return {
    length: at + 1,
    call: (scope, data, field) => {
      const values = parts.map((part) => part(scope, data, field));
      try {
        return row.run(values, scope.random);
      } catch (error) {
        if (!(error instanceof IntrinsicError)) throw error;
        throw new StateFailure(
          "States.IntrinsicFailure",
          whileExecuting(
            { name: scope.stateName, enteredEvent: scope.enteredEvent },
            `The function '${text}' had the following error: ${error.message}`,
          ),
        );
      }
    },
  };
}

function parseArgument(text: string): Parsed {
  if (text.startsWith("States.")) return parseCall(text);
  const quoted = /^'((?:[^'\\]|\\[\s\S])*)'/.exec(text);
  if (quoted) {
    const value = (quoted[1] ?? "").replace(/\\(['\\])/g, "$1");
    return { call: () => value, length: quoted[0].length };
  }
  const plain = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/.exec(text);
  if (plain) {
    const value: Json = JSON.parse(plain[0]);
    return { call: () => value, length: plain[0].length };
  }
  const path = takePath(text);
  return { call: compilePath(parsePath(path)), length: path.length };
}

/** The path at the start of an argument list: up to a comma or closing parenthesis outside of brackets and quotes. */
function takePath(text: string): string {
  const end = scan(text, 0, ",)");
  if (end < 0) throw new SyntaxError(`the argument '${text}' does not end`);
  return text.slice(0, end).trimEnd();
}
