// A process on a disk with little room: `full-disk-child.ts FOLDER fill|finish`. `fill` starts executions until the disk
// has refused twenty of them, `finish` works until all that were accepted have ended. Both print what became of each.
import { writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../../local/clock.ts";
import { type Engine, openEngine } from "../../../local/history/engine.ts";
import { openStore } from "../../../local/store.ts";

const [folder = ".", what = "fill"] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const store = openStore(path.join(folder, "engine.db"));
store.onFailure(() => say("told"));
const engine: Engine = openEngine({
  store,
  clock: systemClock,
  random: Math.random,
  invoke: async ({ arguments: sent }) => sent,
});
const step = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Arguments: "{% $states.input %}" };
const definition = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "A",
  States: { A: { ...step, Next: "B" }, B: { ...step, Next: "Rest" }, Rest: { Type: "Wait", Seconds: 1, End: true } },
});
const { arn } = await engine.define({ name: "machine", roleArn: "role", type: "STANDARD", definition });
await engine.start();

async function fill(): Promise<void> {
  let refused = 0;
  for (let n = 0; refused < 20 && n < 5000; n += 1) {
    const input = JSON.stringify({ n, filler: "x".repeat(500) });
    await engine.operations["StartExecution"]?.({ stateMachineArn: arn, name: `e${n}`, input }).then(
      () => say(`accepted e${n}`),
      (error: unknown) => {
        refused += 1;
        say(`refused e${n} ${error instanceof Error ? `${error.name}: ${error.message}` : error}`);
      },
    );
  }
  process.exit(0); // As it is: the disk refuses whatever a proper end would write.
}

async function finish(): Promise<void> {
  const running = "SELECT count(*) AS n FROM sfn_execution WHERE status = 'RUNNING'";
  while ((await store.read((tx) => tx.get(running)))?.["n"] !== 0) await sleep(20);
  const rows = await store.read((tx) => tx.all("SELECT name, status FROM sfn_execution"));
  for (const { name, status } of rows) say(`ended ${name} ${status}`);
  await engine.stop();
  await store.close();
}

await (what === "fill" ? fill() : finish());
