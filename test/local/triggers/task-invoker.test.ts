import { describe, expect, test } from "vitest";
import { AwsError } from "../../../local/services/aws-error.ts";
import type { JsonObject, Operations } from "../../../local/services/service.ts";
import { openTaskInvoker, type TaskRooms, whyNotCallable } from "../../../local/triggers/task-invoker.ts";

const call = {
  executionArn: "e",
  stateName: "s",
  place: 0,
  attempt: 3,
  submitted: async () => {},
  signal: new AbortController().signal,
};
const invoker = (
  invoke: TaskRooms["functions"]["invoke"],
  operations: Readonly<Record<string, Operations>> = {},
): ReturnType<typeof openTaskInvoker> =>
  openTaskInvoker({ functions: { invoke }, operations, awaitEnd: async () => {} });
const answers =
  (payload: unknown): TaskRooms["functions"]["invoke"] =>
  async () => ({
    payload: JSON.stringify(payload),
    executedVersion: "3",
  });
const lambdaInvoke = "arn:aws:states:::lambda:invoke";

describe("functions", () => {
  test("the optimised integration wraps the answer, a function's own ARN does not", async () => {
    const seen: unknown[] = [];
    const invoke: TaskRooms["functions"]["invoke"] = async (name, payload) => {
      seen.push([name, payload]);
      return { payload: '{"ok":1}', executedVersion: "3" };
    };
    const wrapped = await invoker(invoke)({
      ...call,
      resource: lambdaInvoke,
      arguments: { FunctionName: "f", Payload: { a: 1 } },
    });
    expect(wrapped).toEqual({ ExecutedVersion: "3", Payload: { ok: 1 }, StatusCode: 200 });
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:f:3";
    expect(await invoker(invoke)({ ...call, resource: arn, arguments: { b: 2 } })).toEqual({ ok: 1 });
    expect(seen).toEqual([
      ["f", '{"a":1}'],
      [arn, '{"b":2}'],
    ]);
  });

  test.each([
    ["its own error", { errorType: "ModelBusy", errorMessage: "later", trace: [] }, "ModelBusy"],
    [
      "a time-out",
      { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 3.00 seconds" },
      "Sandbox.Timedout",
    ],
    ["an error without a type", { errorMessage: "?" }, "Lambda.Unknown"],
  ])("%s becomes the state's error, its whole answer the cause", async (_, payload, error) => {
    const failing = invoker(async () => ({ ...(await answers(payload)("", "")), functionError: "Unhandled" }));
    await expect(failing({ ...call, resource: lambdaInvoke, arguments: { FunctionName: "f" } })).rejects.toMatchObject({
      name: "TaskFailure",
      error,
      reason: JSON.stringify(payload),
    });
  });

  test("what Lambda itself refuses carries Lambda's prefix", async () => {
    const throttled = invoker(async () => {
      throw new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
    });
    await expect(
      throttled({ ...call, resource: lambdaInvoke, arguments: { FunctionName: "f" } }),
    ).rejects.toMatchObject({
      error: "Lambda.TooManyRequestsException",
    });
  });
});

describe("services", () => {
  const recorded = (): { operations: Readonly<Record<string, Operations>>; inputs: JsonObject[] } => {
    const inputs: JsonObject[] = [];
    const take = async (input: JsonObject): Promise<JsonObject> => {
      inputs.push(input);
      return { done: true };
    };
    return {
      inputs,
      operations: {
        sqs: { SendMessage: take },
        events: { PutEvents: take },
        states: { StartExecution: take, SendTaskSuccess: take },
        dynamodb: {
          GetItem: async () => {
            throw new AwsError("ResourceNotFoundException", "no table");
          },
        },
      },
    };
  };

  test.each<[string, JsonObject, JsonObject]>([
    [
      "arn:aws:states:::sqs:sendMessage",
      { QueueUrl: "q", MessageBody: { a: 1 } },
      { QueueUrl: "q", MessageBody: '{"a":1}' },
    ],
    [
      "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      { QueueUrl: "q", MessageBody: "text" },
      { QueueUrl: "q", MessageBody: "text" },
    ],
    [
      "arn:aws:states:::events:putEvents",
      { Entries: [{ Source: "s", Detail: { a: 1 } }] },
      { Entries: [{ Source: "s", Detail: '{"a":1}' }] },
    ],
    [
      "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess",
      { TaskToken: "t", Output: "{}" },
      { taskToken: "t", output: "{}" },
    ],
  ])("%s calls the operation as the API wants it", async (resource, given, sent) => {
    const { operations, inputs } = recorded();
    expect(await invoker(answers(null), operations)({ ...call, resource, arguments: given })).toEqual({ done: true });
    expect(inputs).toEqual([sent]);
  });

  test("an error keeps its name after the service's prefix", async () => {
    const { operations } = recorded();
    const get = invoker(answers(null), operations);
    await expect(get({ ...call, resource: "arn:aws:states:::dynamodb:getItem", arguments: {} })).rejects.toMatchObject({
      error: "DynamoDB.ResourceNotFoundException",
      reason: "no table",
    });
  });

  test("what cannot be called is told when the machine is defined", () => {
    const { operations } = recorded();
    expect(whyNotCallable(lambdaInvoke, operations)).toBeUndefined();
    expect(whyNotCallable("arn:aws:states:::sqs:sendMessage", operations)).toBeUndefined();
    expect(whyNotCallable("arn:aws:states:::aws-sdk:ec2:runInstances", operations)).toContain(
      "aws-sdk:ec2:runInstances",
    );
    expect(whyNotCallable("arn:aws:states:::ecs:runTask.sync", operations)).toContain("ecs:runTask.sync");
  });
});
