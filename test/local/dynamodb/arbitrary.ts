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
const scalar = fc.oneof(values.S, values.N, values.B, values.BOOL, values.NULL);
const list = fc.array(scalar, { maxLength: 4 }).map((L): AttributeValue => ({ L }));
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

export interface Bound {
  readonly text: string;
  readonly values: Item;
}

const operand = fc.constantFrom(
  "s",
  "n",
  "b",
  "x",
  "ss",
  "ns",
  "l",
  "m",
  "m.a",
  "l[0]",
  "l[1]",
  "m.b[0]",
  "nope",
  "size(l)",
  "size(s)",
  "size(x)",
  "size(m)",
);
const comparator = fc.constantFrom("=", "<>", "<", "<=", ">", ">=");
const ordered = fc.oneof(values.S, values.N, values.B);
const path = fc.constantFrom("s", "n", "x", "l", "m.a", "l[0]", "nope", "m.zz.y");

let names = 0;
const bind = (template: (name: string) => string, value: AttributeValue): Bound => {
  names += 1;
  const name = `:v${names}`;
  return { text: template(name), values: { [name]: value } };
};

const test: fc.Arbitrary<Bound> = fc.oneof(
  fc.tuple(operand, comparator, ordered).map(([at, sign, value]) => bind((name) => `${at} ${sign} ${name}`, value)),
  fc
    .tuple(operand, fc.constantFrom("=", "<>"), fc.oneof(values.BOOL, values.NULL, values.SS, values.NS))
    .map(([at, sign, value]) => bind((name) => `${at} ${sign} ${name}`, value)),
  fc
    .tuple(fc.constantFrom("s", "n", "x", "b"), ordered, fc.integer({ min: 0, max: 2 }))
    .map(([at, value]) => bind((name) => `${at} BETWEEN ${name} AND ${name}`, value)),
  fc.tuple(operand, ordered, ordered).map(([at, one, two]) => {
    const [a, b] = [bind((name) => name, one), bind((name) => name, two)];
    return { text: `${at} IN (${a.text}, ${b.text})`, values: { ...a.values, ...b.values } };
  }),
  fc
    .tuple(fc.constantFrom("attribute_exists", "attribute_not_exists"), path)
    .map(([name, at]) => ({ text: `${name}(${at})`, values: {} })),
  fc
    .tuple(path, fc.constantFrom("S", "N", "B", "BOOL", "NULL", "L", "M", "SS"))
    .map(([at, type]) => bind((name) => `attribute_type(${at}, ${name})`, { S: type })),
  fc
    .tuple(fc.constantFrom("s", "b", "x", "l"), fc.oneof(values.S, values.B))
    .map(([at, value]) => bind((name) => `begins_with(${at}, ${name})`, value)),
  fc
    .tuple(fc.constantFrom("s", "b", "x", "l", "ss", "ns", "bs", "nope"), ordered)
    .map(([at, value]) => bind((name) => `contains(${at}, ${name})`, value)),
);

const join =
  (word: string) =>
  (all: readonly Bound[]): Bound => ({
    text: all.map(({ text }) => text).join(` ${word} `),
    values: Object.assign({}, ...all.map((one) => one.values)),
  });

export const condition: fc.Arbitrary<Bound> = fc.letrec<{ all: Bound }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    test,
    fc.array(tie("all"), { minLength: 2, maxLength: 2 }).map((both) => {
      const { text, values: bound } = join("AND")(both);
      return { text: text.includes(" OR ") ? text : `${text}`, values: bound };
    }),
    fc.array(tie("all"), { minLength: 2, maxLength: 2 }).map(join("OR")),
    test.map(({ text, values: bound }) => ({ text: `NOT (${text})`, values: bound })),
  ),
})).all;

const set: fc.Arbitrary<Bound> = fc.oneof(
  fc.tuple(fc.constantFrom("s", "x", "fresh"), scalar).map(([at, value]) => bind((name) => `${at} = ${name}`, value)),
  fc
    .tuple(fc.constantFrom("m.a", "m.fresh", "l[0]", "l[1]", "l[7]", "nope.a"), scalar)
    .map(([at, value]) => bind((name) => `${at} = ${name}`, value)),
  fc.tuple(fc.constantFrom("h", "x"), values.N).map(([at, value]) => bind((name) => `${at} = ${at} + ${name}`, value)),
  fc
    .tuple(fc.constantFrom("h", "c"), values.N)
    .map(([at, value]) => bind((name) => `${at} = if_not_exists(${at}, ${name}) - ${name}`, value)),
  list.map((value) => bind((name) => `l = list_append(l, ${name})`, value)),
  fc
    .constantFrom("y = s", "y = nope", "y = m.a", "y = l[0]", "y = if_not_exists(nope, s)")
    .map((text) => ({ text, values: {} })),
);
const section = (word: string, parts: fc.Arbitrary<Bound>, most: number): fc.Arbitrary<Bound> =>
  fc.array(parts, { minLength: 1, maxLength: most }).map((all) => {
    const { text, values: bound } = join(",")(all);
    return { text: `${word} ${text}`, values: bound };
  });

// Alone: which of two faults is told first, an index key's or another's, is nobody's promise.
const indexKey = fc.constantFrom("g = n", "h = s", "g = l[0]").map((text): Bound => ({ text, values: {} }));
const setOnly = section("SET", fc.oneof({ weight: 5, arbitrary: set }, indexKey), 1);
const several: fc.Arbitrary<Bound> = fc
  .tuple(
    fc.option(section("SET", set, 2), { nil: undefined }),
    fc.option(
      section(
        "REMOVE",
        fc.constantFrom("n", "bs", "m.b", "l[0]", "nope2", "g").map((text) => ({ text, values: {} })),
        1,
      ),
      { nil: undefined },
    ),
    fc.option(
      section(
        "ADD",
        fc.oneof(
          values.N.map((value) => bind((name) => `count1 ${name}`, value)),
          values.SS.map((value) => bind((name) => `ss ${name}`, value)),
          values.NS.map((value) => bind((name) => `n ${name}`, value)),
        ),
        1,
      ),
      { nil: undefined },
    ),
    fc.option(
      section(
        "DELETE",
        values.NS.map((value) => bind((name) => `ns ${name}`, value)),
        1,
      ),
      { nil: undefined },
    ),
  )
  .map((sections) => join("")(sections.filter((one) => one !== undefined)))
  .filter(({ text }) => text !== "");

export const update: fc.Arbitrary<Bound> = fc.oneof(setOnly, several);

export const projection = fc
  .uniqueArray(fc.constantFrom("s", "n", "m.a", "m.b", "l[0]", "l[1]", "x", "nope", "pk"), {
    minLength: 1,
    maxLength: 4,
  })
  .map((paths) => paths.join(", "));
