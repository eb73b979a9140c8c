// JSONPath as Step Functions reads it (Jayway's dialect): `$`, `$$` for the context, `$name` for a variable, then
// .key ['key'] [0] [-1] [0,2] [1:3] [*] ..key [?(@.a > 1)].
import { isObject, type Json } from "../json.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { applied } from "./path-functions.ts";
import { scan } from "./scan.ts";

export type Segment =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "wildcard" }
  /** Everything below, the value itself first. */
  | { readonly kind: "deep" }
  | {
      readonly kind: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "union"; readonly of: readonly (string | number)[] }
  | { readonly kind: "filter"; readonly filter: Filter }
  /** A function of all that the path before it leads to. */
  | { readonly kind: "function"; readonly name: string };

export interface Path {
  readonly text: string;
  /** Where it begins: the data, the context object, or a variable. */
  readonly root: "data" | "context" | { readonly variable: string };
  readonly segments: readonly Segment[];
  /** A definite path names one value; any other answers the list of all that match. */
  readonly definite: boolean;
  /** Only keys and indices: `selectOne` knows its value. */
  readonly plain: boolean;
}

/** Parses a path. Throws SyntaxError saying where it goes wrong. */
export function parsePath(text: string): Path {
  const head = /^\$(\$|[A-Za-z_][\w]*)?/.exec(text);
  if (!head) throw new SyntaxError(`the path '${text}' must begin with $`);
  const segments: Segment[] = [];
  let rest = text.slice(head[0].length);
  while (rest !== "") {
    const taken = takeSegment(rest);
    if (!taken) throw new SyntaxError(`the path '${text}' cannot be read at '${rest}'`);
    segments.push(...taken.segments);
    rest = rest.slice(taken.length);
  }
  const name = head[1];
  const plain = segments.every(({ kind }) => kind === "key" || kind === "index");
  return {
    text,
    root: name === undefined ? "data" : name === "$" ? "context" : { variable: name },
    segments,
    definite: plain || segments.at(-1)?.kind === "function",
    plain,
  };
}

interface Taken {
  readonly segments: Segment[];
  readonly length: number;
}

const name = String.raw`[^\s.[\]()'",*?:@]+`;
const grammar: readonly (readonly [RegExp, (match: RegExpExecArray) => Segment[]])[] = [
  [/^\.(length|keys|min|max|sum|avg)\(\s*\)$/, ([, name = ""]) => [{ kind: "function", name }]],
  [/^\[\(\s*@\.length\s*-\s*(\d+)\s*\)\]/, ([, back]) => [{ kind: "index", index: -Number(back) }]],
  [/^\.\.(?=\[)/, () => [{ kind: "deep" }]],
  [/^\.\.\*/, () => [{ kind: "deep" }, { kind: "wildcard" }]],
  [new RegExp(`^\\.\\.(${name})`), ([, key = ""]) => [{ kind: "deep" }, { kind: "key", key }]],
  [/^\.\*/, () => [{ kind: "wildcard" }]],
  [new RegExp(`^\\.(${name})`), ([, key = ""]) => [{ kind: "key", key }]],
  [/^\.?\[\*\]/, () => [{ kind: "wildcard" }]],
  [/^\.?\[\s*(-?\d+)\s*\]/, ([, index]) => [{ kind: "index", index: Number(index) }]],
  [
    /^\.?\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(\d+)\s*)?\]/,
    ([, from, to, step]) => [{ kind: "slice", from: optional(from), to: optional(to), step: optional(step) ?? 1 }],
  ],
  [/^\.?\[\s*-?\d+(?:\s*,\s*-?\d+)+\s*\]/, ([all]) => [{ kind: "union", of: (all.match(/-?\d+/g) ?? []).map(Number) }]],
];

const optional = (digits: string | undefined): number | undefined =>
  digits === undefined ? undefined : Number(digits);

function takeSegment(rest: string): Taken | undefined {
  for (const [pattern, make] of grammar) {
    const match = pattern.exec(rest);
    if (match) return { segments: make(match), length: match[0].length };
  }
  return takeKeys(rest) ?? takeFilter(rest);
}

