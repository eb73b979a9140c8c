/** A KeyConditionExpression as what it may be: one condition on each key attribute, joined by AND. */
import type { Value } from "../attribute-value.ts";
import type { Condition, Operand, TestName } from "./condition.ts";
import { ExpressionError } from "./tokens.ts";

type KeyOperator = "=" | "<" | "<=" | ">" | ">=" | "BETWEEN" | "begins_with";

export interface KeyTest {
  readonly operator: KeyOperator;
  readonly values: readonly Value[];
}

const mirrored: Readonly<Record<string, KeyOperator>> = { "=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const operators: ReadonlySet<string> = new Set([...Object.keys(mirrored), "BETWEEN", "begins_with"]);
const isKeyOperator = (name: string): name is KeyOperator => operators.has(name);

/** The tests by key attribute; throws ExpressionError with the whole of AWS's message. */
export function keyTests(condition: Condition, found = new Map<string, KeyTest>()): Map<string, KeyTest> {
  if (condition.kind === "and") {
    keyTests(condition.left, found);
    return keyTests(condition.right, found);
  }
  if (condition.kind !== "test") {
    throw new ExpressionError(`Invalid operator used in KeyConditionExpression: ${condition.kind.toUpperCase()}`);
  }
  const { test, args } = condition;
  if (!isKeyOperator(test)) {
    throw new ExpressionError(`Invalid operator used in KeyConditionExpression: ${test}`);
  }
  const [name, at] = keyOf(test, args);
  if (found.has(name)) throw new ExpressionError("KeyConditionExpressions must only contain one condition per key");
  const values = args.flatMap((arg) => (arg.kind === "value" ? [arg.value] : []));
  found.set(name, { operator: at === 0 ? test : (mirrored[test] ?? test), values });
  return found;
}

/** The one attribute that a test names, and where among the operands. */
function keyOf(test: TestName, args: readonly Operand[]): [name: string, at: number] {
  const words = test === "begins_with" || test === "BETWEEN";
  if (words && args[0]?.kind === "value") {
    throw new ExpressionError(
      `Invalid condition in KeyConditionExpression: ${test} operator must have the key attribute as its first operand`,
    );
  }
  let key: [string, number] | undefined;
  for (const [at, arg] of args.entries()) {
    if (arg.kind === "size") throw new ExpressionError("KeyConditionExpressions cannot contain nested operations");
    if (arg.kind === "value") continue;
    if (key) {
      throw new ExpressionError(
        "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
      );
    }
    if (arg.path.length > 1) {
      throw new ExpressionError("KeyConditionExpressions cannot have conditions on nested attributes");
    }
    key = [String(arg.path[0]), at];
  }
  if (!key) throw new ExpressionError("Invalid condition in KeyConditionExpression: No key attribute specified");
  return key;
}
