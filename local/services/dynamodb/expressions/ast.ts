/** Expressions as written: placeholders unresolved, so one parse of a text serves every request that carries it. */

/** A document path: names (`#placeholders` kept as such) and list indexes. */
export interface PathNode {
  readonly kind: "path";
  readonly parts: readonly (string | number)[];
}
export interface ValueNode {
  readonly kind: "value";
  readonly placeholder: string;
}
export interface CallNode {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly OperandNode[];
}
export type OperandNode = PathNode | ValueNode | CallNode;

/** A condition without AND, OR, NOT: a comparison, BETWEEN, IN, or a function call. */
export interface TestNode {
  readonly kind: "test";
  readonly test: string;
  readonly args: readonly OperandNode[];
}
export type ConditionNode =
  | TestNode
  | { readonly kind: "and" | "or"; readonly left: ConditionNode; readonly right: ConditionNode }
  | { readonly kind: "not"; readonly inner: ConditionNode };

export type Section = "SET" | "REMOVE" | "ADD" | "DELETE";

/** What SET assigns: an operand, or the sum or difference of two. */
export type TermNode =
  | OperandNode
  | { readonly kind: "sum"; readonly sign: "+" | "-"; readonly left: OperandNode; readonly right: OperandNode };

export interface ActionNode {
  readonly section: Section;
  readonly path: PathNode;
  readonly term?: TermNode;
}
