import { StateFailure, whileExecuting } from "../failure.ts";
import { isObject, type Json } from "../json.ts";
import type { Scope } from "../queries.ts";
import { canonical, type Path, type Segment, select } from "./path.ts";
import { rootOf } from "./template.ts";

/** `data` with `value` put at `path`, making the objects on the way that are missing. Nothing is changed in place. */
export function putAt(data: Json, segments: readonly Segment[], value: Json): Json {
  const [segment, ...rest] = segments;
  if (!segment) return value;
  if (segment.kind === "index") {
    const list = Array.isArray(data) ? [...data] : [];
    list[segment.index] = putAt(list[segment.index] ?? {}, rest, value);
    return list;
  }
  if (segment.kind !== "key") throw new Error("A reference path has only keys and indices: it was not checked.");
  const object = isObject(data) ? data : {};
  return { ...object, [segment.key]: putAt(object[segment.key] ?? {}, rest, value) };
}

/** What InputPath or OutputPath selects; throws States.Runtime in Jayway's words. */
export function selectPath(path: Path, scope: Scope, data: Json): Json {
  const root = rootOf(path, scope, data);
  const found = root === undefined ? [] : select(root, path.segments);
  if (!path.definite && root !== undefined) return found;
  const [value] = found;
  if (value !== undefined) return value;
  throw new StateFailure(
    "States.Runtime",
    whileExecuting(
      { name: scope.stateName, enteredEvent: scope.enteredEvent },
      `Invalid path '${path.text}' : ${missing(path, root ?? null)}`,
    ),
    { catchable: false },
  );
}

function missing({ segments }: Path, root: Json): string {
  const broken = segments.findIndex((_, at) => select(root, segments.slice(0, at + 1)).length === 0);
  return broken === segments.length - 1
    ? `No results for path: ${canonical(segments)}`
    : `Missing property in path ${canonical(segments, broken + 1)}`;
}
