import { expect, test } from "vitest";
import type { ExecutionStatusChange } from "../../../local/history/status-change.ts";
import { openRig, settled } from "./rig.ts";

const says = (word: string) => ({
  Rest: { Type: "Wait", Seconds: 60, Next: "Say" },
  Say: { Type: "Pass", Output: word, End: true },
});

test("a running execution finishes on the definition it started with (E5, F30)", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("old"));
  const old = await rig.begin(machine);
  await rig.define(says("new"));
  const fresh = await rig.begin(machine);
  const again = await rig.restart();
  expect(await again.finish(old)).toMatchObject({ output: '"old"' });
  expect(await again.finish(fresh)).toMatchObject({ output: '"new"' });
});

test("an alias starts the version it points at, and executions say so", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("one"));
  const one = await rig.engine.publishVersion(machine);
  expect(await rig.engine.publishVersion(machine), "the same revision is the same version").toEqual(one);
  const live = await rig.engine.alias(machine, "live", one.arn);
  await rig.define(says("two"));
  const two = await rig.engine.publishVersion(machine);
  expect([one.arn, two.arn]).toEqual([`${machine}:1`, `${machine}:2`]);
  const execution = await rig.begin(live.arn);
  await rig.engine.alias(machine, "live", two.arn);
  expect(await rig.finish(execution)).toMatchObject({
    output: '"one"',
    stateMachineVersionArn: one.arn,
    stateMachineAliasArn: live.arn,
  });
  expect(await rig.finish(await rig.begin(live.arn))).toMatchObject({ output: '"two"' });
  expect(await rig.engine.operations["DescribeStateMachineAlias"]?.({ stateMachineAliasArn: live.arn })).toMatchObject({
    routingConfiguration: [{ stateMachineVersionArn: two.arn, weight: 100 }],
  });
  const versions = await rig.engine.operations["ListStateMachineVersions"]?.({ stateMachineArn: machine });
  expect(versions?.["stateMachineVersions"]).toMatchObject([
    { stateMachineVersionArn: two.arn },
    { stateMachineVersionArn: one.arn },
  ]);
});

test("starting twice under one name is success while the first runs with the same input, and refused otherwise (F16)", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("x"));
  const [first, second] = await Promise.all([
    rig.begin(machine, { a: 1 }, "once"),
    rig.begin(machine, { a: 1 }, "once"),
  ]);
  expect(second).toBe(first);
  await expect(rig.begin(machine, { a: 2 }, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  const again = await rig.restart();
  expect(await again.begin(machine, { a: 1 }, "once")).toBe(first);
  await again.finish(first);
  await expect(again.begin(machine, { a: 1 }, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
});

test("status changes are told after they happened, and again until they were taken (E6)", async () => {
  const told: ExecutionStatusChange[] = [];
  let refuse = false;
  const onStatusChange = async (change: ExecutionStatusChange): Promise<void> => {
    if (refuse) throw new Error("nobody listens");
    told.push(change);
  };
  const rig = await openRig(undefined, { onStatusChange });
  const machine = await rig.define(says("x"));
  const execution = await rig.begin(machine, { a: 1 });
  await settled();
  expect(told.map(({ status }) => status)).toEqual(["RUNNING"]);
  refuse = true;
  await rig.finish(execution);
  refuse = false;
  expect(told).toHaveLength(1);
  await rig.restart();
  expect(told[1]).toMatchObject({
    executionArn: execution,
    status: "SUCCEEDED",
    input: '{"a":1}',
    output: '"x"',
    cause: null,
  });
});

test("ended executions are forgotten after 90 days and their names are free again", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("x"));
  const execution = await rig.begin(machine, {}, "again");
  await rig.finish(execution);
  await rig.clock.advance(89 * 86_400_000);
  await settled();
  expect(await rig.describe(execution)).toMatchObject({ status: "SUCCEEDED" });
  await rig.clock.advance(2 * 86_400_000);
  await settled();
  await expect(rig.describe(execution)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  expect(await rig.store.read((tx) => tx.all("SELECT * FROM sfn_history"))).toEqual([]);
  expect(await rig.begin(machine, {}, "again")).toBe(execution);
});

test("executions are listed newest first, by status, in pages", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("x"));
  const arns: string[] = [];
  for (let n = 0; n < 5; n += 1) arns.push(await rig.begin(machine, {}, `n${n}`));
  await rig.engine.operations["StopExecution"]?.({ executionArn: arns[1] ?? "", error: "Enough", cause: "by hand" });
  expect(await rig.describe(arns[1] ?? "")).toMatchObject({ status: "ABORTED", error: "Enough", cause: "by hand" });
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await rig.engine.operations["ListExecutions"]?.({
      stateMachineArn: machine,
      statusFilter: "RUNNING",
      maxResults: 3,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const found = page?.["executions"];
    for (const each of Array.isArray(found) ? found : [])
      if (each && typeof each === "object" && !Array.isArray(each)) names.push(String(each["name"]));
    nextToken = typeof page?.["nextToken"] === "string" ? page["nextToken"] : undefined;
  } while (nextToken !== undefined);
  expect(names).toEqual(["n4", "n3", "n2", "n0"]);
});

test("a history is read in pages, either way, without a gap", async () => {
  const rig = await openRig();
  const machine = await rig.define(says("x"));
  const execution = await rig.begin(machine);
  await rig.finish(execution);
  for (const reverseOrder of [false, true]) {
    const ids: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await rig.engine.operations["GetExecutionHistory"]?.({
        executionArn: execution,
        maxResults: 2,
        reverseOrder,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const events = page?.["events"];
      for (const each of Array.isArray(events) ? events : [])
        if (each && typeof each === "object" && !Array.isArray(each)) ids.push(Number(each["id"]));
      nextToken = typeof page?.["nextToken"] === "string" ? page["nextToken"] : undefined;
    } while (nextToken !== undefined);
    expect(ids).toEqual(reverseOrder ? [6, 5, 4, 3, 2, 1] : [1, 2, 3, 4, 5, 6]);
  }
});
