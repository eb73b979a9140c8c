import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type GetExecutionHistoryCommandOutput,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  TestStateCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import { lambda, openWired } from "./over-the-wire.ts";

const asText = (definition: object): string => JSON.stringify({ QueryLanguage: "JSONata", ...definition });

test("a definition is checked without being defined, every problem with its place", async () => {
  const { client } = await openWired();
  const good = asText({ StartAt: "A", States: { A: { Type: "Succeed" } } });
  expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition: good }))).toMatchObject({
    result: "OK",
    diagnostics: [],
  });
  const bad = asText({
    StartAt: "A",
    States: { A: { Type: "Magic" }, B: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask.sync", End: true } },
  });
  const { result, diagnostics } = await client.send(new ValidateStateMachineDefinitionCommand({ definition: bad }));
  expect(result).toBe("FAIL");
  expect(diagnostics?.map(({ severity, location }) => `${severity} ${location}`)).toEqual([
    "ERROR /States/A",
    "ERROR /States/B",
  ]);
  const waits = asText({
    StartAt: "A",
    States: { A: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", End: true } },
  });
  const express = await client.send(new ValidateStateMachineDefinitionCommand({ definition: waits, type: "EXPRESS" }));
  expect(express.result).toBe("FAIL");
});

test("an Express machine answers its caller", async () => {
  const { client, define } = await openWired();
  const states = { Twice: { Type: "Pass", Output: "{% $states.input * 2 %}", End: true } };
  const stateMachineArn = await define(states, "EXPRESS");
  const ended = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: "21" }));
  expect(ended).toMatchObject({ status: "SUCCEEDED", output: "42" });
});

test("an execution is stopped with what its caller says of it, and its history is read backwards, page by page", async () => {
  const { client, define } = await openWired();
  const stateMachineArn = await define({ Rest: { Type: "Wait", Seconds: 1000, End: true } });
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
  await client.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "of this" }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    status: "ABORTED",
    error: "Enough",
    cause: "of this",
  });
  const types: (string | undefined)[] = [];
  let nextToken: string | undefined;
  do {
    const page: GetExecutionHistoryCommandOutput = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1, nextToken }),
    );
    types.push(...(page.events ?? []).map(({ type }) => type));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  expect(types).toEqual(["ExecutionAborted", "WaitStateEntered", "ExecutionStarted"]);
});

test.each([
  [
    { Type: "Pass", Output: "{% $states.input.n + 1 %}", Next: "B" },
    {},
    { status: "SUCCEEDED", output: "2", nextState: "B" },
  ],
  [
    { Type: "Choice", Choices: [{ Condition: "{% $states.input.n = 1 %}", Next: "One" }], Default: "Other" },
    {},
    { status: "SUCCEEDED", nextState: "One" },
  ],
  [{ Type: "Fail", Error: "Sad", Cause: "so" }, {}, { status: "FAILED", error: "Sad", cause: "so" }],
  [
    { Type: "Task", Resource: lambda("any"), Arguments: {}, End: true },
    { mock: { result: '{"from":"mock"}' } },
    { status: "SUCCEEDED", output: '{"from":"mock"}' },
  ],
  [
    { Type: "Task", Resource: lambda("any"), Arguments: {}, Retry: [{ ErrorEquals: ["Odd"] }], End: true },
    { mock: { errorOutput: { error: "Odd", cause: "one" } } },
    { status: "RETRIABLE", error: "Odd", cause: "one" },
  ],
  [
    {
      Type: "Task",
      Resource: lambda("any"),
      Arguments: {},
      Catch: [{ ErrorEquals: ["Odd"], Next: "Caught" }],
      End: true,
    },
    { mock: { errorOutput: { error: "Odd", cause: "one" } } },
    { status: "CAUGHT_ERROR", error: "Odd", nextState: "Caught" },
  ],
])("a single state is tried: %j", async (definition, more, expected) => {
  const { client } = await openWired();
  const tried = new TestStateCommand({ definition: asText(definition), input: '{"n":1}', ...more });
  expect(await client.send(tried)).toMatchObject(expected);
});

test("a state that is tried calls its resource when nothing stands in for it", async () => {
  const { client } = await openWired();
  const definition = asText({ Type: "Task", Resource: lambda("echo"), Arguments: "{% $states.input %}", End: true });
  expect(
    await client.send(new TestStateCommand({ definition, input: '{"n":1}', inspectionLevel: "DEBUG" })),
  ).toMatchObject({
    status: "SUCCEEDED",
    output: '{"n":1}',
    inspectionData: { input: '{"n":1}', result: '{"n":1}' },
  });
});
