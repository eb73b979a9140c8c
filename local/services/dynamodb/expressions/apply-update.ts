/**
 * Applies a bound update to an item.
 *
 *   U1. Every operand is read from the item as it was before the update.
 *   U2. List indexes, removed ones too, count positions before the update; what is removed closes up at the end.
 *   U3. SET beyond the end of a list appends; a path whose parent is missing is refused.
 */
import { AwsError } from "../../aws-error.ts";
import { attributeOf, type Draft, type Item, setAttribute, typeOf, type Value } from "../attribute-value.ts";
import { setOf } from "../compare-values.ts";
import { addNumbers } from "../decimal.ts";
import type { Path } from "./bind.ts";
import { valueAt } from "./condition.ts";
import type { Action, Term } from "./update.ts";

/** A value under construction: same members as Value, containers open for writing. */
interface Open {
  L?: (Value | undefined)[];
  M?: Draft;
}

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
const badPath = "The document path provided in the update expression is invalid for update";
const badType = "An operand in the update expression has an incorrect data type";

/** `before` is the stored item or just its key; `draft` is a deep copy of it, which becomes the result. */
export function applyUpdate(actions: readonly Action[], before: Item, draft: Item): Item {
  // AWS reports a bad SET operand before any bad path, and the rest in the order it is written.
  const assigned = actions.map(({ section, term }) => (section === "SET" && term ? evaluate(term, before) : undefined));
  const shifted = new Set<(Value | undefined)[]>();
  for (const [at, action] of actions.entries()) {
    const place = openParent(draft, action.path);
    put(place, action.section === "SET" ? assigned[at] : newValue(action, before), shifted);
  }
  for (const list of shifted) list.splice(0, list.length, ...list.filter((member) => member !== undefined)); // U2
  return draft;
}

/** What ADD or DELETE leaves at the action's path (U1); undefined to remove it, as REMOVE does. */
function newValue({ section, path, term }: Action, before: Item): Value | undefined {
  if (section === "REMOVE" || !term) return undefined;
  const operand = evaluate(term, before);
  const existing = valueAt(path, before);
  if (existing && typeOf(existing) !== typeOf(operand)) throw invalid(badType);
  if (section === "DELETE") return existing && withoutMembers(existing, operand);
  if (operand.N !== undefined) return { N: addNumbers(existing?.N ?? "0", operand.N, 1) };
  return existing ? withMembers(existing, operand) : operand;
}

function evaluate(term: Term, before: Item): Value {
  if (term.kind === "value") return term.value;
  if (term.kind === "path") {
    const value = valueAt(term.path, before);
    if (!value) throw invalid("The provided expression refers to an attribute that does not exist in the item");
    return value;
  }
  const [first, second] = term.args;
  if (!first || !second) throw new TypeError("an unchecked update expression reached evaluation");
  if (term.kind === "sum") return addUp(evaluate(first, before).N, evaluate(second, before).N, term.sign);
  if (term.name === "if_not_exists") {
    return (first.kind === "path" && valueAt(first.path, before)) || evaluate(second, before);
  }
  const left = evaluate(first, before).L;
  const right = evaluate(second, before).L;
  if (!left || !right) throw invalid(badType);
  return { L: [...left, ...right] };
}

function addUp(left: string | undefined, right: string | undefined, sign: "+" | "-"): Value {
  if (left === undefined || right === undefined) throw invalid(badType);
  return { N: addNumbers(left, right, sign === "+" ? 1 : -1) };
}

function withMembers(existing: Value, added: Value): Value {
  const members = new Set([...(setOf(existing) ?? []), ...(setOf(added) ?? [])]);
  return { [typeOf(existing)]: [...members] };
}

function withoutMembers(existing: Value, removed: Value): Value | undefined {
  const gone = new Set(setOf(removed));
  const rest = (setOf(existing) ?? []).filter((member) => !gone.has(member));
  return rest.length === 0 ? undefined : { [typeOf(existing)]: rest };
}

/** A container that is there, and the name or index in it. */
type Place =
  | { readonly list: (Value | undefined)[]; readonly at: number }
  | { readonly map: Draft; readonly name: string };

function openParent(draft: Item, path: Path): Place {
  const last = path.at(-1);
  const parent = openAt(draft, path.slice(0, -1));
  if (typeof last === "number" && parent?.L) return { list: parent.L, at: last };
  if (typeof last === "string" && parent?.M) return { map: parent.M, name: last };
  throw invalid(badPath);
}

function put(place: Place, value: Value | undefined, shifted: Set<(Value | undefined)[]>): void {
  if ("list" in place) writeElement(place.list, place.at, value, shifted);
  else if (value) setAttribute(place.map, place.name, value);
  else delete place.map[place.name];
}

function writeElement(
  list: (Value | undefined)[],
  at: number,
  value: Value | undefined,
  shifted: Set<(Value | undefined)[]>,
): void {
  if (!value && at >= list.length) return;
  list[at] = value;
  shifted.add(list); // U3: holes before an appended element close up too
}

function openAt(draft: Item, path: Path): Open | undefined {
  let found: Value | undefined = { M: draft };
  for (const part of path) {
    if (found === undefined) return undefined;
    if (typeof part === "number") found = found.L?.[part];
    else found = found.M === undefined ? undefined : attributeOf(found.M, part);
  }
  return found as Open | undefined; // the draft is ours to change: nobody else holds it
}
