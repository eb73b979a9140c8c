/** Scan: all of a table or index, or one of its parallel segments. */
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../service.ts";
import { attributeOf, type Item } from "./attribute-value.ts";
import type { Context } from "./context.ts";
import { readExpressions } from "./expression-parameters.ts";
import { partitionBytes } from "./keys.ts";
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
import { atLeast, atMost, readRequest, whole } from "./request.ts";
import type { Keys } from "./table.ts";
import { checkScalarKeys } from "./write.ts";

const scanShape = {
  ...readManyMembers,
  TotalSegments: whole(atLeast(1), atMost(1_000_000)),
  Segment: whole(atLeast(0), atMost(999_999)),
} as const;

// Segments share out the first twelve bits of the partition hash.
const hashSlots = 4_096;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

interface Segment {
  readonly Segment?: number | undefined;
  readonly TotalSegments?: number | undefined;
}

export function scanOperation({ store, tables }: Context): Operation {
  return async (input) => {
    const request = readRequest("Scan", scanShape, input);
    const start = readStartKey(request.ExclusiveStartKey);
    checkSegment(request);
    const expressions = readExpressions(request, ["ProjectionExpression", "FilterExpression"]);
    checkSelect(request);
    return store.read((tx) => {
      const table = tables.find(tx, request.TableName);
      const source = chooseSource(table, request);
      if (start) checkStart(source, start);
      checkProjected(source, request, expressions);
      const bounds = segmentBounds(request);
      if (start) checkStartSegment(source.index ?? table, start, request);
      if (expressions.projection) checkScalarKeys(table, expressions.projection);
      checkFilterPaths(table, expressions.filter);
      const page = readPage(tx, source, { bounds, backward: false, after: start, limit: request.Limit });
      return answerPage(source, request, expressions, page);
    });
  };
}

function checkSegment({ Segment, TotalSegments }: Segment): void {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw invalid(
      "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    );
  }
  if (TotalSegments === undefined) return;
  if (Segment === undefined) {
    throw invalid(
      "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    );
  }
  if (Segment >= TotalSegments) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}

function checkStart(source: Source, start: Item): void {
  const names = positionNames(source);
  if (Object.keys(start).length !== names.length) {
    throw badStart(source.index ? undefined : "The provided key element does not match the schema");
  }
  if (source.index && names.some((name) => !attributeOf(start, name))) throw badStart();
  checkTableStart(source.table, start);
}

function slots({ Segment = 0, TotalSegments = 1 }: Segment): [from: number, to: number] {
  const edge = (segment: number): number => Math.ceil((hashSlots * segment) / TotalSegments);
  return [edge(Segment), edge(Segment + 1)];
}

const slotBytes = (slot: number): Buffer => Buffer.from([slot >> 4, (slot & 0xf) << 4, 0]);

function segmentBounds(segment: Segment): Bound[] {
  const [from, to] = slots(segment);
  return [
    ...(from > 0 ? [{ sql: "pk >= ?", values: [slotBytes(from)] }] : []),
    ...(to < hashSlots ? [{ sql: "pk < ?", values: [slotBytes(to)] }] : []),
  ];
}

function checkStartSegment(keys: Keys, start: Item, segment: Segment): void {
  const value = attributeOf(start, keys.hash.name);
  if (!value || segment.TotalSegments === undefined) return;
  const pk = partitionBytes(value, keys.hash);
  const [from, to] = slots(segment);
  const slot = ((pk[0] ?? 0) << 4) | ((pk[1] ?? 0) >> 4);
  if (slot >= from && slot < to) return;
  throw badStart(
    `Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${segment.TotalSegments} Segment: ${segment.Segment}`,
  );
}
