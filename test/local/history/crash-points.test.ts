// Every durable write of a journey is a point where the process may die. For each of them: the disk takes no more
// writes from there on, the engine is thrown away, another is opened on what is there, and the journey must end as it
// would have.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TaskFailure } from "../../../local/asl/failure.ts";
import { isObject, type Json, type JsonObject } from "../../../local/asl/json.ts";
import { seeded } from "../../../local/asl/jsonata/aws-functions.ts";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { StoreFailure } from "../../../local/database.ts";
import { type Engine, openEngine } from "../../../local/history/engine.ts";
import { openStore, type Store } from "../../../local/store.ts";

const task = (name: string, more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { name, sent: "{% $states.input %}" },
  ...more,
});

// All state types, variables, retries that wait, a catcher, a token, nested maps, a branch that outlasts the others.
const journey: JsonObject = {
  Begin: { Type: "Pass", Assign: { seen: [] }, Output: { n: "{% $states.input.n %}" }, Next: "Flaky" },
  Flaky: task("flaky", {
    Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 3, MaxAttempts: 2, JitterStrategy: "FULL" }],
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { caught: "{% $states.errorOutput.Error %}" }, Next: "Both" }],
    End: true,
  }),
  Both: {
    Type: "Parallel",
    Branches: [
      {
        StartAt: "Long rest",
        States: {
          "Long rest": { Type: "Wait", Seconds: 100, Next: "Rested" },
          Rested: { Type: "Pass", Output: "rested", End: true },
        },
      },
      {
        StartAt: "Each",
        States: {
          Each: {
            Type: "Map",
            Items: "{% [1..4] %}",
            MaxConcurrency: 2,
            ItemProcessor: {
              StartAt: "Double",
              States: {
                Double: task("double", { Assign: { mine: "{% $states.result %}" }, Next: "Short rest" }),
                "Short rest": { Type: "Wait", Seconds: 5, Next: "Sum" },
                Sum: { Type: "Pass", Output: "{% $mine + $states.context.Map.Item.Index %}", End: true },
              },
            },
            End: true,
          },
        },
      },
    ],
    Assign: { results: "{% $states.result[1] %}" },
    Next: "Ask",
  },
  Ask: task("ask", {
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    TimeoutSeconds: 1000,
    Next: "Loop?",
  }),
  "Loop?": {
    Type: "Choice",
    Choices: [
      { Condition: "{% $count($seen) < 2 %}", Assign: { seen: "{% $append($seen, [$states.input]) %}" }, Next: "Ask" },
    ],
    Default: "Done",
  },
  Done: { Type: "Succeed", Output: { caught: "{% $caught %}", results: "{% $results %}", seen: "{% $seen %}" } },
};

const expected = { caught: "Busy", results: [2, 5, 8, 11], seen: ["yes", "yes"] };

interface World {
  readonly asked: Set<string>;
  readonly answered: Set<string>;
  readonly random: () => number;
}

/** The store, until it has committed `commits` writes; from then on its disk refuses. */
function dyingStore(store: Store, commits: number): Store & { readonly dead: boolean; readonly commits: number } {
  let left = commits;
  return {
    ...store,
    get dead() {
      return left <= 0;
    },
    get commits() {
      return commits - left;
    },
    transact: async (work) => {
      if (left <= 0) throw new StoreFailure("the process is dead");
      left -= 1;
      return await store.transact(work);
    },
  };
}

function openWorldEngine(store: Store, clock: VirtualClock, world: World): Engine {
  const engine: Engine = openEngine({
    store,
    clock,
    random: world.random,
    invoke: async ({ arguments: sent, token }) => {
      if (!isObject(sent)) throw new Error("no arguments");
      if (sent["name"] === "flaky") throw new TaskFailure("Busy", "as always");
      if (sent["name"] === "double") return isObject(sent) ? Number(sent["sent"]) * 2 : null;
      world.asked.add(token ?? "");
      return null;
    },
  });
  return engine;
}

function seededRandom(seed: number): () => number {
  let calls = seed;
  return () => seeded(++calls);
}

