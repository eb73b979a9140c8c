import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListMapRunsCommand,
  StartExecutionCommand,
  UpdateMapRunCommand,
} from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../local/asl/json.ts";
import { lambda, openWired, type Wired } from "./over-the-wire.ts";

const map = (more: JsonObject, inner: JsonObject = { Keep: { Type: "Pass", End: true } }): JsonObject => ({
  Each: {
    Type: "Map",
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: Object.keys(inner)[0] ?? "",
      States: inner,
    },
    End: true,
    ...more,
  },
});

const fromS3 = (key: string, config: JsonObject): JsonObject => ({
  Resource: "arn:aws:states:::s3:getObject",
  ReaderConfig: config,
  Arguments: { Bucket: "shelf", Key: key },
});

/** Runs the machine over the wire; answers how it ended, and the types of its events. */
async function run(
  { client, engine, define }: Wired,
  states: JsonObject,
  input: Json = {},
): Promise<{ status: string | undefined; output: unknown; error: string | undefined; types: (string | undefined)[] }> {
  const stateMachineArn = await define(states);
  const started = await client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  const executionArn = started.executionArn ?? "";
  await engine.ended(executionArn);
  const { status, output, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  const parsed: unknown = output === undefined ? undefined : JSON.parse(output);
  return { status, output: parsed, error, types: (events ?? []).map(({ type }) => type) };
}

const put = (wired: Wired, key: string, text: string): Promise<unknown> =>
  wired.buckets.put("shelf", key, { body: Buffer.from(text) });

test.each([
  ["JSON", "[1,2,3]", {}, [1, 2, 3]],
  ["JSON", '{"deep":{"list":[1,2]}}', { ItemsPointer: "/deep/list" }, [1, 2]],
  ["JSONL", '{"a":1}\n\n{"a":2}\n', {}, [{ a: 1 }, { a: 2 }]],
  [
    "CSV",
    'a,b\n1,"x, ""y"""\n3\n',
    { CSVHeaderLocation: "FIRST_ROW" },
    [
      { a: "1", b: 'x, "y"' },
      { a: "3", b: "" },
    ],
  ],
  [
    "CSV",
    "1|2\r\n",
    { CSVHeaderLocation: "GIVEN", CSVHeaders: ["a", "b"], CSVDelimiter: "PIPE" },
    [{ a: "1", b: "2" }],
  ],
  ["CSV", "a\n1\n2\n3\n", { CSVHeaderLocation: "FIRST_ROW", MaxItems: 2 }, [{ a: "1" }, { a: "2" }]],
])("a distributed Map reads its items from %s in S3: %s", async (type, text, config, expected) => {
  const wired = await openWired();
  await put(wired, "items", text);
  const reader = fromS3("items", { InputType: type, ...config });
  const { output, types } = await run(wired, map({ ItemReader: reader }));
  expect(output).toEqual(expected);
  expect(types).toEqual([
    ...["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded"],
    ...["MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"],
  ]);
});

test("a distributed Map over a listing sees every object, page after page", async () => {
  const wired = await openWired();
  for (let n = 0; n < 3; n += 1) await put(wired, `in/${n}`, "x");
  const reader = {
    Resource: "arn:aws:states:::s3:listObjectsV2",
    Arguments: { Bucket: "shelf", Prefix: "in/", MaxKeys: 2 },
  };
  const { output } = await run(
    wired,
    map({ ItemReader: reader, ItemSelector: "{% $states.context.Map.Item.Value.Key %}" }),
  );
  expect(output).toEqual(["in/0", "in/1", "in/2"]);
});

test("what is not there fails the Map with States.ItemReaderFailed, which Catch may handle", async () => {
  const wired = await openWired();
  const states = map({
    ItemReader: fromS3("missing", { InputType: "JSON" }),
    Catch: [{ ErrorEquals: ["States.ItemReaderFailed"], Output: "none", Next: "Done" }],
  });
  const { output, types } = await run(wired, { ...states, Done: { Type: "Succeed" } });
  expect(output).toBe("none");
  expect(types).toContain("MapRunFailed");
});

test("items go in batches of so many items and bytes, with what the batch shares", async () => {
  const wired = await openWired();
  const batcher = { MaxItemsPerBatch: 2, BatchInput: { by: "{% $states.input.by %}" } };
  const { output } = await run(wired, map({ Items: "{% $states.input.n %}", ItemBatcher: batcher }), {
    n: [1, 2, 3],
    by: "us",
  });
  expect(output).toEqual([
    { BatchInput: { by: "us" }, Items: [1, 2] },
    { BatchInput: { by: "us" }, Items: [3] },
  ]);
  const small = await run(wired, map({ Items: ["aaaa", "bbbb"], ItemBatcher: { MaxInputBytesPerBatch: 20 } }));
  expect(small.output).toEqual([{ Items: ["aaaa"] }, { Items: ["bbbb"] }]);
});

const even = { Even: { Type: "Task", Resource: lambda("even"), End: true } };

test("so many iterations may fail as are tolerated, and not one more", async () => {
  const wired = await openWired();
  const odd = expect.objectContaining({ Status: "FAILED", Input: "3", Error: "Odd", Cause: "3 is odd" });
  const tolerant = await run(wired, map({ Items: [2, 3, 4, 6], ToleratedFailurePercentage: 25 }, even));
  expect(tolerant).toMatchObject({ status: "SUCCEEDED", output: [2, odd, 4, 6] });
  const strict = await run(wired, map({ Items: [2, 3, 4, 5], ToleratedFailureCount: 1 }, even));
  expect(strict).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
});

test("results go to S3: the iterations by how they ended, and a manifest that names the files", async () => {
  const wired = await openWired();
  const writer = { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "shelf", Prefix: "out" } };
  const { output } = await run(wired, map({ Items: [2, 3], ResultWriter: writer, ToleratedFailureCount: 1 }, even));
  expect(output).toMatchObject({
    MapRunArn: expect.stringContaining(":mapRun:"),
    ResultWriterDetails: { Bucket: "shelf" },
  });
  const { objects } = await wired.buckets.list("shelf", { prefix: "out/" });
  expect(objects.map(({ key }) => key.split("/").at(-1))).toEqual([
    "FAILED_0.json",
    "SUCCEEDED_0.json",
    "manifest.json",
  ]);
  const { body } = await wired.buckets.get("shelf", objects[1]?.key ?? "");
  expect(JSON.parse(body.toString())).toMatchObject([{ Input: "2", Output: "2", Status: "SUCCEEDED" }]);
});

