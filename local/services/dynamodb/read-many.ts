/** What Query and Scan share: choosing the source, what to show, filtering, and the answer. */
import { AwsError } from "../aws-error.ts";
import type { JsonObject } from "../service.ts";
import { attributeOf, type Item, readItem } from "./attribute-value.ts";
import { consumed, readUnits } from "./capacity.ts";
import { asJson } from "./context.ts";
import { type Expressions, expressionMembers, valueMembers } from "./expression-parameters.ts";
import { type Condition, eachPath, holds } from "./expressions/condition.ts";
import { project } from "./expressions/projection.ts";
import { readKey } from "./keys.ts";
import type { Page, Source } from "./page.ts";
import { atLeast, capacityChoice, flag, indexName, map, oneOf, tableName, text, whole } from "./request.ts";
import { keyAttributes, projects, type Table } from "./table.ts";
import { checkScalarKeys } from "./write.ts";

export const readManyMembers = {
  Select: text(oneOf("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES")),
  IndexName: indexName(),
  ReturnConsumedCapacity: capacityChoice(),
  TableName: tableName(),
  Limit: whole(atLeast(1)),
  ExclusiveStartKey: map(),
  ConsistentRead: flag(),
  FilterExpression: expressionMembers.FilterExpression,
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...valueMembers,
} as const;

export interface ReadMany {
  readonly Select?: string | undefined;
  readonly IndexName?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ConsistentRead?: boolean | undefined;
  readonly ProjectionExpression?: string | undefined;
}

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
export const badStart = (why?: string): AwsError =>
  invalid(`The provided starting key is invalid${why === undefined ? "" : `: ${why}`}`);

// AWS says where a bad starting key came from, save for complaints about numbers.
const plainComplaint = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

export function readStartKey(json: JsonObject | undefined): Item | undefined {
  if (!json) return undefined;
  try {
    return readItem(json);
  } catch (error) {
    if (!(error instanceof AwsError) || error.name !== "ValidationException" || plainComplaint.test(error.message)) {
      throw error;
    }
    throw badStart(error.message);
  }
}

export function checkSelect({ Select, IndexName, ProjectionExpression }: ReadMany): void {
  if (Select === "SPECIFIC_ATTRIBUTES" && ProjectionExpression === undefined) {
    throw invalid(
      "One or more parameter values were invalid: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  }
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && IndexName === undefined) {
    throw invalid(
      "One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    );
  }
  if (ProjectionExpression === undefined || Select === undefined || Select === "SPECIFIC_ATTRIBUTES") return;
  throw invalid(
    Select === "COUNT"
      ? "One or more parameter values were invalid: Cannot specify the ProjectionExpression when choosing to get only the Count"
      : `One or more parameter values were invalid: Cannot specify the ProjectionExpression when choosing to get ${Select}`,
  );
}

export function chooseSource(table: Table, request: ReadMany): Source {
  if (request.IndexName === undefined) return { table, index: undefined };
  const index = table.indexes.find(({ name }) => name === request.IndexName);
  if (!index) throw invalid(`The table does not have the specified index: ${request.IndexName}`);
  if (request.ConsistentRead === true) {
    throw invalid("Consistent reads are not supported on global secondary indexes");
  }
  return { table, index };
}

/** The table's keys and the index's, each name once. */
export function positionNames({ table, index }: Source): string[] {
  const keys = [...keyAttributes(table), ...(index ? keyAttributes(index) : [])];
  return [...new Set(keys.map(({ name }) => name))];
}

/** The table's own part of a starting key must be a good key. */
export function checkTableStart(table: Table, start: Item): void {
  const key = Object.fromEntries(
    keyAttributes(table).flatMap(({ name }) => {
      const value = attributeOf(start, name);
      return value ? [[name, value]] : [];
    }),
  );
  try {
    readKey(table, key);
  } catch (error) {
    throw error instanceof AwsError ? badStart(error.message) : error;
  }
}

/** Refuses what an index cannot show. */
export function checkProjected({ table, index }: Source, request: ReadMany, expressions: Expressions): void {
  if (!index || index.projection === "ALL") return;
  if (request.Select === "ALL_ATTRIBUTES") {
    throw invalid(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const missing = new Set((expressions.projection ?? []).map(([name]) => String(name)));
  for (const name of missing) if (projects(table, index, name)) missing.delete(name);
  if (missing.size === 0) return;
  throw invalid(
    `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${[...missing].join(", ")}]`,
  );
}

export function checkFilterPaths(table: Table, filter: Condition | undefined): void {
  if (!filter) return;
  eachPath(filter, (path) => checkScalarKeys(table, [path]));
}

/** The response: what passes the filter, projected, counted, with the key to go on from. */
export function answerPage(source: Source, request: ReadMany, expressions: Expressions, page: Page): JsonObject {
  const { filter, projection } = expressions;
  const passed = filter ? page.items.filter((item) => holds(filter, item)) : page.items;
  const shown = projection ? passed.map((item) => project(item, projection)) : passed;
  const last = page.last;
  const capacity = consumed(request.ReturnConsumedCapacity, source.table.name, () => {
    const units = readUnits(page.bytes, request.ConsistentRead ?? false);
    return source.index
      ? { table: 0, indexes: new Map([[source.index.name, units]]) }
      : { table: units, indexes: new Map() };
  });
  return {
    ...(request.Select !== "COUNT" && { Items: shown.map(asJson) }),
    Count: passed.length,
    ScannedCount: page.items.length,
    ...(last && { LastEvaluatedKey: asJson(keyOfNames(last, positionNames(source))) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

const keyOfNames = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = attributeOf(item, name);
      return value ? [[name, value]] : [];
    }),
  );
