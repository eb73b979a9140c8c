/** Bound updates: binding, checking, and the paths they touch. Applying one is `apply-update.ts`. */

import { typeOf, type Value, type ValueType } from "../attribute-value.ts";
import { setOf } from "../compare-values.ts";
import type { ActionNode, OperandNode, Section, TermNode } from "./ast.ts";
import { bindPath, bindValue, checkDistinctPaths, type Path, type Placeholders } from "./bind.ts";
import { updateFunctions } from "./parse-update.ts";
import { ExpressionError } from "./tokens.ts";

export type Term =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Term[] }
  | { readonly kind: "sum"; readonly sign: "+" | "-"; readonly args: readonly Term[] };

export interface Action {
  readonly section: Section;
  readonly path: Path;
  readonly term?: Term;
}

/** Throws ExpressionError; reports undefined names before undefined values, as AWS does. */
export function bindUpdate(nodes: readonly ActionNode[], placeholders: Placeholders): Action[] {
  const actions = bindActions(nodes, placeholders);
  if (actions.length > 1) checkDistinctPaths(actions.map((action) => action.path));
  for (const action of actions) checkSetOperand(action);
  for (const { term } of actions) if (term) checkTerm(term);
  return actions;
}

function bindActions(nodes: readonly ActionNode[], placeholders: Placeholders): Action[] {
  try {
    return nodes.map(({ section, path, term }) => {
      const bound = bindPath(path, placeholders);
      return term ? { section, path: bound, term: bindTerm(term, placeholders) } : { section, path: bound };
    });
  } catch (error) {
    for (const node of nodes) bindNames(node, placeholders);
    throw error;
  }
}

function bindTerm(node: TermNode, placeholders: Placeholders): Term {
  if (node.kind === "path") return { kind: "path", path: bindPath(node, placeholders) };
  if (node.kind === "value") return { kind: "value", value: bindValue(node, placeholders) };
  const args = operandsOf(node).map((arg) => bindTerm(arg, placeholders));
  return node.kind === "call" ? { kind: "call", name: node.name, args } : { kind: "sum", sign: node.sign, args };
}

const operandsOf = (node: TermNode): readonly OperandNode[] => {
  if (node.kind === "sum") return [node.left, node.right];
  return node.kind === "call" ? node.args : [];
};

function bindNames(node: { path?: ActionNode["path"]; term?: TermNode }, placeholders: Placeholders): void {
  if (node.path) bindPath(node.path, placeholders);
  if (node.term?.kind === "path") bindPath(node.term, placeholders);
  for (const arg of node.term ? operandsOf(node.term) : []) bindNames({ term: arg }, placeholders);
}

/** The type a SET will store when that is known without the item. */
export function termType(term: Term): ValueType | undefined {
  if (term.kind === "value") return typeOf(term.value);
  if (term.kind === "sum") return "N";
  if (term.kind === "path") return undefined;
  if (term.name === "list_append") return "L";
  const otherwise = term.args[1];
  return otherwise && termType(otherwise);
}

const typeWords: Partial<Record<ValueType, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  NULL: "NULL",
  BOOL: "BOOLEAN",
  L: "LIST",
  M: "MAP",
};

/** ADD takes numbers and sets, DELETE takes sets. */
function checkSetOperand({ section, term }: Action): void {
  if ((section !== "ADD" && section !== "DELETE") || term?.kind !== "value") return;
  if (setOf(term.value) || (section === "ADD" && term.value.N !== undefined)) return;
  throw new ExpressionError(
    `Incorrect operand type for operator or function; operator: ${section}, operand type: ${typeWords[typeOf(term.value)]}`,
  );
}

function checkTerm(term: Term): void {
  if (term.kind !== "call" && term.kind !== "sum") return;
  for (const arg of term.args) checkTerm(arg);
  const name = term.kind === "sum" ? term.sign : term.name;
  const wanted = term.kind === "sum" ? 2 : updateFunctions.get(name);
  if (wanted !== term.args.length) {
    throw new ExpressionError(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${term.args.length}`,
    );
  }
  if (name === "if_not_exists") {
    if (term.args[0]?.kind === "path") return;
    throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
  }
  const needed = name === "list_append" ? "L" : "N";
  for (const arg of term.args) {
    if (arg.kind !== "value" || typeOf(arg.value) === needed) continue;
    throw new ExpressionError(
      `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(arg.value)}`,
    );
  }
}