/** `['a']`, `["a"]`, `['a','b']`, with \' and \\ inside. */
function takeKeys(rest: string): Taken | undefined {
  const match =
    /^\.?\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/.exec(
      rest,
    );
  if (!match?.[1]) return undefined;
  const keys = (match[1].match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g) ?? []).map((quoted) =>
    quoted.slice(1, -1).replace(/\\(.)/g, "$1"),
  );
  const [first = ""] = keys;
  const segment: Segment = keys.length === 1 ? { kind: "key", key: first } : { kind: "union", of: keys };
  return { segments: [segment], length: match[0].length };
}

function takeFilter(rest: string): Taken | undefined {
  const open = /^\.?\[\s*\?\s*\(/.exec(rest);
  if (!open) return undefined;
  const end = scan(rest, open[0].length, ")");
  const close = end < 0 ? undefined : /^\)\s*\]/.exec(rest.slice(end))?.[0];
  if (close === undefined) return undefined;
  const filter = parseFilter(rest.slice(open[0].length, end), parsePath, select);
  return { segments: [{ kind: "filter", filter }], length: end + close.length };
}

/**
 * What a path of keys and indices alone leads to: most paths of a workflow are such, and need no lists on their way.
 * Undefined when there is nothing, and of any other path.
 *
 *   J2. It equals the first that `select` finds.
 */
export function selectOne(start: Json, segments: readonly Segment[]): Json | undefined {
  let value: Json | undefined = start;
  for (const segment of segments) value = value === undefined ? undefined : plainStep(value, segment);
  return value;
}

function plainStep(value: Json, segment: Segment): Json | undefined {
  if (segment.kind === "key")
    return isObject(value) && Object.hasOwn(value, segment.key) ? value[segment.key] : undefined;
  return segment.kind === "index" && Array.isArray(value) ? value.at(segment.index) : undefined;
}

/** The one value of a definite path; undefined when there is none. */
export const singleValue = ({ plain, segments }: Path, start: Json): Json | undefined =>
  plain ? selectOne(start, segments) : select(start, segments)[0];

/** All values that the segments lead to from `start`; of a definite path, one or none. */
export function select(start: Json, segments: readonly Segment[]): Json[] {
  let values: Json[] = [start];
  for (const segment of segments)
    values =
      segment.kind === "function" ? applied(segment.name, values) : values.flatMap((value) => follow(value, segment));
  return values;
}

function follow(value: Json, segment: Exclude<Segment, { kind: "function" }>): Json[] {
  switch (segment.kind) {
    case "key":
      return property(value, segment.key);
    case "index":
      return element(value, segment.index);
    case "wildcard":
      return typeof value === "object" && value !== null ? Object.values(value) : [];
    case "deep":
      return below(value);
    case "slice":
      return slice(value, segment.from, segment.to, segment.step);
    case "union":
      return segment.of.flatMap((each) => (typeof each === "number" ? element(value, each) : property(value, each)));
    case "filter":
      return (Array.isArray(value) ? value : [value]).filter((each) => segment.filter(each));
  }
}

function property(value: Json, key: string): Json[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return found === undefined ? [] : [found];
}

function element(value: Json, index: number): Json[] {
  const found = Array.isArray(value) ? value.at(index) : undefined;
  return found === undefined ? [] : [found];
}

function below(value: Json): Json[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(below)] : [value];
}

function slice(value: Json, from: number | undefined, to: number | undefined, step: number): Json[] {
  return Array.isArray(value) ? value.slice(from, to).filter((_, at) => at % step === 0) : [];
}

/** The path as Jayway writes it in causes: `$['a']['b']`, up to and including the segment at `last`. */
export const canonical = (segments: readonly Segment[], last = segments.length): string =>
  `$${segments
    .slice(0, last)
    .map((segment) =>
      segment.kind === "key" ? `['${segment.key}']` : segment.kind === "index" ? `[${segment.index}]` : "[*]",
    )
    .join("")}`;