test("results are given on, or written, in the form that is asked for", async () => {
  const wired = await openWired();
  const lists = { Items: [[1, 2], [3]] };
  const flat = map({ ...lists, ResultWriter: { WriterConfig: { Transformation: "FLATTEN" } } });
  expect((await run(wired, flat)).output).toEqual([1, 2, 3]);
  const known = map({ ...lists, ResultWriter: { WriterConfig: { Transformation: "NONE" } } });
  expect((await run(wired, known)).output).toMatchObject([{ Output: "[1,2]", Status: "SUCCEEDED" }, { Output: "[3]" }]);
  const writer = { Resource: "arn:aws:states:::s3:putObject", Arguments: { Bucket: "shelf", Prefix: "lines" } };
  const config = { Transformation: "COMPACT", OutputType: "JSONL" };
  await run(wired, map({ ...lists, ResultWriter: { ...writer, WriterConfig: config } }));
  const { objects } = await wired.buckets.list("shelf", { prefix: "lines/" });
  const { body } = await wired.buckets.get("shelf", objects[0]?.key ?? "");
  expect(body.toString()).toBe("[1,2]\n[3]\n");
  const wrong = map({ ...lists, ResultWriter: { WriterConfig: { Transformation: "SQUARE" } } });
  await expect(wired.define(wrong)).rejects.toThrow("Transformation must be NONE, COMPACT, FLATTEN");
});

test("what needs a distributed Map is refused elsewhere, by name", async () => {
  const { define } = await openWired();
  const inline = {
    Each: {
      Type: "Map",
      Items: [1],
      ItemBatcher: { MaxItemsPerBatch: 1 },
      ItemProcessor: { StartAt: "A", States: { A: { Type: "Succeed" } } },
      End: true,
    },
  };
  await expect(define(inline)).rejects.toThrow("Each: ItemBatcher needs ProcessorConfig.Mode DISTRIBUTED");
});

test("a Map run can be listed, described and given more room while it runs", async () => {
  const wired = await openWired();
  const { client, define } = wired;
  const waiting = map(
    { Items: [1, 2, 3, 4], MaxConcurrency: 1, ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 },
    { Wait: { Type: "Wait", Seconds: 1, Next: "Fine?" }, "Fine?": { Type: "Fail", Error: "No" } },
  );
  const started = await client.send(new StartExecutionCommand({ stateMachineArn: await define(waiting), input: "{}" }));
  const executionArn = started.executionArn ?? "";
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn ?? "";
  expect(mapRuns).toMatchObject([{ executionArn, startDate: expect.any(Date) }]);
  const describe = () => client.send(new DescribeMapRunCommand({ mapRunArn }));
  expect(await describe()).toMatchObject({
    status: "RUNNING",
    maxConcurrency: 1,
    executionCounts: { total: 2, running: 1, pending: 1 },
    itemCounts: { total: 4, running: 2, pending: 2 },
  });
  await client.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 2, toleratedFailureCount: 2 }));
  expect(await describe()).toMatchObject({
    maxConcurrency: 2,
    toleratedFailureCount: 2,
    executionCounts: { running: 2, pending: 0 },
  });
  await wired.engine.ended(executionArn);
  expect(await describe()).toMatchObject({
    status: "SUCCEEDED",
    executionCounts: { failed: 2 },
    stopDate: expect.any(Date),
  });
  await expect(client.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 1 }))).rejects.toThrow("not running");
  await expect(client.send(new DescribeMapRunCommand({ mapRunArn: `${mapRunArn}x` }))).rejects.toThrow(
    "Resource Not Found",
  );
});

test("a Map run that began and ended at once is described as well", async () => {
  const { client, engine, define } = await openWired();
  const stateMachineArn = await define(map({ Items: [1, 2, 3] }));
  const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn, input: "{}" }));
  await engine.ended(executionArn);
  const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
  const described = await client.send(new DescribeMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn ?? "" }));
  expect(described).toMatchObject({ status: "SUCCEEDED", itemCounts: { total: 3, succeeded: 3 } });
});
