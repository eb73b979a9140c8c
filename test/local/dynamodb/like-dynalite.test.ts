import { isDeepStrictEqual } from "node:util";
import { PutItemCommand, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { condition, projection } from "./arbitrary-expressions.ts";
import { attributes, type Item, keyOf, type Shape, tableShape, values } from "./arbitrary-items.ts";
import { type Step, write } from "./arbitrary-writes.ts";
import { type Outcome, openTwoWorlds, type TwoWorlds } from "./two-worlds.ts";

let worlds: TwoWorlds;
beforeAll(async () => {
  worlds = await openTwoWorlds();
});
afterAll(async () => worlds.close());

let tables = 0;

const explain = (step: Step): string =>
  JSON.stringify(step("table").input, (_name, value) =>
    value instanceof Uint8Array ? `0x${Buffer.from(value).toString("hex")}` : value,
  );

function agree(ours: Outcome, theirs: Outcome, step: Step): void {
  if (isDeepStrictEqual(ours, theirs)) return;
  expect.fail(`${explain(step)}\n  ours ${JSON.stringify(ours)}\ntheirs ${JSON.stringify(theirs)}`);
}

async function same(table: string, step: Step): Promise<void> {
  const { ours, theirs } = await worlds.send(() => step(table));
  agree(ours, theirs, step);
}

/** Every run, shrunken ones too, has a table of its own. */
async function onTable(shape: Shape, writes: readonly Step[], then: (table: string) => Promise<void>): Promise<void> {
  tables += 1;
  const name = `table-${tables}`;
  await worlds.create({ ...shape.spec, name });
  for (const step of writes) await same(name, step);
  await then(name);
  await worlds.drop(name);
}

const scenario = tableShape.chain((shape) =>
  fc.record({ shape: fc.constant(shape), writes: fc.array(write(shape), { minLength: 1, maxLength: 12 }) }),
);

test("writes and reads of any items answer as dynalite does", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ shape, writes }) => {
      await onTable(shape, writes, async (table) => {
        const { ours, theirs } = await worlds.send(() => new ScanCommand({ TableName: table }));
        expect(unordered(ours)).toEqual(unordered(theirs));
      });
    }),
    { numRuns: 60, includeErrorInReport: true },
  );
}, 120_000);

test("queries of any partition, bound, direction, filter and page size answer as dynalite does", async () => {
  const rangeTests = [
    "",
    " AND sk = :a",
    " AND sk < :a",
    " AND sk <= :a",
    " AND sk > :a",
    " AND sk >= :a",
    " AND sk BETWEEN :a AND :a",
    " AND begins_with(sk, :a)",
  ];
  const filled = tableShape.chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      writes: fc.array(
        fc.tuple(keyOf(shape), attributes).map(
          ([k, item]): Step =>
            (TableName: string) =>
              new PutItemCommand({ TableName, Item: { ...item, ...k } }),
        ),
        { minLength: 3, maxLength: 12 },
      ),
      key: keyOf(shape),
      range: fc.constantFrom(...rangeTests),
      filter: fc.option(condition, { nil: undefined }),
      forward: fc.boolean(),
      limit: fc.integer({ min: 1, max: 4 }),
      paths: fc.option(projection, { nil: undefined }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(filled, async ({ shape, writes, key, range, filter, forward, limit, paths }) => {
      const bounds = shape.range ? range : "";
      await onTable(shape, writes, (table) =>
        walk(
          table,
          (start) => (TableName: string) =>
            new QueryCommand({
              TableName,
              KeyConditionExpression: `pk = :p${bounds}`,
              ScanIndexForward: forward,
              Limit: limit,
              ...(filter && { FilterExpression: filter.text }),
              ...(paths !== undefined && { ProjectionExpression: paths }),
              ExpressionAttributeValues: {
                ":p": key["pk"] ?? { S: "" },
                ...(bounds !== "" && { ":a": key["sk"] ?? { S: "" } }),
                ...filter?.values,
              },
              ...(start && { ExclusiveStartKey: start }),
            }),
        ),
      );
    }),
    { numRuns: 50, includeErrorInReport: true },
  );
}, 120_000);

test("index queries find the same items in the same order of keys", async () => {
  const filled = tableShape
    .filter(({ spec }) => spec.globalSecondaryIndexes !== undefined)
    .chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        writes: fc.array(write(shape), { minLength: 5, maxLength: 15 }),
        g: values.S,
      }),
    );
  await fc.assert(
    fc.asyncProperty(filled, async ({ shape, writes, g }) => {
      await onTable(shape, writes, async (table) => {
        for (const value of [g, { S: "a" }]) {
          const { ours, theirs } = await worlds.send(
            () =>
              new QueryCommand({
                TableName: table,
                IndexName: "index",
                KeyConditionExpression: "g = :g",
                ExpressionAttributeValues: { ":g": value },
              }),
          );
          expect(unordered(ours)).toEqual(unordered(theirs));
          expect(order(ours)).toEqual(order(theirs));
        }
        const { ours, theirs } = await worlds.send(() => new ScanCommand({ TableName: table, IndexName: "index" }));
        expect(unordered(ours)).toEqual(unordered(theirs));
      });
    }),
    { numRuns: 20, includeErrorInReport: true },
  );
}, 120_000);

test("parallel scans cut a table into the same segments, page by page", async () => {
  const filled = tableShape.chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      writes: fc.array(
        keyOf(shape).map(
          (Item): Step =>
            (TableName: string) =>
              new PutItemCommand({ TableName, Item }),
        ),
        { minLength: 4, maxLength: 10 },
      ),
      total: fc.integer({ min: 1, max: 3 }),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(filled, async ({ shape, writes, total, limit }) => {
      await onTable(shape, writes, async (table) => {
        for (let segment = 0; segment < total; segment += 1) {
          await walk(
            table,
            (start) => (TableName: string) =>
              new ScanCommand({
                TableName,
                TotalSegments: total,
                Segment: segment,
                Limit: limit,
                ...(start && { ExclusiveStartKey: start }),
              }),
          );
        }
      });
    }),
    { numRuns: 15, includeErrorInReport: true },
  );
}, 120_000);

/** Follows the pages of one request in both worlds; each page must be the same. */
async function walk(table: string, page: (start: Item | undefined) => Step): Promise<void> {
  let start: Item | undefined;
  for (let pages = 0; pages < 40; pages += 1) {
    const step = page(start);
    const { ours, theirs } = await worlds.send(() => step(table));
    agree(ours, theirs, step);
    const last = "answer" in ours ? (ours.answer as { LastEvaluatedKey?: Item }).LastEvaluatedKey : undefined;
    if (!last) return;
    start = revived(last);
  }
}

/** The outcome's binary was turned to text to be compared; turn it back to go on. */
const revived = (key: Item): Item =>
  Object.fromEntries(
    Object.entries(key).map(([name, value]) => {
      const text: unknown = value.B;
      return [
        name,
        typeof text === "string" ? { B: new Uint8Array(Buffer.from(text.replace("bytes:", ""), "hex")) } : value,
      ];
    }),
  );

const items = (outcome: Outcome): Item[] =>
  "answer" in outcome ? ((outcome.answer as { Items?: Item[] }).Items ?? []) : [];

function unordered(outcome: Outcome): unknown {
  if (!("answer" in outcome)) return outcome;
  const texts = items(outcome).map((item) => JSON.stringify(item));
  return { ...(outcome.answer as object), Items: texts.sort() };
}

const order = (outcome: Outcome): unknown[] => items(outcome).map((item) => item["h"]);
