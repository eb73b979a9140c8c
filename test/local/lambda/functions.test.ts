import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type Functions, openFunctions } from "../../../local/lambda/functions.ts";
import { accessKeyOf } from "../../../local/services/permissions/access-keys.ts";
import { openStore, type Store } from "../../../local/store.ts";

let folder: string;
let store: Store;
let functions: Functions;
const endpoint = "http://127.0.0.1:4566";
const keys = { of: (name: string) => ({ accessKeyId: accessKeyOf(name), secretAccessKey: `secret of ${name}` }) };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "functions-"));
  store = openStore(path.join(folder, "db.sqlite"));
  functions = openFunctions({ store, clock: systemClock, folder, endpoint: () => endpoint, keys });
});
afterEach(async () => {
  await functions.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

/** Writes a handler and defines it as function `name`. */
async function given(
  code: string,
  settings: Partial<Parameters<Functions["define"]>[0]> = {},
  hash = String(Math.random()),
): Promise<string> {
  const source = path.join(folder, "source", hash);
  await mkdir(source, { recursive: true });
  await writeFile(path.join(source, "index.mjs"), code);
  const { arn } = await functions.define({
    name: "f",
    code: { hash, folder: source },
    handler: "index.handler",
    timeoutSeconds: 5,
    memoryMb: 256,
    isolation: "thread",
    variables: {},
    ...settings,
  });
  return arn;
}

const failure = async (event = "{}"): Promise<{ errorType: string; errorMessage: string; trace?: string[] }> => {
  const { functionError, payload } = await functions.invoke("f", event);
  expect(functionError).toBe("Unhandled");
  return JSON.parse(payload);
};

describe.each(["thread", "process"] as const)("in a %s", (isolation) => {
  test("a handler gets its event, its context and only its own variables", async () => {
    const arn = await given(
      `export const handler = async (event, context) => ({
         event, env: process.env, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() });`,
      { isolation, variables: { TABLE: "orders" } },
    );
    const { payload, functionError } = await functions.invoke(arn, '{"n":1}');
    expect(functionError).toBeUndefined();
    const answer = JSON.parse(payload);
    expect(answer.event).toEqual({ n: 1 });
    expect(answer.arn).toBe(arn);
    expect(answer.left).toBeGreaterThan(1000);
    expect(answer.env).toMatchObject({ TABLE: "orders", AWS_ENDPOINT_URL: endpoint, AWS_LAMBDA_FUNCTION_NAME: "f" });
    expect(answer.env.PATH).toBeUndefined();
  });

  test("an error keeps its name, its message and its trace", async () => {
    await given(
      `class ModelBusy extends Error { name = "ModelBusy" }
       export const handler = async () => { throw new ModelBusy("try later"); };`,
      { isolation },
    );
    const error = await failure();
    expect(error).toMatchObject({ errorType: "ModelBusy", errorMessage: "try later" });
    expect(error.trace?.[0]).toContain("ModelBusy");
  });

  test("a handler that hangs, even in a loop, is stopped at its time limit and the next event is served", async () => {
    await given(`export const handler = async (event) => { while (event.hang) {} return "fine"; };`, {
      isolation,
      timeoutSeconds: 1,
    });
    const error = await failure('{"hang":true}');
    expect(error.errorType).toBe("Sandbox.Timedout");
    expect(error.errorMessage).toMatch(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/);
    expect((await functions.invoke("f", "{}")).payload).toBe('"fine"');
  });

  test("a handler that exits is reported and the next event is served", async () => {
    await given(`export const handler = async (event) => { if (event.exit) process.exit(3); return "fine"; };`, {
      isolation,
    });
    expect(await failure('{"exit":true}')).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: "Error: Runtime exited with error: exit status 3",
    });
    expect((await functions.invoke("f", "{}")).payload).toBe('"fine"');
  });

  test("a promise nobody awaited fails the event it belongs to", async () => {
    await given(
      `export const handler = async () => {
         Promise.reject(new Error("lost")); await new Promise((resolve) => setTimeout(resolve, 1000)); };`,
      { isolation },
    );
    expect((await failure()).errorType).toBe("Runtime.UnhandledPromiseRejection");
  });

  test("what a handler prints goes to its log file", async () => {
    await given(`export const handler = async () => { console.log("hello from inside"); };`, { isolation });
    await functions.invoke("f", "{}");
    await expect
      .poll(() => readFile(path.join(folder, "logs", "f.log"), "utf8").catch(() => ""))
      .toContain("hello from inside");
  });
});

