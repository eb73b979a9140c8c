import { expect, test } from "vitest";
import type { JsonObject } from "../../../local/asl/json.ts";
import { openRig } from "./rig.ts";

const task = (more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  End: true,
  ...more,
});

test("an endless loop fails at 25,000 events, as on AWS, and others work meanwhile (F15)", async () => {
  const rig = await openRig();
  const endless = await rig.begin(await rig.define({ A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } }));
  expect(await rig.finish(endless)).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  const last = await rig.engine.operations["GetExecutionHistory"]?.({
    executionArn: endless,
    reverseOrder: true,
    maxResults: 1,
  });
  expect(last?.["events"]).toMatchObject([{ id: 25_000, type: "ExecutionFailed" }]);
});

test("a task's result of 256 KiB is States.DataLimitExceeded, which Catch may handle", async () => {
  const rig = await openRig(async () => "ü".repeat(131_072));
  const machine = await rig.define({
    Ask: task({ Arguments: {}, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Small" }] }),
    Small: { Type: "Pass", Output: "{% $states.input.Error %}", End: true },
  });
  expect(await rig.finish(await rig.begin(machine))).toMatchObject({ output: '"States.DataLimitExceeded"' });
});

test("an input above 256 KiB of UTF-8 is refused before anything starts (F14)", async () => {
  const rig = await openRig();
  const machine = await rig.define({ Done: { Type: "Succeed" } });
  await expect(rig.begin(machine, "ü".repeat(131_072))).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  expect(await rig.finish(await rig.begin(machine, "ü".repeat(131_000)))).toMatchObject({ status: "SUCCEEDED" });
});

test("a machine's TimeoutSeconds ends the execution, also across a restart", async () => {
  const rig = await openRig(() => new Promise(() => {}));
  const machine = await rig.define({ Ask: task({ Arguments: {} }) }, { TimeoutSeconds: 60 });
  const execution = await rig.begin(machine);
  await rig.clock.advance(30_000);
  const again = await rig.restart();
  expect(await again.finish(execution)).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
  expect(again.clock.now() - Date.UTC(2026, 0, 1)).toBe(60_000);
});

test.each([
  [
    "throws at once",
    (): never => {
      throw new TypeError("not a promise");
    },
  ],
  ["rejects with no task failure", () => Promise.reject(new TypeError("not a promise"))],
])("an invoker that %s fails the task by its error's name", async (_, invoke) => {
  const rig = await openRig(invoke);
  const execution = await rig.begin(await rig.define({ Ask: task({ Arguments: {} }) }));
  expect(await rig.finish(execution)).toMatchObject({ status: "FAILED", error: "TypeError", cause: "not a promise" });
});

test("an expression that yields nothing fails its state by AWS's words, and may be caught", async () => {
  const rig = await openRig();
  const machine = await rig.define({
    Say: { Type: "Pass", Output: { reply: "{% $states.input.nothing %}" }, End: true },
  });
  expect(await rig.finish(await rig.begin(machine))).toMatchObject({
    status: "FAILED",
    error: "States.QueryEvaluationError",
    cause:
      "An error occurred while executing the state 'Say' (entered at the event id #2). The JSONata expression '$states.input.nothing' specified for the field 'Output/reply' returned nothing (undefined).",
  });
});

test("the file stops growing once as much is forgotten as is added, 90 days after its end", async () => {
  const rig = await openRig(async () => "x".repeat(2000));
  const machine = await rig.define({
    Work: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:000000000000:function:work", End: true },
  });
  const pages = async (): Promise<number> => {
    const row = await rig.store.read((tx) => tx.get("SELECT page_count AS n FROM pragma_page_count"));
    return Number(row?.["n"]);
  };
  const aMonth = async (): Promise<void> => {
    for (let time = 0; time < 10; time += 1) {
      const arns = await Promise.all(Array.from({ length: 10 }, () => rig.begin(machine)));
      await Promise.all(arns.map((arn) => rig.engine.ended(arn)));
      await rig.clock.advance(3 * 86_400_000);
    }
  };
  for (let month = 0; month < 4; month += 1) await aMonth();
  const afterFour = await pages();
  for (let month = 0; month < 4; month += 1) await aMonth();
  expect((await pages()) / afterFour).toBeLessThan(1.1);
  const kept = await rig.store.read((tx) => tx.get("SELECT count(*) AS n FROM sfn_execution"));
  expect(Number(kept?.["n"]), "those of the last 90 days").toBeLessThanOrEqual(310);
});
