import { expect, test } from "vitest";
import { openRig, settled } from "./rig.ts";

test("stopped in the middle, the engine finishes what was on its way to the disk and goes on where it was (F35)", async () => {
  const aborted: string[] = [];
  let hang = true;
  const rig = await openRig(({ stateName, signal, arguments: sent }) => {
    if (!hang) return Promise.resolve(sent);
    signal.addEventListener("abort", () => aborted.push(stateName));
    return new Promise(() => {});
  });
  const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: "{% $states.input %}" };
  const machine = await rig.define({ Work: { ...task, Next: "Rest" }, Rest: { Type: "Wait", Seconds: 60, End: true } });
  const executions = [await rig.begin(machine, 1), await rig.begin(machine, 2)];
  const late = rig.begin(machine, 3); // Not waited for: it is on its way when the engine stops.
  await settled();
  hang = false;
  const again = await rig.restart();
  expect(aborted, "whoever worked for it was told").toEqual(["Work", "Work", "Work"]);
  for (const execution of [...executions, await late]) {
    expect(await again.finish(execution)).toMatchObject({ status: "SUCCEEDED" });
    expect((await again.history(execution)).filter((type) => type === "TaskScheduled")).toHaveLength(1);
  }
  await expect(rig.begin(machine, 4), "the stopped one takes nothing more").rejects.toThrow();
});
