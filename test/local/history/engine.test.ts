import { describe, expect, test } from "vitest";
import { TaskFailure } from "../../../local/asl/failure.ts";
import { openRig, settled } from "./rig.ts";

const invokeLambda = "arn:aws:states:::lambda:invoke";

describe("an execution", () => {
  test("runs its states in order, hands their outputs on and ends with the last", async () => {
    const rig = await openRig(async ({ arguments: sent }) => ({ Payload: { got: sent } }));
    const machine = await rig.define({
      Note: {
        Type: "Pass",
        Assign: { who: "{% $states.input.name %}" },
        Output: { hello: "{% $states.input.name %}" },
        Next: "Ask",
      },
      Ask: {
        Type: "Task",
        Resource: invokeLambda,
        Arguments: { FunctionName: "greet", Payload: "{% $states.input %}" },
        Output: "{% $states.result.Payload %}",
        Next: "Warm?",
      },
      "Warm?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $who = 'Ada' %}", Next: "Yes" }],
        Default: "No",
      },
      Yes: { Type: "Succeed", Output: { said: "{% $states.input.got.Payload.hello & '!' %}" } },
      No: { Type: "Fail", Error: "Cold" },
    });
    const execution = await rig.begin(machine, { name: "Ada" });
    const ended = await rig.finish(execution);
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: '{"said":"Ada!"}' });
    expect(await rig.history(execution)).toEqual([
      "ExecutionStarted",
      "PassStateEntered Note",
      "PassStateExited Note",
      "TaskStateEntered Ask",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited Ask",
      "ChoiceStateEntered Warm?",
      "ChoiceStateExited Warm?",
      "SucceedStateEntered Yes",
      "SucceedStateExited Yes",
      "ExecutionSucceeded",
    ]);
  });

  test("waits a year in no time on a virtual clock, across a restart", async () => {
    const rig = await openRig();
    const machine = await rig.define({ Rest: { Type: "Wait", Seconds: 31_536_000, End: true } });
    const execution = await rig.begin(machine, { kept: true });
    const again = await rig.restart();
    expect(await again.describe(execution)).toMatchObject({ status: "RUNNING" });
    expect(await again.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: '{"kept":true}' });
    expect(again.clock.now()).toBe(Date.UTC(2027, 0, 1));
  });

  test("retries with growing delays and then leaves by its catcher", async () => {
    let attempts = 0;
    const rig = await openRig(async () => {
      attempts += 1;
      throw new TaskFailure("Busy", "try later");
    });
    const machine = await rig.define({
      Try: {
        Type: "Task",
        Resource: invokeLambda,
        Arguments: { FunctionName: "f" },
        Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ["States.ALL"], Assign: { error: "{% $states.errorOutput.Error %}" }, Next: "Say" }],
        End: true,
      },
      Say: { Type: "Pass", Output: "{% $error %}", End: true },
    });
    const execution = await rig.begin(machine);
    expect(await rig.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: '"Busy"' });
    expect(attempts).toBe(3);
    expect(rig.clock.now() - Date.UTC(2026, 0, 1)).toBe(2000 + 6000);
  });

  test("maps over items with limited concurrency and keeps their order", async () => {
    let atOnce = 0;
    let most = 0;
    const rig = await openRig(async ({ arguments: sent }) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await settled();
      atOnce -= 1;
      return sent;
    });
    const machine = await rig.define({
      Each: {
        Type: "Map",
        Items: "{% [1..5] %}",
        MaxConcurrency: 2,
        ItemSelector: { n: "{% $states.context.Map.Item.Value %}", at: "{% $states.context.Map.Item.Index %}" },
        ItemProcessor: {
          StartAt: "Work",
          States: {
            Work: {
              Type: "Task",
              Resource: invokeLambda,
              Arguments: "{% $states.input.n * 10 + $states.input.at %}",
              End: true,
            },
          },
        },
        End: true,
      },
    });
    const execution = await rig.begin(machine);
    for (let turn = 0; turn < 5; turn += 1) await settled();
    expect(await rig.finish(execution)).toMatchObject({ output: "[10,21,32,43,54]" });
    expect(most).toBe(2);
  });

  test("fails with its branch when a Parallel's branch fails", async () => {
    const rig = await openRig();
    const machine = await rig.define({
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Long", States: { Long: { Type: "Wait", Seconds: 1000, End: true } } },
          { StartAt: "Break", States: { Break: { Type: "Fail", Error: "Broken", Cause: "on purpose" } } },
        ],
        End: true,
      },
    });
    const execution = await rig.begin(machine);
    expect(await rig.finish(execution)).toMatchObject({ status: "FAILED", error: "Broken", cause: "on purpose" });
    expect(rig.clock.next() ?? Number.MAX_SAFE_INTEGER, "nothing waits for the long branch").toBeGreaterThan(
      rig.clock.now() + 1_000_000,
    );
  });
});
