/** Binds a parsed condition to a request's placeholders and checks operands, test by test, in AWS's order and words. */
import { typeOf, type Value, type ValueType } from "../attribute-value.ts";
import { orderOf } from "../compare-values.ts";
import type { ConditionNode, OperandNode, TestNode } from "./ast.ts";
import { bindPath, bindValue, type Placeholders, pathText } from "./bind.ts";
import { type Condition, isTestName, type Operand } from "./condition.ts";
import { conditionFunctions } from "./parse-condition.ts";
import { ExpressionError } from "./tokens.ts";

const maxMembers = 100;
const typeNames: ReadonlySet<string> = new Set(["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"]);

/** Throws ExpressionError. */
export function bindCondition(node: ConditionNode, placeholders: Placeholders): Condition {
  if (node.kind === "test") return bindTest(node, placeholders);
  if (node.kind === "not") return { kind: "not", inner: bindCondition(node.inner, placeholders) };
  const left = bindCondition(node.left, placeholders);
  return { kind: node.kind, left, right: bindCondition(node.right, placeholders) };
}

function bindTest(node: TestNode, placeholders: Placeholders): Condition {
  const args = node.args.map((arg) => bindOperand(arg, placeholders));
  checkCount(node.test, args.length);
  for (const arg of node.args) if (arg.kind === "call") checkCount(arg.name, arg.args.length);
  checkDistinct(node.test, args);
  for (const arg of args) if (arg.kind === "size") checkSizeOperand(arg.of);
  if (!isTestName(node.test)) throw new ExpressionError(`Invalid function name; function: ${node.test}`);
  checks[node.test]?.(node.test, args);
  return { kind: "test", test: node.test, args };
}

function bindOperand(node: OperandNode, placeholders: Placeholders): Operand {
  if (node.kind === "path") return { kind: "path", path: bindPath(node, placeholders) };
  if (node.kind === "value") return { kind: "value", value: bindValue(node, placeholders) };
  const args = node.args.map((arg) => bindOperand(arg, placeholders));
  return { kind: "size", of: args[0] ?? { kind: "path", path: [] } };
}

function checkCount(name: string, count: number): void {
  const wanted = conditionFunctions.get(name);
  if (wanted !== undefined && wanted !== count) {
    throw new ExpressionError(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
    );
  }
}

function checkDistinct(name: string, args: readonly Operand[]): void {
  const [first, second] = args;
  if (args.length !== 2 || first?.kind !== "path" || second?.kind !== "path") return;
  const text = pathText(first.path);
  if (text !== pathText(second.path)) return;
  throw new ExpressionError(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${text}`,
  );
}

type Check = (name: string, args: readonly Operand[]) => void;

const wrongType = (name: string, type: string, word = "operator or function"): ExpressionError =>
  new ExpressionError(`Incorrect operand type for operator or function; ${word}: ${name}, operand type: ${type}`);

/** The type an operand has before any item is seen: a value's own, or the number that size() yields. */
function knownType(operand: Operand | undefined): ValueType | undefined {
  if (operand?.kind === "value") return typeOf(operand.value);
  return operand?.kind === "size" ? "N" : undefined;
}

const needsPath: Check = (name, args) => {
  if (args[0]?.kind === "path") return;
  throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
};

const needsOrder: Check = (name, args) => {
  for (const arg of args) {
    const type = knownType(arg);
    if (type !== undefined && !["S", "N", "B"].includes(type)) throw wrongType(name, type, "operator");
  }
};

const needsTextOrBinary: Check = (name, args) => {
  for (const arg of args) {
    const type = knownType(arg);
    if (type !== undefined && type !== "S" && type !== "B") throw wrongType(name, type);
  }
};

const needsTypeName: Check = (name, args) => {
  const type = knownType(args[1]);
  if (type !== "S") throw wrongType(name, type ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
  const given = args[1]?.kind === "value" ? args[1].value.S : undefined;
  if (given === undefined || typeNames.has(given)) return;
  throw new ExpressionError(
    `Invalid attribute type name found; type: ${given}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
  );
};

const needsRange: Check = (name, args) => {
  const [, low, high] = args;
  needsOrder(name, args);
  if (low?.kind !== "value" || high?.kind !== "value") return;
  const bounds = `lower bound operand: AttributeValue: ${printed(low.value)}, upper bound operand: AttributeValue: ${printed(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    throw new ExpressionError(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if ((orderOf(low.value, high.value) ?? 0) > 0) {
    throw new ExpressionError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
};

const needsFewMembers: Check = (_name, args) => {
  if (args.length - 1 <= maxMembers) return;
  throw new ExpressionError(
    `The IN operator is provided with too many operands; number of operands: ${args.length - 1}`,
  );
};

const checks: Readonly<Record<string, Check>> = {
  "<": needsOrder,
  "<=": needsOrder,
  ">": needsOrder,
  ">=": needsOrder,
  BETWEEN: needsRange,
  IN: needsFewMembers,
  attribute_exists: needsPath,
  attribute_not_exists: needsPath,
  attribute_type: needsTypeName,
  begins_with: needsTextOrBinary,
};

function checkSizeOperand(operand: Operand): void {
  const type = knownType(operand);
  if (type === "N" || type === "BOOL" || type === "NULL") throw wrongType("size", type);
}

function printed(value: Value): string {
  const type = typeOf(value);
  return `{${type}:${String(value[type])}}`;
}
