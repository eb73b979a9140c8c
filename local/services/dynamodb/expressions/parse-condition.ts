/** The grammar of ConditionExpression, FilterExpression and KeyConditionExpression. */
import type { ConditionNode, OperandNode } from "./ast.ts";
import { openReader, type Reader } from "./reader.ts";

/** The functions of conditions, with how many operands each takes. */
export const conditionFunctions: ReadonlyMap<string, number> = new Map([
  ["attribute_exists", 1],
  ["attribute_not_exists", 1],
  ["attribute_type", 2],
  ["begins_with", 2],
  ["contains", 2],
  ["size", 1],
]);

const keywords = new Set(["AND", "OR", "NOT", "BETWEEN", "IN"]);
const functions = new Set(conditionFunctions.keys());
const comparators = ["=", "<>", "<", "<=", ">", ">="] as const;

/** Inside parentheses it is open until the next token whether they hold an operand or a condition. */
type Part = { readonly operand: OperandNode } | { readonly condition: ConditionNode };

/** Parses `text`; throws ExpressionError. */
export function parseCondition(text: string): ConditionNode {
  const reader = openReader(text, keywords, functions);
  const condition = asCondition(reader, readOr(reader));
  if (reader.peek().kind !== "end") throw reader.fail();
  reader.settle(["parens", "function", "misuse", "reserved"]);
  return condition;
}

function readOr(reader: Reader): Part {
  const left = readAnd(reader);
  if (!reader.sees("OR")) return left;
  const first = asCondition(reader, left);
  reader.next();
  return { condition: { kind: "or", left: first, right: asCondition(reader, readOr(reader)) } };
}

function readAnd(reader: Reader): Part {
  const left = readNot(reader);
  if (!reader.sees("AND")) return left;
  const first = asCondition(reader, left);
  reader.next();
  return { condition: { kind: "and", left: first, right: asCondition(reader, readAnd(reader)) } };
}

function readNot(reader: Reader): Part {
  if (!reader.take("NOT")) return readTest(reader);
  return { condition: { kind: "not", inner: asCondition(reader, readNot(reader)) } };
}

function readTest(reader: Reader): Part {
  const left = reader.sees("(") ? readParentheses(reader) : { operand: reader.operand() };
  if (!("operand" in left)) return left;
  const test = (name: string, ...args: OperandNode[]): Part => {
    const all = [left.operand, ...args];
    for (const arg of all) noteMisuse(reader, arg, (called) => called !== "size");
    return { condition: { kind: "test", test: name, args: all } };
  };
  const comparator = comparators.find((sign) => reader.sees(sign));
  if (comparator) {
    reader.next();
    return test(comparator, reader.operand());
  }
  if (reader.take("BETWEEN")) {
    const low = reader.operand();
    reader.expect("AND");
    return test("BETWEEN", low, reader.operand());
  }
  if (reader.take("IN")) {
    reader.expect("(");
    const members = [reader.operand()];
    while (reader.take(",")) members.push(reader.operand());
    reader.expect(")");
    return test("IN", ...members);
  }
  return left;
}

function readParentheses(reader: Reader): Part {
  reader.expect("(");
  const doubled = reader.sees("(");
  const inner = readOr(reader);
  // `((a) = :b)` is doubled only to the eye: the inner pair holds an operand, not the whole.
  if (doubled && wasParenthesised.has(content(inner))) {
    reader.note("parens", "The expression has redundant parentheses;");
  }
  reader.expect(")");
  wasParenthesised.add(content(inner));
  return inner;
}

const content = (part: Part): OperandNode | ConditionNode => ("operand" in part ? part.operand : part.condition);
const wasParenthesised = new WeakSet<OperandNode | ConditionNode>();

/** A call may stand alone as a condition, except size(); any other bare operand is a syntax error where it ends. */
function asCondition(reader: Reader, part: Part): ConditionNode {
  if ("condition" in part) return part.condition;
  const { operand } = part;
  if (operand.kind !== "call") throw reader.fail();
  noteMisuse(reader, operand, (called) => called === "size");
  for (const arg of operand.args) noteMisuse(reader, arg, (called) => called !== "size");
  return { kind: "test", test: operand.name, args: operand.args };
}

function noteMisuse(reader: Reader, node: OperandNode, misused: (name: string) => boolean): void {
  if (node.kind !== "call" || !misused(node.name)) return;
  reader.note("misuse", `The function is not allowed to be used this way in an expression; function: ${node.name}`);
}
