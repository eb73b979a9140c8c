/** Binding: placeholders of a parsed expression become names and values, and what depends on them is checked. */
import { attributeOf, type Item, type Value } from "../attribute-value.ts";
import type { PathNode, ValueNode } from "./ast.ts";
import { ExpressionError } from "./tokens.ts";

export type Path = readonly (string | number)[];

/** One request's placeholders, and which of them its expressions used. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
  readonly usedNames: Set<string>;
  readonly usedValues: Set<string>;
}

export function bindPath(node: PathNode, placeholders: Placeholders): Path {
  if (!node.parts.some((part) => typeof part === "string" && part.startsWith("#"))) return node.parts;
  return node.parts.map((part) => {
    if (typeof part === "number" || !part.startsWith("#")) return part;
    const name = Object.hasOwn(placeholders.names, part) ? placeholders.names[part] : undefined;
    if (name === undefined) {
      throw new ExpressionError(
        `An expression attribute name used in the document path is not defined; attribute name: ${part}`,
      );
    }
    placeholders.usedNames.add(part);
    return name;
  });
}

export function bindValue(node: ValueNode, placeholders: Placeholders): Value {
  const value = attributeOf(placeholders.values, node.placeholder);
  if (value === undefined) {
    throw new ExpressionError(
      `An expression attribute value used in expression is not defined; attribute value: ${node.placeholder}`,
    );
  }
  placeholders.usedValues.add(node.placeholder);
  return value;
}

/** A path as AWS prints it in messages: `[a, b, [0]]`. */
export const pathText = (path: Path): string =>
  `[${path.map((part) => (typeof part === "number" ? `[${part}]` : part)).join(", ")}]`;

/** No two paths of an update or projection may be the same, contain one another, or disagree about a type. */
export function checkDistinctPaths(paths: readonly Path[]): void {
  let overlap: string | undefined;
  let conflict: string | undefined;
  for (const [at, path] of paths.entries()) {
    for (const earlier of paths.slice(0, at)) {
      const relation = relate(earlier, path);
      const told = `must remove or rewrite one of these paths; path one: ${pathText(earlier)}, path two: ${pathText(path)}`;
      if (relation === "overlap") overlap ??= `Two document paths overlap with each other; ${told}`;
      if (relation === "conflict") conflict ??= `Two document paths conflict with each other; ${told}`;
    }
  }
  const fault = overlap ?? conflict;
  if (fault !== undefined) throw new ExpressionError(fault);
}

function relate(one: Path, two: Path): "overlap" | "conflict" | "apart" {
  for (let at = 0; at < one.length && at < two.length; at += 1) {
    if (typeof one[at] !== typeof two[at]) return "conflict";
    if (one[at] !== two[at]) return "apart";
  }
  return "overlap";
}
