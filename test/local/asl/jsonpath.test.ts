import { describe, expect, test } from "vitest";
import { StateFailure } from "../../../local/asl/failure.ts";
import type { Json, JsonObject } from "../../../local/asl/json.ts";
import { compileRule } from "../../../local/asl/jsonpath/choice-rule.ts";
import { parsePath, select } from "../../../local/asl/jsonpath/path.ts";
import { putAt } from "../../../local/asl/jsonpath/reference-path.ts";
import { compilePathTemplate } from "../../../local/asl/jsonpath/template.ts";
import type { Scope } from "../../../local/asl/queries.ts";

const scope: Scope = {
  stateName: "Here",
  enteredEvent: 2,
  input: null,
  context: { Execution: { Name: "run" } },
  variables: { v: { list: [1, 2, 3] } },
  nowMs: 0,
  random: () => 0.5,
};

const fail = (what: string): never => {
  throw new SyntaxError(what);
};

const shop: Json = {
  items: [
    { name: "tent", price: 120, tags: ["big"] },
    { name: "cup", price: 4, sold: true },
    { name: "rope", price: 20 },
  ],
  "with-dash": { "odd 'key'": 7 },
};

test.each<[string, Json[]]>([
  ["$.items[0].name", ["tent"]],
  ["$.items[-1].name", ["rope"]],
  ["$['items'][1]['name']", ["cup"]],
  ["$.items[(@.length-1)].name", ["rope"]],
  ["$.items.length()", [3]],
  ["$.items[0].tags[*].length()", []],
  ["$.items[*].price.sum()", [144]],
  ["$.items[*].price.avg()", [48]],
  ["$.items[*].price.max()", [120]],
  ["$.items[1].keys()", [["name", "price", "sold"]]],
  ["$.items[?(@.name in ['cup', 'rope'])].price", [4, 20]],
  ["$.items[?(@.price nin [4, 20])].name", ["tent"]],
  ["$.with-dash['odd \\'key\\'']", [7]],
  ["$.items[*].price", [120, 4, 20]],
  ["$.items[0,2].name", ["tent", "rope"]],
  ["$.items[1:].name", ["cup", "rope"]],
  ["$.items[:-1].name", ["tent", "cup"]],
  ["$..name", ["tent", "cup", "rope"]],
  ["$.items[?(@.price < 100)].name", ["cup", "rope"]],
  ["$.items[?(@.sold)].name", ["cup"]],
  ["$.items[?(!(@.sold) && @.name != 'rope')].name", ["tent"]],
  ["$.items[?(@.name =~ /T.*/i || @.price == 20)].name", ["tent", "rope"]],
  ["$.items[?(@.name == ')]')]", []],
  ["$.nothing.here", []],
])("the path %s finds what it should", (text, found) => {
  expect(select(shop, parsePath(text).segments)).toEqual(found);
});

test.each(["items", "$.", "$.a[", "$.a[?(@.b", "$.a[?(@.b ==)]", "$.a b"])("the path %s is refused", (text) => {
  expect(() => parsePath(text)).toThrow(SyntaxError);
});

describe("an intrinsic function", () => {
  const evaluate = (text: string): Json => {
    const filled = compilePathTemplate({ "x.$": text }, fail)(scope, shop);
    return typeof filled === "object" && filled !== null && !Array.isArray(filled) ? (filled["x"] ?? null) : null;
  };
  test.each<[string, Json]>([
    ["States.Format('{} costs {}, \\{really\\}', $.items[0].name, $.items[0].price)", "tent costs 120, {really}"],
    ["States.Format('{}', $.items[1])", "{name=cup, price=4, sold=true}"],
    ["States.ArrayGetItem($v.list, States.MathAdd(1, 1))", 3],
    ["States.MathAdd(1.49, 1.5)", 3],
    ["States.MathAdd(-1.5, 0)", -1],
    ["States.StringSplit('a.b+c', '.+')", ["a", "b", "c"]],
    ["States.StringToJson(' ')", null],
    ["States.JsonToString($v.list)", "[1,2,3]"],
    ["States.ArrayUnique(States.Array(1, 1, '1', null, null))", [1, "1", null]],
    ["States.Base64Decode(States.Base64Encode('grüß'))", "grüß"],
    ["States.Hash('a', 'MD5')", "0cc175b9c0f1b6a831c399e269772661"],
    ["States.Format('it\\'s {}', $$.Execution.Name)", "it's run"],
    ["States.MathRandom(1, 3)", 2],
    ["States.ArrayContains(States.Array('a, b', 'c)'), 'c)')", true],
  ])("%s", (text, answer) => {
    expect(evaluate(text)).toEqual(answer);
  });

  test("says which function failed and why, and may be caught", () => {
    expect(() => evaluate("States.ArrayGetItem($v.list, 9)")).toThrow(StateFailure);
    expect(() => evaluate("States.ArrayGetItem($v.list, 9)")).toThrow(/IntrinsicFailure.*there is no element 9/);
  });
});

