// Expressions that need no general evaluator: constants, `$variable.path`, `$states.input.a.b`, comparisons, and / or,
// &, arithmetic on numbers, conditions, arrays and objects of these. Most expressions of a workflow are such.
//
//   J1. A fast answer equals JSONata's own, or there is none: whatever is unusual (an array in the middle of a path, a
//       type that JSONata would convert or refuse) answers `unsure`, and the general evaluator decides.
import type { ExprNode } from "jsonata";
import type { Json } from "../json.ts";

export const unsure = Symbol("unsure");
type Value = Json | undefined;
type FastAnswer = Value | typeof unsure;

/** `$states`, of which an expression may see less than all. */
interface SeenStates {
  readonly input?: Value;
  readonly context?: Value;
  readonly result?: Value;
  readonly errorOutput?: Value;
}
const isMember = (name: string): name is keyof SeenStates =>
  ["input", "context", "result", "errorOutput"].includes(name);

interface FastScope {
  readonly states: SeenStates;
  readonly variables: Readonly<Record<string, Json>>;
}
export type FastExpression = (scope: FastScope) => FastAnswer;

type Node = ExprNode & Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const nodes = (value: unknown): Node[] => (Array.isArray(value) && value.every(isNode) ? value : []);

/** The fast form of a parsed expression; undefined when it has none. */
export function compileFast(node: unknown): FastExpression | undefined {
  if (!isNode(node)) return undefined;
  // Predicates, grouping, ordering, focus and index bindings hang on a node under these names.
  for (const extra of [
    "predicate",
    "stages",
    "group",
    "focus",
    "index",
    "ancestor",
    "tuple",
    "keepArray",
    "nextFunction",
  ]) {
    if (node[extra] !== undefined) return undefined;
  }
  return compilers[node.type]?.(node);
}

const compilers: Readonly<Record<string, (node: Node) => FastExpression | undefined>> = {
  string: (node) => constant(node.value),
  number: (node) => constant(node.value),
  value: (node) => constant(node.value),
  variable: (node) => variable(node),
  path: (node) => path(nodes(node.steps)),
  binary: (node) => binary(node),
  unary: (node) => unary(node),
  condition: (node) => condition(node),
  block: (node) => {
    const only = nodes(node.expressions);
    return only.length === 1 ? compileFast(only[0]) : undefined;
  },
};

const isPlainConstant = (value: unknown): value is null | boolean | number | string =>
  value === null || ["boolean", "number", "string"].includes(typeof value);

function constant(value: unknown): FastExpression | undefined {
  return isPlainConstant(value) ? () => value : undefined;
}

function own(object: Value, key: string): FastAnswer {
  if (typeof object !== "object" || object === null) return undefined;
  if (Array.isArray(object)) return unsure;
  return Object.hasOwn(object, key) ? object[key] : key in object ? unsure : undefined;
}

function variable(node: Node): FastExpression | undefined {
  const name = String(node.value);
  if (name === "" || name === "$") return undefined;
  if (name === "states") return undefined; // The whole of it is rare; paths begin at it below.
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : unsure);
}

function path(steps: Node[]): FastExpression | undefined {
  const [first, ...rest] = steps;
  if (first?.type !== "variable" || rest.length === 0) return undefined;
  if (rest.some((step) => step.type !== "name" || compileFast({ ...step, type: "string" }) === undefined))
    return undefined;
  const names = rest.map((step) => String(step.value));
  const [member = "", ...others] = names;
  const ofStates = first.value === "states";
  const start: FastExpression | undefined = ofStates ? ofState(member) : compileFast(first);
  const keys = ofStates ? others : names;
  if (!start) return undefined;
  return (scope) => {
    let value = start(scope);
    for (const key of keys) {
      if (value === unsure || value === undefined) return value;
      value = own(value, key);
    }
    // `[1][0]` and `[[1]]` meet JSONata's sequence rules: only arrays of scalars and objects are plainly themselves.
    return Array.isArray(value) && (value.length === 0 || value.some(Array.isArray)) ? unsure : value;
  };
}

const ofState = (member: string): FastExpression =>
  isMember(member) ? ({ states }) => states[member] : () => undefined;