async function turn(): Promise<void> {
  for (let each = 0; each < 6; each += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Works until the execution has ended or the store is dead; people answer what they are asked, once. */
async function work(engine: Engine, clock: VirtualClock, world: World, dead: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500 && !dead(); turns += 1) {
    await turn();
    for (const token of world.asked) {
      if (world.answered.has(token) || dead()) continue;
      await engine.operations["SendTaskSuccess"]?.({ taskToken: token, output: '"yes"' }).then(
        () => world.answered.add(token),
        // Either the disk refused, and it is sent again in the next life, or this had been recorded just before the end.
        (error: unknown) => error instanceof Error && error.name === "TaskTimedOut" && world.answered.add(token),
      );
    }
    await turn();
    const running = await engine.operations["ListExecutions"]?.({
      stateMachineArn: machineArn,
      statusFilter: "RUNNING",
    });
    const list: Json | undefined = running?.["executions"];
    if (Array.isArray(list) && list.length === 0) return;
    if ([...world.asked].some((token) => !world.answered.has(token))) continue;
    const next = clock.next();
    if (next !== undefined) await clock.advance(Math.max(0, next - clock.now()));
  }
}

const machineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";

/** One journey with a death after each of the given numbers of writes; answers the writes its last life made. */
async function live(folder: string, name: string, deaths: readonly number[]): Promise<number> {
  const store = openStore(path.join(folder, `${name}.db`));
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const world: World = { asked: new Set(), answered: new Set(), random: seededRandom(1) };
  const definition = JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Begin", States: journey });
  let writes = 0;
  for (const death of [...deaths, Number.MAX_SAFE_INTEGER]) {
    const dying = dyingStore(store, death);
    const engine = openWorldEngine(dying, clock, world);
    // A start that was not acknowledged is made again, under the same name, by whoever wanted it.
    const start = async (): Promise<void> => {
      await engine.define({ name: "machine", roleArn: "role", type: "STANDARD", definition });
      await engine.start();
      await engine.operations["StartExecution"]?.({ stateMachineArn: machineArn, name: "e", input: '{"n":1}' });
      await work(engine, clock, world, () => dying.dead);
    };
    await start().catch((error: unknown) => {
      if (!dying.dead && !(error instanceof Error && error.name === "ExecutionAlreadyExists")) throw error;
    });
    await engine.stop().catch(() => {});
    await turn();
    writes = dying.commits;
  }
  const engine = openWorldEngine(store, clock, world);
  const executionArn = "arn:aws:states:us-east-1:000000000000:execution:machine:e";
  const ended = await engine.operations["DescribeExecution"]?.({ executionArn });
  expect({ status: ended?.["status"], cause: ended?.["cause"], deaths }).toEqual({
    status: "SUCCEEDED",
    cause: undefined,
    deaths,
  });
  expect(JSON.parse(String(ended?.["output"])), `deaths after ${deaths}`).toEqual(expected);
  const history = await engine.operations["GetExecutionHistory"]?.({ executionArn, maxResults: 1000 });
  const events = Array.isArray(history?.["events"]) ? history["events"].filter(isObject) : [];
  expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
  const count = (pattern: RegExp): number => events.filter(({ type }) => pattern.test(String(type))).length;
  expect(count(/^Task(Succeeded|Failed)$/), "one result for each attempt (E3)").toBe(count(/^TaskScheduled$/));
  expect(count(/^TaskScheduled$/)).toBe(3 + 4 + 3);
  await store.close();
  return writes;
}

test("dying after any durable write, and after any two, a journey ends as it would have (E1-E4)", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "points-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const writes = await live(folder, "whole", []);
  expect(writes).toBeGreaterThan(20);
  for (let first = 1; first < writes; first += 1) await live(folder, `d${first}`, [first]);
  for (let first = 3; first < writes; first += 2) {
    for (let second = 2; second < writes - first; second += 2)
      await live(folder, `d${first}-${second}`, [first, second]);
  }
}, 120_000);
