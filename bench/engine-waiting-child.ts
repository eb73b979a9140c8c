// One process of bench/engine-waiting.ts: `fill` starts executions that wait, half for a token and half for the clock;
// `restart` takes them up again and wakes one. Prints what it measured as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { systemClock } from "../local/clock.ts";
import { openEngine } from "../local/history/engine.ts";
import { openStore } from "../local/store.ts";
import { checkEnded, waitingMachine } from "./engine-small-machines.ts";

const [kind, dir = "", count = "0", spawnedAtMs = "0"] = process.argv.slice(2);
const tokenFile = path.join(dir, "token");
const store = openStore(path.join(dir, "engine.db"));
let token = "";
const engine = openEngine({
  store,
  clock: systemClock,
  random: Math.random,
  invoke: async (call) => {
    token = call.token ?? token;
    return {};
  },
});

if (kind === "fill") {
  const { arn } = await engine.define(waitingMachine);
  await engine.start();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < Number(count)) {
      const waitsFor = next % 2 === 0 ? "token" : "clock";
      next += 1;
      await engine.operations["StartExecution"]?.({ stateMachineArn: arn, input: JSON.stringify({ waitsFor }) });
    }
  };
  await Promise.all(Array.from({ length: 500 }, worker));
  // The calls that hand tokens out come after the commit.
  while (token === "") await new Promise((resolve) => setImmediate(resolve));
  writeFileSync(tokenFile, token);
  console.log(JSON.stringify({}));
} else {
  await engine.start();
  const restartMs = Date.now() - Number(spawnedAtMs);
  const given = readFileSync(tokenFile, "utf8");
  await engine.operations["SendTaskSuccess"]?.({ taskToken: given, output: "{}" });
  await checkEnded(engine, given);
  const { cpu, rss } = { cpu: process.cpuUsage(), rss: process.memoryUsage.rss() };
  console.log(JSON.stringify({ restartMs, cpuMs: (cpu.user + cpu.system) / 1000, rssMb: rss / 2 ** 20 }));
}
await engine.stop();
await store.close();
