import { expect, test } from "vitest";
import type { JsonObject } from "../../../local/asl/json.ts";
import type { Engine } from "../../../local/history/engine.ts";
import { openTaskInvoker } from "../../../local/triggers/task-invoker.ts";
import { openRig, type Rig } from "../history/rig.ts";

const inner = {
  "Small?": {
    Type: "Choice",
    Choices: [{ Condition: "{% $states.input.n > 10 %}", Next: "Too big" }],
    Default: "Small",
  },
  "Too big": { Type: "Fail", Error: "TooBig", Cause: "above ten" },
  Small: { Type: "Succeed", Output: { twice: "{% $states.input.n * 2 %}" } },
};

/** An engine whose tasks start executions of its own, and the ARN of a machine to be started. */
async function openNested(): Promise<Rig & { readonly innerArn: string }> {
  const operations: Record<string, Engine["operations"]> = {};
  const rig: Rig = await openRig(
    openTaskInvoker({
      functions: { invoke: () => Promise.reject(new Error("no functions here")) },
      operations,
      awaitEnd: (arn) => rig.engine.ended(arn),
    }),
  );
  operations["states"] = rig.engine.operations;
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Small?", States: inner });
  const { arn } = await rig.engine.define({ name: "inner", roleArn: "role", type: "STANDARD", definition });
  return { ...rig, innerArn: arn };
}

const outer = (suffix: string, arn: string, more: JsonObject = {}): JsonObject => ({
  Start: {
    Type: "Task",
    Resource: `arn:aws:states:::states:startExecution${suffix}`,
    Arguments: { StateMachineArn: arn, Input: "{% $states.input %}" },
    End: true,
    ...more,
  },
});

test.each([
  ["", { ExecutionArn: expect.stringContaining(":execution:inner:"), StartDate: expect.any(Number) }],
  [".sync", { Status: "SUCCEEDED", Output: '{"twice":6}', Input: '{"n":3}' }],
  [".sync:2", { Status: "SUCCEEDED", Output: { twice: 6 }, Input: { n: 3 } }],
])("states:startExecution%s answers as AWS does", async (suffix, expected) => {
  const rig = await openNested();
  const machine = await rig.define(outer(suffix, rig.innerArn));
  const execution = await rig.begin(machine, { n: 3 });
  const { status, output } = await rig.finish(execution);
  expect(status).toBe("SUCCEEDED");
  expect(JSON.parse(String(output))).toMatchObject(expected);
  expect((await rig.history(execution)).includes("TaskSubmitted")).toBe(suffix !== "");
});

test("a nested execution that fails, fails its task with its description as cause", async () => {
  const rig = await openNested();
  const execution = await rig.begin(await rig.define(outer(".sync:2", rig.innerArn)), { n: 11 });
  const { status, error, cause } = await rig.finish(execution);
  expect({ status, error }).toEqual({ status: "FAILED", error: "States.TaskFailed" });
  expect(JSON.parse(String(cause))).toMatchObject({ Status: "FAILED", Error: "TooBig", Cause: "above ten" });
});

test("a start whose answer was lost is made again by the same name, and starts nothing twice (F16)", async () => {
  const rig = await openNested();
  const invoke = openTaskInvoker({
    functions: { invoke: () => Promise.reject(new Error("no functions here")) },
    operations: { states: rig.engine.operations },
    awaitEnd: (arn) => rig.engine.ended(arn),
  });
  const call = {
    resource: "arn:aws:states:::states:startExecution.sync:2",
    arguments: { StateMachineArn: rig.innerArn, Input: { n: 3 } },
    executionArn: "arn:aws:states:us-east-1:000000000000:execution:outer:o",
    stateName: "Start",
    place: 0,
    attempt: 3,
    submitted: async () => {},
    signal: new AbortController().signal,
  };
  const [first, again] = [await invoke(call), await invoke(call)];
  expect(again).toEqual(first);
  const listed = await rig.engine.operations["ListExecutions"]?.({ stateMachineArn: rig.innerArn });
  expect(listed?.["executions"]).toHaveLength(1);
});