describe("a Choice rule", () => {
  const data: Json = { n: 5, s: "abc*", t: "2026-01-01T00:00:00Z", b: true, nil: null, other: 5 };
  test.each<[JsonObject, boolean]>([
    [{ Variable: "$.n", NumericGreaterThan: 4 }, true],
    [{ Variable: "$.n", NumericEqualsPath: "$.other" }, true],
    [{ Variable: "$.n", StringEquals: "5" }, false],
    [{ Variable: "$.s", StringMatches: "a*" }, true],
    [{ Variable: "$.s", StringMatches: "abc\\*" }, true],
    [{ Variable: "$.s", StringMatches: "a\\*" }, false],
    [{ Variable: "$.t", TimestampLessThan: "2026-01-01T01:00:00+00:30" }, true],
    [{ Variable: "$.s", TimestampEquals: "2026-01-01T00:00:00Z" }, false],
    [{ Variable: "$.nil", IsNull: true }, true],
    [{ Variable: "$.nil", IsNull: false }, false],
    [{ Variable: "$.missing", IsPresent: false }, true],
    [{ And: [{ Variable: "$.b", BooleanEquals: true }, { Not: { Variable: "$.n", NumericLessThan: 5 } }] }, true],
    [
      {
        Or: [
          { Variable: "$.b", BooleanEquals: false },
          { Variable: "$.n", IsString: true },
        ],
      },
      false,
    ],
  ])("%j is %s", (rule, matches) => {
    expect(compileRule(rule, fail)(scope, data)).toBe(matches);
  });

  test("about what is not there fails the execution", () => {
    const rule = compileRule({ Variable: "$.missing", NumericEquals: 1 }, fail);
    expect(() => rule(scope, data)).toThrow(/States.Runtime.*'\$\.missing'/);
  });

  test("with an operator that does not exist, or two, is refused", () => {
    expect(() => compileRule({ Variable: "$.n", NumericIsh: 1 }, fail)).toThrow(/NumericIsh is not supported/);
    expect(() => compileRule({ Variable: "$.n", IsNull: true, IsString: true }, fail)).toThrow(/one comparison/);
  });
});

describe("a result path", () => {
  const place = (path: string, data: Json) => putAt(parsePath(path), scope, data, "new");

  test.each<[string, Json, Json]>([
    ["$", { a: 1 }, "new"],
    ["$.b", { a: 1 }, { a: 1, b: "new" }],
    ["$.b.c", {}, { b: { c: "new" } }],
    ["$.a[1]", { a: [1, 2] }, { a: [1, "new"] }],
  ])("%s puts the result into %j", (path, data, expected) => {
    expect(place(path, data)).toEqual(expected);
  });

  test.each<[string, Json]>([
    ["$.a", "text"],
    ["$.a", [1]],
    ["$.a.b", { a: 1 }],
    ["$.a[2]", { a: [1, 2] }],
    ["$.a[0]", {}],
  ])("%s does not fit %j: States.ResultPathMatchFailure", (path, data) => {
    expect(() => place(path, data)).toThrow(`Unable to apply ReferencePath ${path} to input ${JSON.stringify(data)}`);
  });
});
