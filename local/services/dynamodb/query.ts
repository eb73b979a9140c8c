/** Query: one partition of a table or index, in sort key order. */
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../service.ts";
import { attributeOf, type Item, type Value } from "./attribute-value.ts";
import { orderOf } from "./compare-values.ts";
import type { Context } from "./context.ts";
import { expressionMembers, readExpressions } from "./expression-parameters.ts";
import { type Condition, eachPath, tests } from "./expressions/condition.ts";
import type { KeyTest } from "./expressions/key-condition.ts";
import { checkKeyValue, partitionBytes, valueBytes } from "./keys.ts";
import { type Bound, readPage, type Source } from "./page.ts";
import {
  answerPage,
  badStart,
  checkFilterPaths,
  checkProjected,
  checkSelect,
  checkTableStart,
  chooseSource,
  positionNames,
  readManyMembers,
  readStartKey,
} from "./read-many.ts";
import { flag, readRequest } from "./request.ts";
import { type KeyAttribute, type Keys, keyAttributes } from "./table.ts";
import { checkScalarKeys } from "./write.ts";

const queryShape = {
  ...readManyMembers,
  ScanIndexForward: flag(),
  KeyConditionExpression: expressionMembers.KeyConditionExpression,
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
type KeyTests = ReadonlyMap<string, KeyTest>;

export function queryOperation({ store, tables }: Context): Operation {
  return async (input) => {
    const request = readRequest("Query", queryShape, input);
    const start = readStartKey(request.ExclusiveStartKey);
    if (request.KeyConditionExpression === undefined) {
      throw invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }
    const expressions = readExpressions(request, [
      "ProjectionExpression",
      "FilterExpression",
      "KeyConditionExpression",
    ]);
    checkSelect(request);
    return store.read((tx) => {
      const table = tables.find(tx, request.TableName);
      const source = chooseSource(table, request);
      const keys: Keys = source.index ?? table;
      const wanted: KeyTests = expressions.keyTests ?? new Map();
      const bounds = readBounds(source, keys, wanted, start);
      if (start) checkStart(source, keys, wanted, start);
      if (expressions.projection) checkScalarKeys(table, expressions.projection);
      checkFilterAvoidsKey(keys, expressions.filter);
      checkProjected(source, request, expressions);
      checkFilterPaths(table, expressions.filter);
      const page = readPage(tx, source, {
        bounds,
        backward: request.ScanIndexForward === false,
        after: start,
        limit: request.Limit,
      });
      return answerPage(source, request, expressions, page);
    });
  };
}

/** Checks the key conditions against the schema, attribute by attribute, and turns them into bounds. */
function readBounds(source: Source, keys: Keys, wanted: KeyTests, start: Item | undefined): Bound[] {
  if (start && Object.keys(start).length !== positionNames(source).length) throw badStart();
  return keyAttributes(keys).flatMap((key, at) => {
    if (start) checkStartValue(start, key, at === 0);
    if (!keys.range && wanted.size > 1) throw invalid("Query key condition not supported");
    const test = wanted.get(key.name);
    if (test) return [at === 0 ? partitionBound(checked(test, key), key) : rangeBound(checked(test, key), key)];
    if (at > 0 && wanted.size < 2) return [];
    throw invalid(`Query condition missed key schema element: ${key.name}`);
  });
}

function checked(test: KeyTest, key: KeyAttribute): KeyTest {
  if (test.values.every((value) => value[key.type] !== undefined)) return test;
  throw invalid("One or more parameter values were invalid: Condition parameter type does not match schema type");
}

function checkStartValue(start: Item, key: KeyAttribute, isHash: boolean): void {
  const value = attributeOf(start, key.name);
  if (!value) throw badStart();
  if (value[key.type] === undefined) throw invalid("The provided key element does not match the schema");
  checkKeyValue(value, key, isHash);
}

const first = ({ values }: KeyTest): Value => {
  const value = values[0];
  if (!value) throw new TypeError("a key condition without a value reached the query");
  return value;
};

function partitionBound(test: KeyTest, key: KeyAttribute): Bound {
  if (test.operator !== "=") throw invalid("Query key condition not supported");
  const value = first(test);
  checkKeyValue(value, key, true);
  return { sql: "pk = ?", values: [partitionBytes(value, key)] };
}

function rangeBound(test: KeyTest, key: KeyAttribute): Bound {
  const low = valueBytes(first(test), key);
  if (test.operator === "BETWEEN") {
    return { sql: "sk >= ? AND sk <= ?", values: [low, valueBytes(test.values[1] ?? first(test), key)] };
  }
  if (test.operator !== "begins_with") return { sql: `sk ${test.operator} ?`, values: [low] };
  const beyond = afterPrefix(low);
  return beyond ? { sql: "sk >= ? AND sk < ?", values: [low, beyond] } : { sql: "sk >= ?", values: [low] };
}

/** The least bytes above everything that begins with `prefix`; undefined when nothing is. */
function afterPrefix(prefix: Buffer): Buffer | undefined {
  const end = prefix.findLastIndex((byte) => byte < 0xff);
  if (end < 0) return undefined;
  const beyond = Buffer.from(prefix.subarray(0, end + 1));
  beyond[end] = (beyond[end] ?? 0) + 1;
  return beyond;
}

/** A starting key must lie where the query looks. */
function checkStart({ table }: Source, keys: Keys, wanted: KeyTests, start: Item): void {
  checkTableStart(table, start);
  const hashTest = wanted.get(keys.hash.name);
  const rangeTest = keys.range && wanted.get(keys.range.name);
  const hashValue = attributeOf(start, keys.hash.name);
  const samePartition = hashTest && hashValue && orderOf(hashValue, first(hashTest)) === 0;
  if (!keys.range || !rangeTest) {
    if (samePartition) return;
    throw invalid("The provided starting key is outside query boundaries based on provided conditions");
  }
  const value = attributeOf(start, keys.range.name);
  const [low, high] = rangeTest.values;
  if (!tests[rangeTest.operator](value, low, high, [value, ...rangeTest.values])) {
    throw invalid("The provided starting key does not match the range key predicate");
  }
  if (!samePartition) throw invalid("The query can return at most one row and cannot be restarted");
}

function checkFilterAvoidsKey(keys: Keys, filter: Condition | undefined): void {
  if (!filter) return;
  const heads = new Set<string | number | undefined>();
  eachPath(filter, ([head]) => heads.add(head));
  const used = keyAttributes(keys).find(({ name }) => heads.has(name));
  if (!used) return;
  throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${used.name}`);
}
