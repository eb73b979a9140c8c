import { StateFailure, whileExecuting } from "../failure.ts";
import { isObject, type Json } from "../json.ts";
import type { Scope } from "../queries.ts";
import { canonical, type Path, type Segment, select, singleValue } from "./path.ts";
import { rootOf } from "./template.ts";

/**
 * `data` with `value` put at `path`, making the objects on the way that are missing. Nothing is changed in place. Throws
 * States.ResultPathMatchFailure where there is something else on the way.
 */
export function putAt(path: Path, scope: Scope, data: Json, value: Json): Json {
  const put = fitted(data, path.segments, value);
  if (put !== undefined) return put;
  throw new StateFailure(
    "States.ResultPathMatchFailure",
    whileExecuting(
      { name: scope.stateName, enteredEvent: scope.enteredEvent },
      `Unable to apply ReferencePath ${path.text} to input ${JSON.stringify(data)}`,
    ),
  );
}

/** Undefined when the segments do not fit what is there. */
function fitted(data: Json | undefined, segments: readonly Segment[], value: Json): Json | undefined {
  const [segment, ...rest] = segments;
  if (!segment) return value;
  if (segment.kind === "index") {
    if (!Array.isArray(data) || segment.index >= data.length) return undefined;
    const item = fitted(data[segment.index], rest, value);
    return item === undefined ? undefined : data.with(segment.index, item);
  }
  if (segment.kind !== "key") throw new Error("A reference path has only keys and indices: it was not checked.");
  const object = data ?? {};
  if (!isObject(object)) return undefined;
  const member = fitted(object[segment.key], rest, value);
  return member === undefined ? undefined : { ...object, [segment.key]: member };
}

/** What InputPath or OutputPath selects; throws States.Runtime in Jayway's words. */
export function selectPath(path: Path, scope: Scope, data: Json): Json {
  const root = rootOf(path, scope, data);
  if (!path.definite && root !== undefined) return select(root, path.segments);
  const value = root === undefined ? undefined : singleValue(path, root);
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
