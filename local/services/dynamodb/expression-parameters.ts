/** The expression parameters of one request, parsed, bound and checked together: placeholders are shared among them. */
import { AwsError } from "../aws-error.ts";
import type { JsonObject } from "../service.ts";
import { type Item, readValue, setAttribute, type Value } from "./attribute-value.ts";
import { bindPath, checkDistinctPaths, type Path, type Placeholders } from "./expressions/bind.ts";
import { bindCondition } from "./expressions/bind-condition.ts";
import type { Condition } from "./expressions/condition.ts";
import { type KeyTest, keyTests } from "./expressions/key-condition.ts";
import { parseCondition } from "./expressions/parse-condition.ts";
import { parseOnce } from "./expressions/parse-once.ts";
import { parseProjection, parseUpdate } from "./expressions/parse-update.ts";
import { ExpressionError } from "./expressions/tokens.ts";
import { type Action, bindUpdate } from "./expressions/update.ts";
import { map, text, textMap } from "./request.ts";

/** What requests may bring; each operation spreads the members it has. */
export const expressionMembers = {
  UpdateExpression: text(),
  ConditionExpression: text(),
  KeyConditionExpression: text(),
  FilterExpression: text(),
  ProjectionExpression: text(),
} as const;
export const nameMembers = { ExpressionAttributeNames: textMap() } as const;
export const valueMembers = { ExpressionAttributeValues: map(), ...nameMembers } as const;

type ExpressionName = keyof typeof expressionMembers;

export type ExpressionRequest = { readonly [K in ExpressionName]?: string | undefined } & {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: JsonObject | undefined;
};

export interface Expressions {
  readonly update?: readonly Action[];
  readonly condition?: Condition;
  readonly keyTests?: ReadonlyMap<string, KeyTest>;
  readonly filter?: Condition;
  readonly projection?: readonly Path[];
}

const nothing: Expressions = {};
const invalid = (message: string, cause?: unknown): AwsError => new AwsError("ValidationException", message, { cause });

const conditionOf = parseOnce(parseCondition);
const updateOf = parseOnce(parseUpdate);
const projectionOf = parseOnce(parseProjection);

/** `possible` are the expressions the operation knows, in the order AWS names them. Throws ValidationException. */
export function readExpressions(request: ExpressionRequest, possible: readonly ExpressionName[]): Expressions {
  const present = possible.some((name) => request[name] !== undefined);
  checkPlaceholdersBelong(request, possible, present);
  if (!present) return nothing;
  const placeholders: Placeholders = {
    names: readNames(request.ExpressionAttributeNames),
    values: readValues(request.ExpressionAttributeValues),
    usedNames: new Set(),
    usedValues: new Set(),
  };
  const expressions = {
    ...bind("UpdateExpression", request, (source) => ({ update: bindUpdate(updateOf(source), placeholders) })),
    ...bind("ConditionExpression", request, (source) => ({
      condition: bindCondition(conditionOf(source), placeholders),
    })),
    ...bind("KeyConditionExpression", request, (source) => ({ key: bindCondition(conditionOf(source), placeholders) })),
    ...bind("FilterExpression", request, (source) => ({ filter: bindCondition(conditionOf(source), placeholders) })),
    ...bind("ProjectionExpression", request, (source) => ({ projection: bindProjection(source, placeholders) })),
  };
  checkAllUsed("ExpressionAttributeNames", placeholders.names, placeholders.usedNames);
  checkAllUsed("ExpressionAttributeValues", placeholders.values, placeholders.usedValues);
  if (!("key" in expressions) || !expressions.key) return expressions;
  return { ...expressions, keyTests: readKeyTests(expressions.key) };
}

function bind<T>(name: ExpressionName, request: ExpressionRequest, work: (source: string) => T): T | undefined {
  const source = request[name];
  if (source === undefined) return undefined;
  try {
    return work(source);
  } catch (error) {
    if (error instanceof ExpressionError) throw invalid(`Invalid ${name}: ${error.message}`, error);
    throw error;
  }
}

function bindProjection(source: string, placeholders: Placeholders): Path[] {
  const paths = projectionOf(source).map((node) => bindPath(node, placeholders));
  if (paths.length > 1) checkDistinctPaths(paths);
  return paths;
}

function readKeyTests(condition: Condition): ReadonlyMap<string, KeyTest> {
  try {
    const tests = keyTests(condition);
    if (tests.size > 2) throw new ExpressionError("Conditions can be of length 1 or 2 only");
    return tests;
  } catch (error) {
    if (error instanceof ExpressionError) throw invalid(error.message, error);
    throw error;
  }
}

function checkPlaceholdersBelong(
  request: ExpressionRequest,
  possible: readonly ExpressionName[],
  present: boolean,
): void {
  if (request.ExpressionAttributeNames !== undefined && !present) {
    throw invalid("ExpressionAttributeNames can only be specified when using expressions");
  }
  const withValues = possible.filter((name) => name !== "ProjectionExpression");
  if (request.ExpressionAttributeValues === undefined || withValues.length === 0) return;
  if (withValues.some((name) => request[name] !== undefined)) return;
  const verb = withValues.length > 1 ? "are" : "is";
  throw invalid(
    `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(" and ")} ${verb} null`,
  );
}

const nameKey = /^#[0-9a-zA-Z_]+$/;
const valueKey = /^:[0-9a-zA-Z_]+$/;

function checkKeys(parameter: string, map: object, syntax: RegExp): void {
  const keys = Object.keys(map);
  if (keys.length === 0) throw invalid(`${parameter} must not be empty`);
  for (const key of keys) {
    if (!syntax.test(key)) throw invalid(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
  }
}

function readNames(names: ExpressionRequest["ExpressionAttributeNames"]): Readonly<Record<string, string>> {
  if (!names) return {};
  checkKeys("ExpressionAttributeNames", names, nameKey);
  return names;
}

function readValues(values: JsonObject | undefined): Item {
  if (!values) return {};
  checkKeys("ExpressionAttributeValues", values, valueKey);
  const read: { [key: string]: Value } = {};
  for (const [key, json] of Object.entries(values)) setAttribute(read, key, readValueOf(key, json));
  return read;
}

function readValueOf(key: string, json: unknown): Value {
  try {
    return readValue(json);
  } catch (error) {
    if (!(error instanceof AwsError) || error.name !== "ValidationException") throw error;
    throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`, error);
  }
}

function checkAllUsed(parameter: string, given: object, used: ReadonlySet<string>): void {
  const unused = Object.keys(given).filter((key) => !used.has(key));
  if (unused.length === 0) return;
  throw invalid(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(", ")}}`);
}
