/** The grammars of UpdateExpression and ProjectionExpression. */
import type { ActionNode, OperandNode, PathNode, Section, TermNode } from "./ast.ts";
import { openReader, type Reader } from "./reader.ts";

/** The functions of SET, with how many operands each takes. */
export const updateFunctions: ReadonlyMap<string, number> = new Map([
  ["if_not_exists", 2],
  ["list_append", 2],
]);

const sections: readonly Section[] = ["SET", "REMOVE", "ADD", "DELETE"];
const sectionWords: ReadonlySet<string> = new Set(sections);
const functions = new Set(updateFunctions.keys());

/** Parses an UpdateExpression; throws ExpressionError. */
export function parseUpdate(text: string): ActionNode[] {
  const reader = openReader(text, sectionWords, functions);
  const actions: ActionNode[] = [];
  const seen = new Set<Section>();
  do {
    const section = sections.find((name) => reader.sees(name));
    if (!section) throw reader.fail();
    reader.next();
    if (seen.has(section)) {
      reader.note("section", `The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    do actions.push(readAction(reader, section));
    while (reader.take(","));
  } while (reader.peek().kind !== "end");
  reader.settle(["reserved", "function", "section"]);
  return actions;
}

/** Parses a ProjectionExpression; throws ExpressionError. */
export function parseProjection(text: string): PathNode[] {
  const reader = openReader(text, new Set(), new Set());
  const paths = [reader.path()];
  while (reader.take(",")) paths.push(reader.path());
  if (reader.peek().kind !== "end") throw reader.fail();
  reader.settle(["reserved"]);
  return paths;
}

function readAction(reader: Reader, section: Section): ActionNode {
  const path = reader.path();
  if (section === "REMOVE") return { section, path };
  if (section === "SET") {
    reader.expect("=");
    return { section, path, term: readTerm(reader) };
  }
  if (reader.peek().kind !== "value") throw reader.fail();
  return { section, path, term: { kind: "value", placeholder: reader.next().text } };
}

function readTerm(reader: Reader): TermNode {
  if (!reader.sees("(")) return readSum(reader);
  reader.next();
  const inner = readTerm(reader);
  reader.expect(")");
  // `(a) + :b`: the parentheses held the first operand of a sum.
  return inner.kind === "sum" ? inner : readSum(reader, inner);
}

function readSum(reader: Reader, first?: OperandNode): TermNode {
  const left = first ?? reader.operand();
  for (const sign of ["+", "-"] as const) {
    if (reader.take(sign)) return { kind: "sum", sign, left, right: reader.operand() };
  }
  return left;
}
