/** Keeps of an item only what stands at some paths, in documents as deep as they go. */
import { attributeOf, type Item, setAttribute, type Value } from "../attribute-value.ts";
import type { Path } from "./bind.ts";
import { valueAt } from "./condition.ts";

/** The wanted children of one node: a leaf wants everything below it. */
type Wanted = Map<string | number, Wanted | "all">;

export function project(item: Item, paths: readonly Path[]): Item {
  const wanted: Wanted = new Map();
  for (const path of paths) if (valueAt(path, item) !== undefined) want(wanted, path);
  return pickMembers(item, wanted);
}

function want(wanted: Wanted, path: Path): void {
  let node = wanted;
  for (const part of path.slice(0, -1)) {
    const below = node.get(part);
    if (below === "all") return;
    const child: Wanted = below ?? new Map();
    node.set(part, child);
    node = child;
  }
  const last = path.at(-1);
  if (last !== undefined) node.set(last, "all");
}

function pick(value: Value, wanted: Wanted | "all"): Value {
  if (wanted === "all") return value;
  if (value.M) return { M: pickMembers(value.M, wanted) };
  const kept = [...wanted].filter(([part]) => typeof part === "number").sort(([a], [b]) => Number(a) - Number(b));
  return {
    L: kept.flatMap(([part, below]) => {
      const member = value.L?.[Number(part)];
      return member === undefined ? [] : [pick(member, below)];
    }),
  };
}

function pickMembers(members: Item, wanted: Wanted): Item {
  const picked: { [name: string]: Value } = {};
  for (const [name, below] of wanted) {
    const member = attributeOf(members, String(name));
    if (member !== undefined) setAttribute(picked, String(name), pick(member, below));
  }
  return picked;
}