const isScalar = (value: FastAnswer): value is null | boolean | number | string =>
  value !== undefined && value !== unsure && typeof value !== "object" ? true : value === null;

/** JSONata's truth of a value: empty text, 0, null, [] and {} are false. */
function truth(value: FastAnswer): boolean | typeof unsure {
  if (value === unsure) return unsure;
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return unsure;
  return typeof value === "object" ? Object.keys(value).length > 0 : Boolean(value);
}

const compare =
  (test: (left: number | string, right: number | string) => boolean) =>
  (left: FastAnswer, right: FastAnswer): FastAnswer =>
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string")
      ? test(left, right)
      : unsure;

const arithmetic =
  (work: (left: number, right: number) => number) =>
  (left: FastAnswer, right: FastAnswer): FastAnswer => {
    if (typeof left !== "number" || typeof right !== "number") return unsure;
    const result = work(left, right);
    return Number.isFinite(result) ? result : unsure;
  };

const equal = (left: FastAnswer, right: FastAnswer): boolean | typeof unsure =>
  isScalar(left) && isScalar(right) ? left === right : unsure;

const negate = (answer: boolean | typeof unsure): FastAnswer => (answer === unsure ? unsure : !answer);

const eager: Readonly<Record<string, (left: FastAnswer, right: FastAnswer) => FastAnswer>> = {
  "=": equal,
  "!=": (left, right) => negate(equal(left, right)),
  "<": compare((left, right) => left < right),
  "<=": compare((left, right) => left <= right),
  ">": compare((left, right) => left > right),
  ">=": compare((left, right) => left >= right),
  "+": arithmetic((left, right) => left + right),
  "-": arithmetic((left, right) => left - right),
  "*": arithmetic((left, right) => left * right),
  "/": arithmetic((left, right) => left / right),
  "&": (left, right) => (typeof left === "string" && typeof right === "string" ? left + right : unsure),
};

function binary(node: Node): FastExpression | undefined {
  const left = compileFast(node.lhs);
  const right = compileFast(node.rhs);
  const operator = String(node.value);
  if (!left || !right) return undefined;
  if (operator === "and" || operator === "or") {
    return (scope) => {
      const first = truth(left(scope));
      if (first === unsure || first === (operator === "or")) return first;
      return truth(right(scope));
    };
  }
  const work = eager[operator];
  return work && ((scope) => work(left(scope), right(scope)));
}

function unary(node: Node): FastExpression | undefined {
  if (node.value === "[") return arrayOf(nodes(node.expressions));
  if (node.value === "{") return objectOf(node.lhs);
  return undefined;
}

function arrayOf(elements: Node[]): FastExpression | undefined {
  const parts = elements.map(compileFast);
  return (scope) => {
    const array: Json[] = [];
    for (const part of parts) {
      const value = part === undefined ? unsure : part(scope);
      // An element that is an array (or nothing) is where JSONata flattens (or drops).
      if (value === unsure || value === undefined || Array.isArray(value)) return unsure;
      array.push(value);
    }
    return array;
  };
}

function objectOf(pairs: unknown): FastExpression | undefined {
  if (!Array.isArray(pairs)) return undefined;
  const parts = pairs.map((pair: unknown) => (Array.isArray(pair) ? pair.map(compileFast) : []));
  return (scope) => {
    const object: { [key: string]: Json } = {};
    for (const [left, right] of parts) {
      const key = left?.(scope) ?? unsure;
      const value = right ? right(scope) : unsure;
      if (typeof key !== "string" || value === unsure || value === undefined || Object.hasOwn(object, key))
        return unsure;
      if (key === "__proto__") return unsure;
      object[key] = value;
    }
    return object;
  };
}

function condition(node: Node): FastExpression | undefined {
  const test = compileFast(node["condition"]);
  const then = compileFast(node["then"]);
  const otherwise = node["else"] === undefined ? () => undefined : compileFast(node["else"]);
  if (!test || !then || !otherwise) return undefined;
  return (scope) => {
    const holds = truth(test(scope));
    return holds === unsure ? unsure : holds ? then(scope) : otherwise(scope);
  };
}
