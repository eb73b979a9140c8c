// One life of a process that may be killed at any of its COMMITs: `life.ts FOLDER JOURNEY [COMMIT before|after]`. It
// begins or goes on with a journey, and notes what it did to the world, and what the engine promised, in world.log.
import { appendFileSync, existsSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { TaskFailure } from "../../../../local/asl/failure.ts";
import { isObject, type Json, type JsonObject } from "../../../../local/asl/json.ts";
import { seeded } from "../../../../local/asl/jsonata/aws-functions.ts";
import { virtualClock } from "../../../../local/clock.ts";
import { type Engine, openEngine } from "../../../../local/history/engine.ts";
import type { TaskCall } from "../../../../local/history/task-invoker.ts";
import { AwsError } from "../../../../local/services/aws-error.ts";
import { openStore } from "../../../../local/store.ts";
import { openTaskInvoker } from "../../../../local/triggers/task-invoker.ts";
import { journeys } from "./journeys.ts";
import type { Note } from "./world.ts";

const [folder = ".", name = "", commit = "0", when = "after"] = process.argv.slice(2);
const journey = journeys.find((each) => each.name === name);
if (!journey) throw new Error(`There is no journey '${name}'.`);

const log = path.join(folder, "world.log");
const note = (what: Note): void => appendFileSync(log, `${JSON.stringify(what)}\n`);

const lethal = Number(commit);
let commits = 0;
const store = openStore(path.join(folder, "engine.db"), {
  aroundCommit: (make) => {
    commits += 1;
    if (commits === lethal && when === "before") process.kill(process.pid, "SIGKILL");
    make();
    if (commits === lethal) process.kill(process.pid, "SIGKILL");
  },
});

/** Time goes on where the last life left it. */
async function lastMs(): Promise<number> {
  const start = Date.UTC(2026, 0, 1);
  return await store.read((tx) => {
    if (!tx.get("SELECT 1 FROM sqlite_master WHERE name = 'sfn_history'")) return start;
    return Number(tx.get("SELECT max(at_ms) AS last FROM sfn_history")?.["last"] ?? start);
  });
}

const clock = virtualClock(await lastMs());
const asked = new Map<string, { task: string; tried: number }>();
for (const line of existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []) {
  const { asked: token, task = "", tried = 0 }: Note = JSON.parse(line);
  if (token !== undefined) asked.set(token, { task, tried });
}

// No two lives draw the same tokens.
const lives = path.join(folder, "lives");
appendFileSync(lives, ".");
let chances = readFileSync(lives).length * 10_000;

const work: Readonly<Record<string, (sent: Json, tried: number) => Json | Promise<Json>>> = {
  double: (sent) => Number(sent) * 2,
  busy: () => {
    throw new TaskFailure("Busy", "as always");
  },
  "fail once": (_, tried) => {
    if (tried === 0) throw new TaskFailure("Once", "the first time");
    return "well";
  },
  "fail on 2": (sent) => {
    if (sent === 2) throw new TaskFailure("Two", "it is two");
    return sent;
  },
  never: () => new Promise<never>(() => {}),
};

async function act({ arguments: sent, token }: TaskCall): Promise<Json> {
  if (!isObject(sent)) throw new Error("no arguments");
  const task = String(sent["name"]);
  if (token === undefined) return (await work[task]?.(sent["sent"] ?? null, Number(sent["tried"]))) ?? null;
  asked.set(token, { task, tried: Number(sent["tried"]) });
  note({ asked: token, task, tried: Number(sent["tried"]) });
  return null;
}

const operations: Record<string, Engine["operations"]> = {};
const services = openTaskInvoker({
  functions: { invoke: () => Promise.reject(new Error("no functions here")) },
  operations,
  awaitEnd: (arn) => engine.ended(arn),
});
const engine: Engine = openEngine({
  store,
  clock,
  random: () => seeded(++chances),
  invoke: (call) => {
    const { executionArn, stateName, attempt, arguments: sent } = call;
    note({ called: executionArn, state: stateName, attempt, sent });
    return call.resource.includes(":lambda:") ? act(call) : services(call);
  },
  onStatusChange: ({ executionArn, status }) => note({ changed: executionArn, status }),
});
operations["states"] = engine.operations;

const operate = async (operation: string, input: JsonObject): Promise<JsonObject> =>
  (await engine.operations[operation]?.(input)) ?? {};
const arnOf = (machine: string): string => `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
/** Lets everything that is under way come to rest: nothing was committed for a while. */
async function turn(): Promise<void> {
  for (let quiet = 0, seen = commits; quiet < 12; quiet = seen === commits ? quiet + 1 : 0, seen = commits) {
    await store.read(() => undefined); // Settles when all that was written is on the disk.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What the people do who were asked; each is told to the engine until it says that it knows. */
async function answer(taskToken: string, { task, tried }: { task: string; tried: number }): Promise<void> {
  if (task === "silence") return;
  if (task.startsWith("beat")) await operate("SendTaskHeartbeat", { taskToken });
  if (task === "refuse once" && tried === 0) await operate("SendTaskFailure", { taskToken, error: "No" });
  else await operate("SendTaskSuccess", { taskToken, output: '"yes"' });
  note({ answered: taskToken });
}

/** Answers whether any of the journey's executions had failed and goes on now. */
async function redriveFailed(): Promise<boolean> {
  let any = false;
  for (const { machine, name: execution } of journey?.executions ?? []) {
    if (!journey?.redrive?.includes(execution)) continue;
    const executionArn = `${arnOf(machine).replace("stateMachine", "execution")}:${execution}`;
    const { redriveStatus } = await operate("DescribeExecution", { executionArn });
    if (redriveStatus !== "REDRIVABLE") continue;
    await operate("RedriveExecution", { executionArn });
    any = true;
  }
  return any;
}

const settled = new Set<string>();
async function answerAll(): Promise<void> {
  for (const [token, how] of asked) {
    if (settled.has(token)) continue;
    settled.add(token);
    await answer(token, how).catch((error: unknown) => {
      if (!(error instanceof AwsError && error.name === "TaskTimedOut")) throw error; // Told in an earlier life.
    });
  }
}

for (const [machine, definition] of Object.entries(journey.machines)) {
  const text = JSON.stringify(definition);
  await engine.define({ name: machine, roleArn: "role", type: "STANDARD", definition: text });
}
await engine.start();
for (const { machine, name: execution, input } of journey.executions) {
  await operate("StartExecution", {
    stateMachineArn: arnOf(machine),
    name: execution,
    input: JSON.stringify(input),
  }).catch((error: unknown) => {
    if (!(error instanceof AwsError && error.name === "ExecutionAlreadyExists")) throw error;
  });
  const executionArn = `${arnOf(machine).replace("stateMachine", "execution")}:${execution}`;
  note({ accepted: executionArn });
  if (journey.stop?.includes(execution)) {
    await operate("StopExecution", { executionArn, error: "Enough" });
    note({ stopped: executionArn });
  }
}
for (let turns = 0; turns < 1000; turns += 1) {
  await turn();
  const before = commits;
  await answerAll();
  await turn();
  if (commits > before) continue;
  const running = await store.read((tx) => tx.get("SELECT count(*) AS n FROM sfn_execution WHERE status = 'RUNNING'"));
  if (running?.["n"] === 0) {
    if (await redriveFailed()) continue;
    break;
  }
  const next = clock.next();
  if (next !== undefined) await clock.advance(Math.max(0, next - clock.now()));
}
await engine.stop();
await store.close();
writeSync(1, `commits ${commits}\n`);
