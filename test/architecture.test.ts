import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { functionSpecs } from "../lib/functions.ts";
import { brokenRules, rules } from "./architecture/house-rules.ts";
import { breachesOfImportLaw, law, roomOf } from "./architecture/import-law.ts";
import { importsOf, root, type SourceFile, sourceFiles } from "./architecture/source-files.ts";

const files = sourceFiles();
const planted = (path: string, text: string): SourceFile => ({ path, text });

describe("the import law", () => {
  test("every room imports only what it may know", () => {
    expect(files.flatMap(breachesOfImportLaw)).toEqual([]);
  });

  test.each(law)("$room has at least $atLeast files to check", ({ room, atLeast }) => {
    expect(files.filter((file) => roomOf(file.path) === room).length).toBeGreaterThanOrEqual(atLeast);
  });

  test.each([
    ["a contract that imports a package", "functions/contracts/planted.ts", 'import path from "node:path";'],
    ["a stage that imports another stage", "functions/intake/planted.ts", 'import { gate } from "../answer/gate.ts";'],
    [
      "a type taken from another stage",
      "functions/desk/planted.ts",
      'import type { Sent } from "../outbound/result.ts";',
    ],
    ["a dynamic import across rooms", "functions/record/planted.ts", 'await import("../models/model.ts");'],
    ["a re-export across rooms", "functions/outbound/planted.ts", 'export * from "../desk/app.ts";'],
    ["an import over several lines", "functions/desk/planted.ts", 'import {\n  a,\n  b,\n} from "../models/model.ts";'],
    ["a stage that imports the template", "functions/intake/planted.ts", 'import { App } from "aws-cdk-lib";'],
    [
      "a template that imports a handler's room",
      "lib/planted.ts",
      'import { nowMs } from "../functions/platform/clock.ts";',
    ],
    [
      "a runtime that imports the product",
      "local/planted.ts",
      'import { env } from "../functions/contracts/environment.ts";',
    ],
    ["a runtime that imports the template", "local/planted.ts", 'import { buildApp } from "../lib/build-app.ts";'],
    [
      "a language that imports a service",
      "local/asl/planted.ts",
      'import { openQueues } from "../services/sqs/engine.ts";',
    ],
    [
      "a console that imports a contract's value",
      "console/planted.ts",
      'import { Outcome } from "../functions/contracts/outcome.ts";',
    ],
    ["a room that nobody decided on", "backend/planted.ts", ""],
  ])("%s is a breach", (_, path, text) => {
    expect(breachesOfImportLaw(planted(path, text))).toHaveLength(1);
  });

  test("a console may take a contract's type, and a stage its ground", () => {
    const console = 'import type { Outcome } from "../functions/contracts/outcome.ts";';
    const stage =
      'import { type Policy, Mode } from "../contracts/policy.ts";\nimport { nowMs } from "../platform/clock.ts";';
    expect(breachesOfImportLaw(planted("console/planted.ts", console))).toEqual([]);
    expect(breachesOfImportLaw(planted("functions/desk/planted.ts", stage))).toEqual([]);
  });
});

describe("the house rules", () => {
  test("every file keeps them", () => {
    expect(files.flatMap(brokenRules)).toEqual([]);
  });

  const plants: readonly [string, SourceFile][] = [
    ["no file is longer", planted("lib/planted.ts", "x;\n".repeat(251))],
    ["file and folder names", planted("lib/plantedFile.ts", "")],
    ["no room and no file is called", planted("functions/utils/planted.ts", "")],
    ["no barrels", planted("lib/planted.ts", 'export { a } from "./a.ts";')],
    ["no default exports", planted("lib/planted.ts", "export default 1;")],
    ["`handler` is exported", planted("functions/desk/planted.ts", "export const handler = 1;")],
    ["only platform, command lines", planted("functions/desk/planted.ts", 'process.env["X"];')],
    ["only the clocks", planted("functions/desk/planted.ts", "new Date().toISOString();")],
    ["in functions only platform", planted("functions/desk/planted.ts", "new SQSClient({});")],
    ["handlers are named by path", planted("lib/planted.ts", 'import "../functions/desk/api.lambda.ts";')],
    ["no work is left", planted("lib/planted.ts", "// TODO: later")],
  ];
  test.each(plants)("'%s…' catches a breach", (start, file) => {
    expect(brokenRules(file)).toEqual([expect.stringContaining(`${file.path}: ${start}`)]);
  });

  test("every rule has a planted breach", () => {
    expect(plants).toHaveLength(rules.length);
  });
});

test("every kind of import is read", () => {
  const text = [
    'import a from "zod";',
    'import "./b.ts";',
    'import type { C } from "../c.ts";',
    'import { type D, type E } from "node:fs";',
    'export { f } from "@aws-sdk/client-sqs/dist";',
    'const g = await import("./g.ts");',
    'const notOne = "from here";',
  ].join("\n");
  expect(importsOf(planted("lib/deep/planted.ts", text))).toEqual([
    { target: "zod", typeOnly: false, reExport: false },
    { target: "lib/deep/b.ts", typeOnly: false, reExport: false },
    { target: "lib/c.ts", typeOnly: true, reExport: false },
    { target: "node:fs", typeOnly: true, reExport: false },
    { target: "@aws-sdk/client-sqs", typeOnly: false, reExport: true },
    { target: "lib/deep/g.ts", typeOnly: false, reExport: false },
  ]);
});

test("every *.lambda.ts has its row in lib/functions.ts, and every row its file", () => {
  const handlers = files
    .filter((file) => file.path.endsWith(".lambda.ts"))
    .map((file) => file.path.slice("functions/".length, -".lambda.ts".length));
  expect(handlers.sort()).toEqual(Object.keys(functionSpecs).sort());
});

test("every runbook anchor in lib is a heading of docs/runbook.md", () => {
  const runbook = readFileSync(path.join(root, "docs/runbook.md"), "utf8");
  const headings = [...runbook.matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) => slug(groups?.["title"] ?? ""));
  const used = files
    .filter((file) => file.path.startsWith("lib/"))
    .flatMap((file) => [...file.text.matchAll(/docs\/runbook\.md#(?<a>[a-z0-9-]+)|runbook: "(?<b>[^"]+)"/g)])
    .map(({ groups }) => groups?.["a"] ?? groups?.["b"]);
  expect(used.length).toBeGreaterThanOrEqual(5);
  expect(used.filter((anchor) => anchor === undefined || !headings.includes(anchor))).toEqual([]);
});

/** A heading's anchor, as GitHub makes it. */
const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
