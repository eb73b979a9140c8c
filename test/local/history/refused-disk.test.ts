import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { seeded } from "../../../local/asl/jsonata/aws-functions.ts";
import { virtualClock } from "../../../local/clock.ts";
import { StoreFailure } from "../../../local/database.ts";
import { openEngine } from "../../../local/history/engine.ts";
import { openStore } from "../../../local/store.ts";
import { settled } from "./rig.ts";

test("a disk that refuses now and then delays executions, refuses new ones clearly, and loses nothing (F8)", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "refused-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = openStore(path.join(folder, "engine.db"));
  onTestFinished(() => store.close());
  let writes = 0;
  let refusing = false;
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const engine = openEngine({
    store: {
      ...store,
      transact: async (work) => {
        writes += 1;
        if (refusing && seeded(writes) < 0.3) throw new StoreFailure("The disk refused a write: no space left");
        return await store.transact(work);
      },
    },
    clock,
    random: Math.random,
    invoke: async ({ arguments: sent }) => sent,
  });
  const step = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: "{% $states.input + 1 %}" };
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "A",
    States: { A: { ...step, Next: "B" }, B: { ...step, Next: "C" }, C: { ...step, End: true } },
  });
  const { arn } = await engine.define({ name: "machine", roleArn: "role", type: "STANDARD", definition });
  await engine.start();
  refusing = true;
  const accepted: string[] = [];
  const refused: unknown[] = [];
  for (let n = 0; n < 20; n += 1) {
    await engine.operations["StartExecution"]?.({ stateMachineArn: arn, input: String(n) }).then(
      ({ executionArn }) => accepted.push(String(executionArn)),
      (error: unknown) => refused.push(error),
    );
    await settled(store);
  }
  expect(accepted.length).toBeGreaterThan(5);
  expect(refused.length).toBeGreaterThan(1);
  for (const error of refused) expect(error).toBeInstanceOf(StoreFailure);
  for (let turn = 0; turn < 60; turn += 1) {
    await clock.advance(1000);
    await settled(store);
  }
  const ends = await Promise.all(
    accepted.map(async (executionArn) => await engine.operations["DescribeExecution"]?.({ executionArn })),
  );
  for (const end of ends)
    expect(end).toMatchObject({ status: "SUCCEEDED", output: String(Number(end?.["input"]) + 3) });
  const listed = await engine.operations["ListExecutions"]?.({ stateMachineArn: arn });
  refusing = false;
  expect(listed?.["executions"], "what was refused does not exist").toHaveLength(accepted.length);
  await engine.stop();
});
