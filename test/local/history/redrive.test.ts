import { expect, test } from "vitest";
import { TaskFailure } from "../../../local/asl/failure.ts";
import { isObject, type Json } from "../../../local/asl/json.ts";
import type { TaskInvoker } from "../../../local/history/task-invoker.ts";
import { openRig, type Rig } from "./rig.ts";

const lambda = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const task = (name: string, more: { [field: string]: Json }) => ({ Type: "Task", Resource: lambda(name), ...more });

/** Tasks that fail while their name stands in `broken`, and answer their name otherwise. */
const world = (broken: Set<string>): TaskInvoker => {
  return async ({ resource, arguments: sent }) => {
    const name = resource.split(":").at(-1) ?? "";
    const item = isObject(sent) && typeof sent["item"] === "string" ? `${name} ${sent["item"]}` : name;
    if (broken.has(item)) throw new TaskFailure("Broken", `${item} is broken`);
    return item;
  };
};

const redrive = (rig: Rig, executionArn: string, clientToken?: string) =>
  rig.engine.operations["RedriveExecution"]?.({ executionArn, ...(clientToken ? { clientToken } : {}) });
const namesOf = (rig: Rig) =>
  rig.calls.map(({ resource, arguments: sent }) => {
    const name = resource.split(":").at(-1);
    return isObject(sent) && typeof sent["item"] === "string" ? `${name} ${sent["item"]}` : name;
  });

test("a redriven execution goes on at the state that failed, with its input and what was assigned", async () => {
  const broken = new Set(["second"]);
  const rig = await openRig(world(broken));
  const machine = await rig.define({
    First: task("first", { Assign: { kept: "{% $states.result %}" }, Next: "Second" }),
    Second: task("second", {
      Retry: [{ ErrorEquals: ["Broken"], MaxAttempts: 1 }],
      Output: {
        kept: "{% $kept %}",
        count: "{% $states.context.Execution.RedriveCount %}",
        retries: "{% $states.context.State.RetryCount %}",
      },
      End: true,
    }),
  });
  const arn = await rig.begin(machine);
  expect(await rig.finish(arn)).toMatchObject({ status: "FAILED", redriveCount: 0, redriveStatus: "REDRIVABLE" });
  broken.clear();
  expect(await redrive(rig, arn, "again")).toEqual({ redriveDate: rig.clock.now() / 1000 });
  expect(await redrive(rig, arn, "again"), "asked again because the answer was lost").toEqual({
    redriveDate: rig.clock.now() / 1000,
  });
  const ended = await rig.finish(arn);
  expect(ended).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, redriveStatus: "NOT_REDRIVABLE" });
  expect(ended["error"]).toBeUndefined();
  expect(JSON.parse(String(ended["output"]))).toEqual({ kept: "first", count: 1, retries: 0 });
  expect(namesOf(rig)).toEqual(["first", "second", "second", "second"]);
  const listed = (redriveFilter: string) =>
    rig.engine.operations["ListExecutions"]?.({ stateMachineArn: machine, redriveFilter });
  expect(await listed("REDRIVEN")).toMatchObject({
    executions: [{ redriveCount: 1, redriveDate: expect.any(Number) }],
  });
  expect(await listed("NOT_REDRIVEN")).toMatchObject({ executions: [] });
  const history = await rig.history(arn);
  expect(history.slice(history.indexOf("ExecutionFailed"))).toEqual([
    "ExecutionFailed",
    "ExecutionRedriven",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
    "TaskStateExited Second",
    "ExecutionSucceeded",
  ]);
  await expect(redrive(rig, arn)).rejects.toThrow("Execution is SUCCEEDED and cannot be redriven");
});

test.each([
  ["of a Parallel, only the branch that failed runs again", "parallel"],
  ["of a Map, only the iterations that did not succeed run again", "map"],
  ["of a distributed Map, only the iterations that did not succeed run again", "distributed"],
])("%s, also when the machine was restarted in between", async (_, kind) => {
  const broken = new Set(["work b"]);
  const rig = await openRig(world(broken));
  const work = task("work", { Arguments: { item: "{% $states.input.item %}" }, End: true });
  const flow = { StartAt: "Work", States: { Work: work } };
  const branch = (item: string) => ({
    StartAt: `Work ${item}`,
    States: { [`Work ${item}`]: { ...work, Arguments: { item } } },
  });
  const states: Readonly<Record<string, Json>> = {
    parallel: { Type: "Parallel", Branches: [branch("a"), branch("b"), branch("c")], End: true },
    map: {
      Type: "Map",
      MaxConcurrency: 1,
      Items: [{ item: "a" }, { item: "b" }, { item: "c" }],
      ItemProcessor: flow,
      End: true,
    },
    distributed: {
      Type: "Map",
      MaxConcurrency: 1,
      Items: [{ item: "a" }, { item: "b" }, { item: "c" }],
      ItemProcessor: { ...flow, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
      End: true,
    },
  };
  const machine = await rig.define({ All: states[kind] ?? null });
  const arn = await rig.begin(machine);
  expect(await rig.finish(arn)).toMatchObject({ status: "FAILED" });
  const before = namesOf(rig);
  broken.clear();
  const again = await rig.restart();
  await redrive(again, arn);
  const ended = await again.finish(arn);
  expect(ended).toMatchObject({ status: "SUCCEEDED" });
  expect(JSON.parse(String(ended["output"]))).toEqual(["work a", "work b", "work c"]);
  expect(before.filter((name) => name === "work a")).toHaveLength(1);
  const after = namesOf(again).slice(again.calls === rig.calls ? before.length : 0);
  expect(after).not.toContain("work a");
  expect(after).toContain("work b");
});

test("a stopped execution goes on waiting, and one that failed on its way runs the state it had come to", async () => {
  const broken = new Set<string>();
  const rig = await openRig(world(broken));
  const machine = await rig.define(
    {
      Wait: { Type: "Wait", Seconds: 100, Next: "Work" },
      Work: task("work", { Next: "Check" }),
      Check: {
        Type: "Pass",
        Output: "{% $states.context.Execution.RedriveCount = 0 ? $error('not yet') : 'well' %}",
        End: true,
      },
    },
    { TimeoutSeconds: 3600 },
  );
  const arn = await rig.begin(machine);
  await rig.clock.advance(10_000);
  await rig.engine.operations["StopExecution"]?.({ executionArn: arn });
  await rig.clock.advance(5000);
  await redrive(rig, arn);
  const ended = await rig.finish(arn);
  expect(JSON.parse(String(ended["output"]))).toBe("well");
  expect(namesOf(rig)).toEqual(["work"]);

  const second = await rig.begin(machine);
  await rig.finish(second);
  expect(await rig.describe(second)).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  await redrive(rig, second);
  expect(await rig.finish(second)).toMatchObject({ status: "SUCCEEDED", output: '"well"' });
  expect(namesOf(rig), "what had succeeded does not run again").toEqual(["work", "work"]);
});

test("two weeks after its end an execution cannot be redriven", async () => {
  const rig = await openRig(world(new Set(["work"])));
  const arn = await rig.begin(await rig.define({ Work: task("work", { End: true }) }));
  await rig.finish(arn);
  await rig.clock.advance(14 * 86_400_000 + 1);
  await expect(redrive(rig, arn)).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });
  expect(await rig.describe(arn)).toMatchObject({ redriveStatusReason: "Execution redrivable period exceeded" });
});