test("a heap that outgrows the memory size ends the process, not the machine", async () => {
  await given(
    `export const handler = async (event) => {
       const kept = []; while (event.grow) kept.push({ n: kept.length }); return "fine"; };`,
    { isolation: "process", memoryMb: 128, timeoutSeconds: 20 },
  );
  expect((await failure('{"grow":true}')).errorType).toBe("Runtime.OutOfMemory");
  expect((await functions.invoke("f", "{}")).payload).toBe('"fine"');
});

test("memory outside the heap counts in a process", async () => {
  await given(
    `export const handler = async () => {
       const kept = [];
       for (let i = 0; i < 100; i++) { kept.push(Buffer.alloc(10e6, 1)); await new Promise(setImmediate); }
       return kept.length; };`,
    { isolation: "process", memoryMb: 256, timeoutSeconds: 20 },
  );
  expect((await failure()).errorType).toBe("Runtime.OutOfMemory");
});

test.each([
  ["a handler that is not there", "export const other = 1;", "Runtime.HandlerNotFound"],
  [
    "code that imports nothing real",
    'import "no-such-package-at-all"; export const handler = 1;',
    "Runtime.ImportModuleError",
  ],
  ["code that does not parse", "export const handler = (", "Runtime.UserCodeSyntaxError"],
])("%s is named in the answer", async (_, code, errorType) => {
  await given(code);
  expect((await failure()).errorType).toBe(errorType);
});

test("events are served side by side up to the limit, never two in one environment", async () => {
  await given(
    `let inside = 0;
     export const handler = async () => {
       inside++; const seen = inside; await new Promise((resolve) => setTimeout(resolve, 400)); inside--; return seen; };`,
  );
  const started = Date.now();
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => functions.invoke("f", "{}")));
  expect(answers.map(({ payload }) => payload)).toEqual(Array(6).fill("1"));
  expect(Date.now() - started).toBeLessThan(6 * 400);
});

test("a published version keeps its number, its code and its reachable addresses over restarts and new code", async () => {
  const code = (word: string) => `export const handler = async () => "${word} " + process.env.QUEUE;`;
  await given(code("old"), { variables: { QUEUE: `${endpoint}/000000000000/q` } }, "hash-old");
  const first = await functions.publishVersion("f", "FVersionOld");
  expect(first.version).toBe("1");
  await functions.stop();

  functions = openFunctions({ store, clock: systemClock, folder, endpoint: () => "http://127.0.0.1:9999", keys });
  await given(code("new"), {}, "hash-new");
  expect((await functions.publishVersion("f", "FVersionNew")).version).toBe("2");
  await rm(path.join(folder, "source"), { recursive: true });
  const { payload, executedVersion } = await functions.invoke(first.arn, "{}");
  expect(payload).toBe('"old http://127.0.0.1:9999/000000000000/q"');
  expect(executedVersion).toBe("1");
  functions.alias("f", "live", "2");
  expect((await functions.invoke("f:live", "{}")).executedVersion).toBe("2");
});

test("an unknown function and one whose concurrency is 0 are refused in Lambda's words", async () => {
  await expect(functions.invoke("nobody", "{}")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody",
  });
  await given("export const handler = async () => 1;", { reservedConcurrency: 0 });
  await expect(functions.invoke("f", "{}")).rejects.toMatchObject({ name: "TooManyRequestsException", status: 429 });
});
