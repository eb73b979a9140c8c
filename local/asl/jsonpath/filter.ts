// The filter of a path, `[?(…)]`: comparisons of @-paths, $-less literals and each other, && || ! and parentheses.
import type { Json } from "../json.ts";
import type { Path, Segment } from "./path.ts";

export type Filter = (item: Json) => boolean;
type Operand = (item: Json) => Json | undefined;
type ParsePath = (text: string) => Path;
type Select = (start: Json, segments: readonly Segment[]) => Json[];

const token =
  /\s*(\bn?in\b|\[[^\]]*\]|&&|\|\||==|!=|<=|>=|=~|<|>|!|\(|\)|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/i?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b|@(?:\.{1,2}[\w-]+|\[[^\]]*\])*)/y;

/** Parses what stands between `[?(` and `)]`. Throws SyntaxError. */
export function parseFilter(text: string, parsePath: ParsePath, select: Select): Filter {
  const tokens = tokenize(text);
  let at = 0;

  const either = (): Filter => {
    let left = both();
    while (tokens[at] === "||") {
      at += 1;
      const [first, second] = [left, both()];
      left = (item) => first(item) || second(item);
    }
    return left;
  };
  const both = (): Filter => {
    let left = term();
    while (tokens[at] === "&&") {
      at += 1;
      const [first, second] = [left, term()];
      left = (item) => first(item) && second(item);
    }
    return left;
  };
  const term = (): Filter => {
    if (tokens[at] === "!") {
      at += 1;
      const inner = term();
      return (item) => !inner(item);
    }
    if (tokens[at] === "(") {
      at += 1;
      const inner = either();
      if (tokens[at] !== ")") throw new SyntaxError(`the filter '${text}' lacks a )`);
      at += 1;
      return inner;
    }
    return comparison();
  };
  const comparison = (): Filter => {
    const left = operand();
    const compare = comparisons[tokens[at] ?? ""];
    if (!compare) return (item) => left(item) !== undefined;
    at += 1;
    const right = operand();
    return (item) => compare(left(item), right(item));
  };
  const operand = (): Operand => {
    const word = tokens[at];
    at += 1;
    if (word === undefined) throw new SyntaxError(`the filter '${text}' ends too early`);
    if (word.startsWith("@")) {
      const { segments, definite } = parsePath(`$${word.slice(1)}`);
      return (item) => {
        const found = select(item, segments);
        return definite ? found[0] : found;
      };
    }
    const value = literal(word);
    return () => value;
  };

  const filter = either();
  if (at < tokens.length) throw new SyntaxError(`the filter '${text}' cannot be read at '${tokens[at]}'`);
  return filter;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== "") {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (!match?.[1]) throw new SyntaxError(`the filter '${text}' cannot be read at '${text.slice(from)}'`);
    tokens.push(match[1]);
  }
  return tokens;
}

function literal(word: string): Json {
  if (word.startsWith("[")) {
    const list = tokenize(word.slice(1, -1).replaceAll(",", " "));
    return list.map(literal);
  }
  if (/^['"]/.test(word)) return word.slice(1, -1).replace(/\\(.)/g, "$1");
  if (word.startsWith("/")) return word;
  const value: Json = JSON.parse(word);
  return value;
}

const ordered =
  (test: (left: number | string, right: number | string) => boolean) =>
  (left: Json | undefined, right: Json | undefined): boolean =>
    ((typeof left === "number" && typeof right === "number") ||
      (typeof left === "string" && typeof right === "string")) &&
    test(left, right);

const same = (left: Json | undefined, right: Json | undefined): boolean =>
  left === right || (left !== undefined && right !== undefined && JSON.stringify(left) === JSON.stringify(right));

const comparisons: Readonly<Record<string, (left: Json | undefined, right: Json | undefined) => boolean>> = {
  "==": same,
  "!=": (left, right) => !same(left, right),
  "<": ordered((left, right) => left < right),
  "<=": ordered((left, right) => left <= right),
  ">": ordered((left, right) => left > right),
  ">=": ordered((left, right) => left >= right),
  in: (left, right) => Array.isArray(right) && left !== undefined && right.some((each) => same(left, each)),
  nin: (left, right) => Array.isArray(right) && left !== undefined && !right.some((each) => same(left, each)),
  "=~": (left, right) => {
    if (typeof left !== "string" || typeof right !== "string") return false;
    const end = right.lastIndexOf("/");
    return new RegExp(`^(?:${right.slice(1, end)})$`, right.slice(end + 1)).test(left);
  },
};
