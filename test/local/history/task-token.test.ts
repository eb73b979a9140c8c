import { expect, test } from "vitest";
import { TaskFailure } from "../../../local/asl/failure.ts";
import type { JsonObject } from "../../../local/asl/json.ts";
import { openRig, type Rig, settled } from "./rig.ts";

const ask = (more: JsonObject = {}): JsonObject => ({
  Ask: {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: { FunctionName: "ask", Payload: { token: "{% $states.context.Task.Token %}" } },
    End: true,
    ...more,
  },
});

const send = async (rig: Rig, operation: string, input: JsonObject): Promise<JsonObject | undefined> =>
  await rig.engine.operations[operation]?.(input);
const tokenOf = (rig: Rig): string => String(rig.calls.at(-1)?.token);

test("a token is answered after its invocation returned", async () => {
  const rig = await openRig();
  const execution = await rig.begin(await rig.define(ask()));
  await settled();
  expect(rig.calls[0]?.arguments).toEqual({ FunctionName: "ask", Payload: { token: tokenOf(rig) } });
  await send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: '{"yes":true}' });
  expect(await rig.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: '{"yes":true}' });
  expect(await rig.history(execution)).toContain("TaskSubmitted");
});

test("a token may be answered before the invocation that received it has returned", async () => {
  let release = (): void => {};
  const rig = await openRig(async () => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return "late";
  });
  const execution = await rig.begin(await rig.define(ask()));
  await settled();
  await send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: '"early"' });
  release();
  expect(await rig.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: '"early"' });
});

test("a token works once; afterwards, and for tokens that were never given, AWS's errors say why (F17)", async () => {
  const rig = await openRig();
  await rig.begin(await rig.define(ask()));
  await settled();
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () => send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: "1" })),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: "1" })).rejects.toMatchObject({
    name: "TaskTimedOut",
  });
  await expect(send(rig, "SendTaskFailure", { taskToken: "garbage" })).rejects.toMatchObject({ name: "InvalidToken" });
});

test("a token survives a restart, and an invocation that had not returned is made again with the same token (E3)", async () => {
  const rig = await openRig(() => new Promise(() => {}));
  const execution = await rig.begin(await rig.define(ask()));
  await settled();
  const token = tokenOf(rig);
  const again = await rig.restart();
  await settled();
  expect(again.calls.map((call) => call.token)).toEqual([token]);
  await send(again, "SendTaskSuccess", { taskToken: token, output: "7" });
  expect(await again.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: "7" });
});

test("a submitted task is not invoked again after a restart", async () => {
  const rig = await openRig();
  await rig.begin(await rig.define(ask()));
  await settled();
  const again = await rig.restart();
  await settled();
  expect(again.calls).toEqual([]);
});

test("a function that fails before it kept the token is retried, with a new token", async () => {
  let attempts = 0;
  const rig = await openRig(async () => {
    attempts += 1;
    if (attempts === 1) throw new TaskFailure("Lambda.TooManyRequestsException", "slow down");
    return null;
  });
  const retry = [{ ErrorEquals: ["Lambda.TooManyRequestsException"], IntervalSeconds: 1 }];
  const execution = await rig.begin(await rig.define(ask({ Retry: retry })));
  await settled();
  await rig.clock.advance(1000);
  await settled();
  const [first, second] = rig.calls.map(({ token }) => String(token));
  expect(first).not.toBe(second);
  await expect(send(rig, "SendTaskSuccess", { taskToken: first ?? "", output: "1" })).rejects.toMatchObject({
    name: "TaskTimedOut",
  });
  await send(rig, "SendTaskSuccess", { taskToken: second ?? "", output: "2" });
  expect(await rig.finish(execution)).toMatchObject({ output: "2" });
});

test("an unanswered task times out, is caught, and its token is void", async () => {
  const rig = await openRig();
  const machine = await rig.define({
    ...ask({ TimeoutSeconds: 3600, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Escalate" }] }),
    Escalate: { Type: "Pass", End: true },
  });
  const execution = await rig.begin(machine);
  expect(await rig.finish(execution)).toMatchObject({ output: '{"Error":"States.Timeout","Cause":""}' });
  await expect(send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: "1" })).rejects.toMatchObject({
    name: "TaskTimedOut",
  });
});

test("heartbeats keep a task alive until one is missed", async () => {
  const rig = await openRig();
  const execution = await rig.begin(await rig.define(ask({ HeartbeatSeconds: 60 })));
  await settled();
  for (let beat = 0; beat < 5; beat += 1) {
    await rig.clock.advance(50_000);
    await send(rig, "SendTaskHeartbeat", { taskToken: tokenOf(rig) });
    await settled();
  }
  expect(await rig.describe(execution)).toMatchObject({ status: "RUNNING" });
  expect(await rig.finish(execution)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  expect(rig.clock.now() - Date.UTC(2026, 0, 1)).toBe(5 * 50_000 + 60_000);
});

test("a missed heartbeat is caught as States.HeartbeatTimeout, running out of time is not", async () => {
  const rig = await openRig();
  const missed = [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Missed" }];
  const states = (more: JsonObject): JsonObject => ({
    ...ask({ Catch: missed, ...more }),
    Missed: { Type: "Succeed" },
  });
  const silent = await rig.begin(await rig.define(states({ HeartbeatSeconds: 10, TimeoutSeconds: 60 })));
  expect(await rig.finish(silent)).toMatchObject({ status: "SUCCEEDED" });
  const late = await rig.begin(await rig.define(states({ TimeoutSeconds: 60 })));
  expect(await rig.finish(late)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
});

test("a thousand waiting executions, most of them out of memory, are all answered at once (E4)", async () => {
  const rig = await openRig();
  const machine = await rig.define(ask({ TimeoutSeconds: 3600 }));
  const executions = await Promise.all(Array.from({ length: 1000 }, (_, n) => rig.begin(machine, n)));
  await settled();
  const tokens = rig.calls.map((call) => String(call.token));
  await Promise.all(
    tokens.map(async (taskToken, n) => await send(rig, "SendTaskSuccess", { taskToken, output: `${n}` })),
  );
  await settled();
  const ends = await Promise.all(executions.map((execution) => rig.describe(execution)));
  expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(["SUCCEEDED"]));
});

test("a thousand timeouts due in the same instant are all kept, also after a restart (E4)", async () => {
  const rig = await openRig();
  const machine = await rig.define(ask({ TimeoutSeconds: 3600 }));
  const executions = await Promise.all(Array.from({ length: 1000 }, (_, n) => rig.begin(machine, n)));
  await settled();
  const again = await rig.restart();
  await again.clock.advance(3_600_000);
  // They are woken some at a time; the clock stands still meanwhile.
  for (let turn = 0; turn < 10; turn += 1) {
    await settled();
    await again.clock.advance(0);
  }
  const ends = await Promise.all(executions.map((execution) => again.describe(execution)));
  expect(new Set(ends.map(({ error }) => error))).toEqual(new Set(["States.Timeout"]));
});

test("an engine that is stopped does not say that a task is gone", async () => {
  const rig = await openRig();
  await rig.begin(await rig.define(ask()));
  await settled();
  await rig.engine.stop();
  await expect(send(rig, "SendTaskSuccess", { taskToken: tokenOf(rig), output: "1" })).rejects.toThrow(/stopped/);
});
