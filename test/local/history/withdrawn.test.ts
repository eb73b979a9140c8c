import { expect, test } from "vitest";
import { openRig, settled } from "./rig.ts";

const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: {} };

test("an attempt that timed out is withdrawn from whoever has not begun it; the next attempt stands", async () => {
  const aborted: number[] = [];
  const rig = await openRig(({ attempt, signal }) => {
    signal.addEventListener("abort", () => aborted.push(attempt));
    return new Promise(() => {});
  });
  const retry = [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 1, MaxAttempts: 1 }];
  const machine = await rig.define({ Work: { ...task, TimeoutSeconds: 10, Retry: retry, End: true } });
  await rig.begin(machine);
  await settled();
  await rig.clock.advance(10_000);
  await settled();
  const [first] = rig.calls;
  expect(aborted).toEqual([first?.attempt]);
  await rig.clock.advance(1_000);
  await settled();
  expect(rig.calls).toHaveLength(2);
  expect(rig.calls[1]?.signal.aborted).toBe(false);
});

test("a branch that goes because its sibling failed withdraws what it asked for", async () => {
  const rig = await openRig(({ stateName }) =>
    stateName === "Fails" ? Promise.reject(new Error("no")) : new Promise(() => {}),
  );
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...task, End: true } } });
  const rest = { Type: "Wait", Seconds: 60, End: true };
  const both = { Type: "Parallel", Branches: [branch("Hangs"), branch("Fails")], End: true };
  const machine = await rig.define({
    Both: { ...both, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Rest" }] },
    Rest: rest,
  });
  const execution = await rig.begin(machine);
  await settled();
  expect(rig.calls.find(({ stateName }) => stateName === "Hangs")?.signal.aborted).toBe(true);
  expect(await rig.finish(execution)).toMatchObject({ status: "SUCCEEDED" });
});
