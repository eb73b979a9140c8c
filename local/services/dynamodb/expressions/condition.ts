/** Bound conditions and what they say about an item. */
import { attributeOf, type Item, typeOf, type Value } from "../attribute-value.ts";
import { beginsWith, containsValue, orderOf, sameValue, sizeOf } from "../compare-values.ts";
import type { Path } from "./bind.ts";

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "size"; readonly of: Operand };

export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly inner: Condition }
  | { readonly kind: "test"; readonly test: TestName; readonly args: readonly Operand[] };

type Found = Value | undefined;
type Test = (first: Found, second: Found, third: Found, all: readonly Found[]) => boolean;

const ordered =
  (holds: (order: number) => boolean): Test =>
  (left, right) => {
    if (!left || !right) return false;
    const order = orderOf(left, right);
    return order !== undefined && holds(order);
  };
const both =
  (holds: (left: Value, right: Value) => boolean): Test =>
  (left, right) =>
    left !== undefined && right !== undefined && holds(left, right);
const atLeast = ordered((order) => order >= 0);
const atMost = ordered((order) => order <= 0);

/** Every test of the condition language. An attribute that is not there passes none, save `<>` and its own absence. */
export const tests = {
  "=": both(sameValue),
  "<>": (left, right) => !(left && right && sameValue(left, right)),
  "<": ordered((order) => order < 0),
  "<=": atMost,
  ">": ordered((order) => order > 0),
  ">=": atLeast,
  BETWEEN: (value, low, high, all) => atLeast(value, low, undefined, all) && atMost(value, high, undefined, all),
  IN: (value, _second, _third, all) =>
    value !== undefined && all.some((member, at) => at > 0 && member !== undefined && sameValue(value, member)),
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: both((value, type) => typeOf(value) === type.S),
  begins_with: both(beginsWith),
  contains: both(containsValue),
} satisfies Record<string, Test>;

export type TestName = keyof typeof tests;

export const isTestName = (name: string): name is TestName => Object.hasOwn(tests, name);

/** Whether `item` satisfies `condition`; an item that does not exist is the empty one. */
export function holds(condition: Condition, item: Item): boolean {
  if (condition.kind === "not") return !holds(condition.inner, item);
  if (condition.kind === "test") {
    const all = condition.args.map((arg) => resolve(arg, item));
    const test: Test = tests[condition.test];
    return test(all[0], all[1], all[2], all);
  }
  const { left, right } = condition;
  return condition.kind === "and" ? holds(left, item) && holds(right, item) : holds(left, item) || holds(right, item);
}

/** What stands at `path` in `item`, if anything does. */
export function valueAt(path: Path, item: Item): Found {
  let found: Found = { M: item };
  for (const part of path) {
    if (found === undefined) return undefined;
    if (typeof part === "number") found = found.L?.[part];
    else found = found.M === undefined ? undefined : attributeOf(found.M, part);
  }
  return found;
}

function resolve(operand: Operand, item: Item): Found {
  if (operand.kind === "value") return operand.value;
  if (operand.kind === "path") return valueAt(operand.path, item);
  const value = resolve(operand.of, item);
  return value && sizeOf(value);
}

/** Calls `visit` with every document path of the condition. */
export function eachPath(condition: Condition, visit: (path: Path) => void): void {
  if (condition.kind === "not") eachPath(condition.inner, visit);
  else if (condition.kind === "test") for (const arg of condition.args) eachOperandPath(arg, visit);
  else {
    eachPath(condition.left, visit);
    eachPath(condition.right, visit);
  }
}

function eachOperandPath(operand: Operand, visit: (path: Path) => void): void {
  if (operand.kind === "path") visit(operand.path);
  if (operand.kind === "size") eachOperandPath(operand.of, visit);
}
