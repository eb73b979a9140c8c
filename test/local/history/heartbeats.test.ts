import { expect, test } from "vitest";
import type { JsonObject } from "../../../local/asl/json.ts";
import { openRig, settled } from "./rig.ts";

const ask = (name: string): JsonObject => ({
  StartAt: name,
  States: {
    [name]: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: {},
      HeartbeatSeconds: 30,
      End: true,
    },
  },
});

test("heartbeats of several tasks at once all outlive a restart, one row each (E4)", async () => {
  const rig = await openRig();
  const machine = await rig.define({ Both: { Type: "Parallel", Branches: [ask("One"), ask("Two")], End: true } });
  const execution = await rig.begin(machine);
  await settled();
  const tokens = rig.calls.map(({ token = "" }) => token);
  for (let beat = 0; beat < 3; beat += 1) {
    await rig.clock.advance(20_000);
    for (const taskToken of tokens) await rig.engine.operations["SendTaskHeartbeat"]?.({ taskToken });
  }
  const rows = await rig.store.read((tx) => tx.all("SELECT * FROM sfn_history WHERE events = 0"));
  expect(rows).toHaveLength(2);
  const again = await rig.restart();
  await again.clock.advance(25_000);
  await settled();
  for (const taskToken of tokens) await again.engine.operations["SendTaskSuccess"]?.({ taskToken, output: "1" });
  expect(await again.finish(execution)).toMatchObject({ status: "SUCCEEDED", output: "[1,1]" });
});
