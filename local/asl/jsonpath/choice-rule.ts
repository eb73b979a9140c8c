// Choice rules of JSONPath states: comparisons as a table, joined by And, Or, Not.
// https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
import { StateFailure, whileExecuting } from "../failure.ts";
import { parseTimestamp } from "../iso-timestamp.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Scope } from "../queries.ts";
import { type Path, parsePath, select, singleValue } from "./path.ts";
import { rootOf } from "./template.ts";

/** Whether a rule matches; throws States.Runtime when it compares what is not there. */
export type Rule = (scope: Scope, data: Json) => boolean;
type Report = (what: string) => void;

type Compare = (left: Json, right: Json) => boolean;

/** Values of unlike or other types are simply not equal, less or greater. */
const typed =
  <T extends number | string | boolean>(type: "number" | "string" | "boolean", test: (left: T, right: T) => boolean) =>
  (left: Json, right: Json): boolean => {
    if (typeof left !== type || typeof right !== type) return false;
    // Both were just checked to be of the type that T stands for.
    return test(left as T, right as T);
  };

const timestamps =
  (test: (left: number, right: number) => boolean): Compare =>
  (left, right) => {
    if (typeof left !== "string" || typeof right !== "string") return false;
    const [leftMs, rightMs] = [parseTimestamp(left), parseTimestamp(right)];
    return !Number.isNaN(leftMs) && !Number.isNaN(rightMs) && test(leftMs, rightMs);
  };

const tests = {
  Equals: <T>(left: T, right: T) => left === right,
  GreaterThan: <T>(left: T, right: T) => left > right,
  GreaterThanEquals: <T>(left: T, right: T) => left >= right,
  LessThan: <T>(left: T, right: T) => left < right,
  LessThanEquals: <T>(left: T, right: T) => left <= right,
};

/** One row per comparison; the `…Path` twins are derived, so none can be forgotten. */
export const comparisons: Readonly<Record<string, Compare>> = {
  ...Object.fromEntries(
    Object.entries(tests).flatMap(([name, test]): [string, Compare][] => [
      [`String${name}`, typed<string>("string", test)],
      [`Numeric${name}`, typed<number>("number", test)],
      [`Timestamp${name}`, timestamps(test)],
    ]),
  ),
  BooleanEquals: typed<boolean>("boolean", (left, right) => left === right),
};

export const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === "string",
  IsNumeric: (value) => typeof value === "number",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => typeof value === "string" && !Number.isNaN(parseTimestamp(value)),
};

/** Compiles one rule, and all within it. */
export function compileRule(rule: JsonObject, report: Report): Rule {
  const joined = join(rule, report);
  if (joined) return joined;
  const [operator, ...more] = Object.keys(rule).filter((field) => !aroundRule.has(field));
  if (more.length > 0) report(`a Choice rule has one comparison, not also ${more.join(", ")}`);
  const variable = path(rule["Variable"], "Variable", report);
  if (operator === undefined || !variable) {
    report("a Choice rule needs a Variable and one comparison, or And, Or, Not");
    return () => false;
  }
  return compileComparison(operator, rule[operator] ?? null, variable, report);
}

const aroundRule = new Set(["Variable", "Next", "Comment", "Assign"]);

function join(rule: JsonObject, report: Report): Rule | undefined {
  const { And: and, Or: or, Not: not } = rule;
  if (isObject(not)) {
    const inner = compileRule(not, report);
    return (scope, data) => !inner(scope, data);
  }
  const list = and ?? or;
  if (!Array.isArray(list)) return undefined;
  const parts = list.filter(isObject).map((part) => compileRule(part, report));
  return and === undefined
    ? (scope, data) => parts.some((part) => part(scope, data))
    : (scope, data) => parts.every((part) => part(scope, data));
}

function compileComparison(operator: string, operand: Json, variable: Path, report: Report): Rule {
  if (operator === "IsPresent") {
    return (scope, data) => (valueAt(variable, scope, data) !== undefined) === (operand === true);
  }
  const isKind = kinds[operator];
  if (isKind) return (scope, data) => isKind(required(variable, scope, data)) === (operand === true);
  if (operator === "StringMatches") {
    if (typeof operand !== "string") report("StringMatches needs a text");
    const pattern = wildcard(String(operand));
    return (scope, data) => {
      const value = required(variable, scope, data);
      return typeof value === "string" && pattern.test(value);
    };
  }
  const byPath = operator.endsWith("Path");
  const compare = comparisons[byPath ? operator.slice(0, -4) : operator];
  const other = byPath ? path(operand, operator, report) : undefined;
  if (!compare || (byPath && !other)) {
    report(`the comparison ${operator} is not supported`);
    return () => false;
  }
  return (scope, data) => {
    const left = required(variable, scope, data);
    return compare(left, other ? required(other, scope, data) : operand);
  };
}

function path(value: Json | undefined, field: string, report: Report): Path | undefined {
  try {
    return parsePath(typeof value === "string" ? value : "");
  } catch (error) {
    report(`${field}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function valueAt(path: Path, scope: Scope, data: Json): Json | undefined {
  const root = rootOf(path, scope, data);
  if (root === undefined) return undefined;
  return path.definite ? singleValue(path, root) : select(root, path.segments);
}

function required(path: Path, scope: Scope, data: Json): Json {
  const value = valueAt(path, scope, data);
  if (value !== undefined) return value;
  throw new StateFailure(
    "States.Runtime",
    whileExecuting(
      { name: scope.stateName, enteredEvent: scope.enteredEvent },
      `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
    ),
    { catchable: false },
  );
}

/** `*` stands for any text; `\*` and `\\` for themselves. */
function wildcard(text: string): RegExp {
  const source = text.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped: string | undefined) =>
    found === "*" ? "[\\s\\S]*" : `\\${escaped ?? found}`,
  );
  return new RegExp(`^${source}$`);
}
