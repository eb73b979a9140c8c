import fc from "fast-check";
import jsonata from "jsonata";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../local/asl/json.ts";
import { compileFast, unsure } from "../../../local/asl/jsonata/fast-path.ts";
import { parsePath, select, selectOne } from "../../../local/asl/jsonpath/path.ts";

/** What JSONata itself answers, as plain JSON; `undefined` for nothing and for what it refuses. */
async function slow(
  text: string,
  scope: { states: Record<string, Json>; variables: Record<string, Json> },
): Promise<unknown> {
  try {
    const value: unknown = await jsonata(text).evaluate(undefined, { ...scope.variables, states: scope.states });
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

const key = fc.constantFrom("a", "b", "c", "toString", "length");
const leaf = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom("", "x", "y", "1"),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const json = fc.letrec<{ any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(key, tie("any"), { maxKeys: 3 }),
  ),
})).any;

const path = fc
  .tuple(fc.constantFrom("$v", "$w", "$states.input", "$states.result", "$nobody"), fc.array(key, { maxLength: 3 }))
  .map(([root, keys]) => [root, ...keys].join("."));
const literal = fc.constantFrom("1", "0", "2.5", "-3", "'x'", "''", "true", "false", "null", '"y"');
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    path,
    literal,
    fc
      .tuple(
        tie("any"),
        fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "&", "and", "or"),
        tie("any"),
      )
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    fc.array(tie("any"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(tie("any"), tie("any")).map(([a, b]) => `{"a": ${a}, "b": ${b}}`),
  ),
})).any;

const scope = fc.record({
  states: fc.record({ input: json, result: json }),
  variables: fc.record({ v: json, w: json }),
});

describe("the fast path", () => {
  test("answers what JSONata answers, or says that it is not sure (J1)", async () => {
    let sure = 0;
    await fc.assert(
      fc.asyncProperty(expression, scope, async (text, seen) => {
        const fast = compileFast(jsonata(text).ast());
        const quick = fast ? fast(seen) : unsure;
        if (quick === unsure || quick === undefined) return; // The engine asks JSONata itself then.
        sure += 1;
        expect(JSON.parse(JSON.stringify(quick)), text).toEqual(await slow(text, seen));
      }),
      { numRuns: 3000 },
    );
    expect(sure, "most of the property would otherwise say nothing").toBeGreaterThan(300);
  });

  test.each([
    ["$states.input.a", 1],
    ["$states.input.b.c", "x"],
    ["$v", { d: [1, 2] }],
    ["$states.input.a = 1 and $v.d[0] = 1", undefined],
    ["$states.input.b.c & '!'", "x!"],
    ["{'a': $states.input.a, 'list': [$states.input.b.c]}", { a: 1, list: ["x"] }],
    ["$states.input.a > 0 ? 'yes' : 'no'", "yes"],
  ])("is sure of %s where it should be", (text, answer) => {
    const fast = compileFast(jsonata(text).ast());
    const seen = { states: { input: { a: 1, b: { c: "x" } } }, variables: { v: { d: [1, 2] } } };
    expect(fast?.(seen)).toEqual(answer);
  });
});

const steps = fc.array(
  fc.oneof(
    key.map((name) => `.${name}`),
    fc.constantFrom("[0]", "[1]", "[-1]", "['a']"),
  ),
  {
    maxLength: 4,
  },
);

test("a path of keys and indices leads where any path leads (J2)", () => {
  fc.assert(
    fc.property(json, steps, (data, parts) => {
      const { segments, plain } = parsePath(`$${parts.join("")}`);
      expect(plain).toBe(true);
      expect(selectOne(data, segments)).toBe(select(data, segments)[0]);
    }),
    { numRuns: 2000 },
  );
});
