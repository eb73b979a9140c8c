import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { type Item, list, scalar, values } from "./arbitrary-items.ts";

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
  // Not BOOL: dynalite takes one that is false for none (items.test.ts asks ours).
  fc
    .tuple(path, fc.constantFrom("S", "N", "B", "NULL", "L", "M", "SS"))
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
