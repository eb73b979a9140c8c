import {
  CreateActivityCommand,
  DescribeActivityCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../local/asl/json.ts";
import { openWired } from "./over-the-wire.ts";
import { openRig, settled } from "./rig.ts";

const activityArn = "arn:aws:states:us-east-1:000000000000:activity:dig";
const dig = (more: JsonObject = {}): JsonObject => ({
  Dig: { Type: "Task", Resource: activityArn, Arguments: "{% $states.input %}", End: true, ...more },
});

test("a worker that waits gets an activity's task over the wire, and its answer ends it", async () => {
  const { client, define, engine } = await openWired();
  const created = await client.send(new CreateActivityCommand({ name: "dig" }));
  expect(created.activityArn).toBe(activityArn);
  expect((await client.send(new DescribeActivityCommand({ activityArn }))).name).toBe("dig");
  expect((await client.send(new ListActivitiesCommand({}))).activities).toHaveLength(1);
  const waiting = client.send(new GetActivityTaskCommand({ activityArn, workerName: "mole" }));
  const stateMachineArn = await define(dig());
  const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"deep":3}' }));
  const { taskToken, input } = await waiting;
  expect(input).toBe('{"deep":3}');
  await client.send(new SendTaskSuccessCommand({ taskToken, output: '"a hole"' }));
  expect(await engine.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: "a hole" });
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events?.slice(2, 5)).toMatchObject([
    { type: "ActivityScheduled", activityScheduledEventDetails: { resource: activityArn, input: '{"deep":3}' } },
    { type: "ActivityStarted", activityStartedEventDetails: { workerName: "mole" } },
    { type: "ActivitySucceeded", activitySucceededEventDetails: { output: '"a hole"' } },
  ]);
});

test("a task that no worker has taken waits through a restart, and goes to one worker only (E4)", async () => {
  const rig = await openRig();
  await rig.engine.operations["CreateActivity"]?.({ name: "dig" });
  const execution = await rig.begin(await rig.define(dig()), 7);
  await settled();
  const again = await rig.restart();
  const ask = () => again.engine.operations["GetActivityTask"]?.({ activityArn });
  const first = await ask();
  expect(first).toMatchObject({ input: "7" });
  const second = ask();
  await settled();
  await again.clock.advance(60_000);
  expect(await second, "nothing came within a minute").toEqual({});
  await again.engine.operations["SendTaskSuccess"]?.({ taskToken: first?.["taskToken"] ?? "", output: "8" });
  expect(await again.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: "8" });
});

test("an activity's time counts from its scheduling, its heartbeats from when a worker has it", async () => {
  const rig = await openRig();
  await rig.engine.operations["CreateActivity"]?.({ name: "dig" });
  const machine = await rig.define(dig({ TimeoutSeconds: 100, HeartbeatSeconds: 10 }));
  const execution = await rig.begin(machine);
  await rig.clock.advance(50_000);
  expect(await rig.describe(execution)).toMatchObject({ status: "RUNNING" });
  await rig.engine.operations["GetActivityTask"]?.({ activityArn });
  await settled();
  await rig.clock.advance(11_000);
  await settled();
  expect(await rig.describe(execution)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  const late = await rig.begin(machine);
  await settled();
  await rig.clock.advance(101_000);
  await settled();
  expect(await rig.describe(late)).toMatchObject({ status: "FAILED" });
  await expect(rig.engine.operations["GetActivityTask"]?.({ activityArn: `${activityArn}2` })).rejects.toMatchObject({
    name: "ActivityDoesNotExist",
  });
});
