// A process to be killed: `crash-child.ts FOLDER COUNT` starts COUNT executions (those it has not started yet), works
// until all have ended, prints `accepted NAME` for each start that was acknowledged, and `done` at the end.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TaskFailure } from "../../../local/asl/failure.ts";
import type { Json } from "../../../local/asl/json.ts";
import { systemClock } from "../../../local/clock.ts";
import { type Engine, openEngine } from "../../../local/history/engine.ts";
import type { TaskCall } from "../../../local/history/task-invoker.ts";
import { openStore } from "../../../local/store.ts";

const [folder = ".", count = "0"] = process.argv.slice(2);

const lambda = (name: string, more: object = {}): object => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: name, Payload: "{% $states.input %}" },
  TimeoutSeconds: 60,
  Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 1 }],
  ...more,
});

const definition = JSON.stringify({
  QueryLanguage: "JSONata",
  StartAt: "Read",
  States: {
    Read: lambda("read", { Assign: { n: "{% $states.result.n %}" }, Next: "Both" }),
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Rest", States: { Rest: { Type: "Wait", Seconds: 1, Output: "rested", End: true } } },
        {
          StartAt: "Each",
          States: {
            Each: {
              Type: "Map",
              Items: "{% [1..3] %}",
              MaxConcurrency: 2,
              ItemProcessor: { StartAt: "Double", States: { Double: lambda("double", { End: true }) } },
              End: true,
            },
          },
        },
      ],
      Output: "{% $states.result[1] %}",
      Next: "Ask",
    },
    Ask: lambda("ask", {
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Output: { n: "{% $n %}", doubled: "{% $states.input %}", said: "{% $states.result %}" },
      End: true,
    }),
  },
});

const work: Readonly<Record<string, (payload: Json, call: TaskCall) => Json>> = {
  read: (payload) => payload,
  double: (payload) => {
    if (Math.random() < 0.2) throw new TaskFailure("Busy", "try again");
    return Number(payload) * 2;
  },
  ask: (_payload, call) => {
    // Whoever is asked writes the token down before saying so: a crash must not take it away.
    appendFileSync(path.join(folder, "tokens.log"), `${call.token}\n`);
    answerLater(call.token ?? "").catch(() => {});
    return null;
  },
};

const store = openStore(path.join(folder, "engine.db"));
const engine: Engine = openEngine({
  store,
  clock: systemClock,
  random: Math.random,
  invoke: async (call) => {
    const sent = call.arguments;
    if (typeof sent !== "object" || sent === null || Array.isArray(sent)) throw new TaskFailure("Bad", "no arguments");
    const name = String(sent["FunctionName"]);
    appendFileSync(path.join(folder, "calls.log"), `${call.executionArn.split(":").at(-1)} ${name}\n`);
    await sleep(Math.random() * 5);
    return work[name]?.(sent["Payload"] ?? null, call) ?? null;
  },
});

async function answerLater(token: string): Promise<void> {
  await sleep(Math.random() * 20);
  await engine.operations["SendTaskSuccess"]?.({ taskToken: token, output: '"yes"' });
}

const { arn } = await engine.define({ name: "machine", roleArn: "role", type: "STANDARD", definition });
await engine.start();
const asked = path.join(folder, "tokens.log");
for (const token of existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : []) {
  answerLater(token).catch(() => {}); // Most were answered before.
}
for (let n = 0; n < Number(count); n += 1) {
  const started = engine.operations["StartExecution"]?.({
    stateMachineArn: arn,
    name: `e${n}`,
    input: JSON.stringify({ n }),
  });
  started?.then(
    () => process.stdout.write(`accepted e${n}\n`),
    () => process.stdout.write(`accepted e${n}\n`), // ExecutionAlreadyExists: it has ended in an earlier life.
  );
  if (n % 5 === 0) await sleep(1);
}
for (;;) {
  const running = await store.read((tx) => tx.get("SELECT count(*) AS n FROM sfn_execution WHERE status = 'RUNNING'"));
  if (running?.["n"] === 0) break;
  await sleep(20);
}
await engine.stop();
await store.close();
process.stdout.write("done\n");
