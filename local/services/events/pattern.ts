import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject } from "../service.ts";
import { operators } from "./pattern-operators.ts";

/** Whether an event fits a pattern. */
export type Matcher = (event: Json) => boolean;

/** Whether one value of the event (undefined when the field is not there) fits. */
type ValueMatcher = (value: Json | undefined) => boolean;

/**
 * Compiles an event pattern; event-source filters of Lambda have the same language.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * Throws InvalidEventPatternException, naming what it does not know.
 */
export function compilePattern(pattern: Json): Matcher {
  const match = fieldsMatcher(object(pattern, "the pattern"), "");
  return (event) => match(event);
}

type FieldsMatcher = (value: Json | undefined) => boolean;

function fieldsMatcher(pattern: JsonObject, path: string): FieldsMatcher {
  const fields = Object.entries(pattern).map(([name, wanted]) => {
    const here = path === "" ? name : `${path}.${name}`;
    // `$or` is a field's name only where no list of patterns stands behind it.
    if (name === "$or" && Array.isArray(wanted)) return orMatcher(wanted, path);
    const match = Array.isArray(wanted) ? leafMatcher(wanted, here) : fieldsMatcher(object(wanted, here), here);
    return (value: JsonObject | undefined): boolean => match(value?.[name]);
  });
  if (fields.length === 0) throw invalid(`${path === "" ? "The pattern" : path} is empty`);
  return (value) => {
    // Of a list of objects one must fit as a whole.
    if (Array.isArray(value)) return value.some((item) => isObject(item) && fields.every((field) => field(item)));
    const members = isObject(value) ? value : undefined;
    return fields.every((field) => field(members));
  };
}

function orMatcher(alternatives: readonly Json[], path: string): (value: JsonObject | undefined) => boolean {
  if (alternatives.length < 2) throw invalid("$or needs two or more alternatives");
  const each = alternatives.map((one) => fieldsMatcher(object(one, `${path}.$or`), path));
  return (value) => each.some((match) => match(value));
}

/** A field fits when any of its values (a list has several) fits any of the wanted ones. */
function leafMatcher(wanted: readonly Json[], path: string): ValueMatcher {
  if (wanted.length === 0) throw invalid(`${path} has an empty list`);
  const each = wanted.map((one) => valueMatcher(one, path));
  return (value) => {
    const values = Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value];
    return values.some((one) => each.some((match) => match(one)));
  };
}

function valueMatcher(wanted: Json, path: string): ValueMatcher {
  if (!isObject(wanted)) {
    if (Array.isArray(wanted)) throw invalid(`${path} has a list within its list`);
    return (value) => value === wanted;
  }
  const [entry, ...more] = Object.entries(wanted);
  if (!entry || more.length > 0) throw invalid(`${path} needs exactly one operator in each object`);
  const make = operators[entry[0]];
  if (!make) throw invalid(`Unrecognized match type ${entry[0]} at ${path}`);
  const match = make(entry[1]);
  if (match) return match;
  throw invalid(`${path}: the operator ${entry[0]} cannot take ${JSON.stringify(entry[1])}`);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function object(value: Json, what: string): JsonObject {
  if (isObject(value)) return value;
  throw invalid(`${what} must be an object or a list`);
}

const invalid = (message: string): AwsError =>
  new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${message}`);
