import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import type { TableSpec } from "../../../local/services/dynamodb/table.ts";

export type Item = Record<string, AttributeValue>;

const word = fc.stringMatching(/^[a-c]{1,4}$/);
const smallNumber = fc.oneof(
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -6, max: 6 })).map(([n, e]) => `${n}e${e}`),
);
/** Any number DynamoDB can hold. */
const bigNumber = fc
  .tuple(fc.boolean(), fc.stringMatching(/^[1-9]\d{0,37}$/), fc.integer({ min: -125, max: 87 }))
  .map(([minus, digits, power]) => `${minus ? "-" : ""}${digits}e${power}`);
// dynalite compares binary as UTF-8 text, in which all stray bytes look alike; keys do get high bytes below.
const binary = fc.uint8Array({ minLength: 1, maxLength: 3, max: 0x7f }).map((bytes) => new Uint8Array(bytes));

export const values = {
  S: word.map((S): AttributeValue => ({ S })),
  N: smallNumber.map((N): AttributeValue => ({ N })),
  B: binary.map((B): AttributeValue => ({ B })),
  BOOL: fc.boolean().map((BOOL): AttributeValue => ({ BOOL })),
  NULL: fc.constant<AttributeValue>({ NULL: true }),
  SS: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((SS): AttributeValue => ({ SS })),
  NS: fc
    .uniqueArray(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 4 })
    .map((all): AttributeValue => ({ NS: all.map(String) })),
  BS: fc
    .uniqueArray(binary, { minLength: 1, maxLength: 3, selector: (bytes) => Buffer.from(bytes).toString("hex") })
    .map((BS): AttributeValue => ({ BS })),
};
export const scalar = fc.oneof(values.S, values.N, values.B, values.BOOL, values.NULL);
export const list = fc.array(scalar, { maxLength: 4 }).map((L): AttributeValue => ({ L }));
const map = fc
  .dictionary(fc.constantFrom("a", "b", "c"), fc.oneof(scalar, list), { maxKeys: 3 })
  .map((M): AttributeValue => ({ M: { ...M } }));

/** Attributes keep a type by name, so that conditions meet values of the type they ask about (and sometimes not). */
export const attributes = fc.record(
  {
    s: values.S,
    n: fc.oneof(
      values.N,
      bigNumber.map((N): AttributeValue => ({ N })),
    ),
    b: values.B,
    x: scalar,
    ss: values.SS,
    ns: values.NS,
    bs: values.BS,
    l: list,
    m: map,
    g: values.S,
    h: values.N,
  },
  { requiredKeys: [] },
);

type KeyType = "S" | "N" | "B";
export interface Shape {
  readonly spec: TableSpec;
  readonly hash: KeyType;
  readonly range: KeyType | undefined;
}

const keyType = fc.constantFrom<KeyType>("S", "N", "B");

/** A table of any key types, with or without sort key and index. */
export const tableShape = fc
  .record({
    hash: keyType,
    range: fc.option(keyType, { nil: undefined }),
    index: fc.constantFrom("none", "ALL", "KEYS_ONLY"),
  })
  .map(({ hash, range, index }): Shape => {
    const definitions = [
      { AttributeName: "pk", AttributeType: hash },
      ...(range ? [{ AttributeName: "sk", AttributeType: range }] : []),
      ...(index === "none"
        ? []
        : [
            { AttributeName: "g", AttributeType: "S" },
            { AttributeName: "h", AttributeType: "N" },
          ]),
    ];
    const spec: TableSpec = {
      name: "table",
      keySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        ...(range ? [{ AttributeName: "sk", KeyType: "RANGE" }] : []),
      ],
      attributeDefinitions: definitions,
      ...(index !== "none" && {
        globalSecondaryIndexes: [
          {
            IndexName: "index",
            KeySchema: [
              { AttributeName: "g", KeyType: "HASH" },
              { AttributeName: "h", KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: index },
          },
        ],
      }),
    };
    return { spec, hash, range };
  });

/** Few keys, so that items meet. */
export const keyOf = ({ hash, range }: Shape): fc.Arbitrary<Item> => {
  const few: Record<KeyType, fc.Arbitrary<AttributeValue>> = {
    S: fc.constantFrom("a", "ab", "abc", "b", "é").map((S) => ({ S })),
    N: fc.constantFrom("0", "-1", "1.5", "10", "-1e-5", "123456789012345678901234567890").map((N) => ({ N })),
    B: fc.constantFrom([0], [0, 1], [255], [255, 255], [97]).map((bytes) => ({ B: new Uint8Array(bytes) })),
  };
  const two: Record<KeyType, fc.Arbitrary<AttributeValue>> = {
    S: fc.constantFrom("p", "q").map((S) => ({ S })),
    N: fc.constantFrom("7", "-0.5").map((N) => ({ N })),
    B: fc.constantFrom([1], [2, 3]).map((bytes) => ({ B: new Uint8Array(bytes) })),
  };
  return range ? fc.record({ pk: two[hash], sk: few[range] }) : fc.record({ pk: few[hash] });
};
