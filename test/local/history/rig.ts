// What the engine's tests share: an engine on a real file with a virtual clock and a scripted world of tasks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Json, JsonObject } from "../../../local/asl/json.ts";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { type Engine, type EngineOptions, openEngine } from "../../../local/history/engine.ts";
import type { TaskCall, TaskInvoker } from "../../../local/history/task-invoker.ts";
import { openStore, type Store } from "../../../local/store.ts";

export interface Rig {
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly calls: TaskCall[];
  /** Defines a JSONata machine named `name` from its states; answers its ARN. */
  define(states: JsonObject, top?: JsonObject): Promise<string>;
  /** Starts an execution and answers its ARN. */
  begin(machineArn: string, input?: Json, name?: string): Promise<string>;
  describe(executionArn: string): Promise<JsonObject>;
  /** Turns the clock until the execution has ended; answers its description. */
  finish(executionArn: string): Promise<JsonObject>;
  /** The types of the execution's events, with state names. */
  history(executionArn: string): Promise<string[]>;
  /** Ends this engine as a crash would, and opens another on the same file. */
  restart(options?: Partial<EngineOptions>): Promise<Rig>;
}

const startMs = Date.UTC(2026, 0, 1);

const openStores = new Set<Store>();

/** Lets everything that is under way in the rigs (and `more`) settle: commits, answers, the steps after them. */
export async function settled(...more: readonly Store[]): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    // A read settles when all that was written before it is on the disk.
    await Promise.all([...openStores, ...more].map((store) => store.read(() => undefined)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export async function openRig(
  invoke: TaskInvoker = async () => null,
  options: Partial<EngineOptions> = {},
): Promise<Rig> {
  const folder = mkdtempSync(path.join(tmpdir(), "engine-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return await rigOn(path.join(folder, "engine.db"), virtualClock(startMs), invoke, options);
}

async function rigOn(
  file: string,
  clock: VirtualClock,
  invoke: TaskInvoker,
  options: Partial<EngineOptions>,
): Promise<Rig> {
  const store = openStore(file);
  openStores.add(store);
  const calls: TaskCall[] = [];
  const engine = openEngine({
    store,
    clock,
    random: Math.random,
    invoke: (call) => {
      calls.push(call);
      return invoke(call);
    },
    ...options,
  });
  await engine.start();
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await engine.stop();
    openStores.delete(store);
    await store.close();
  };
  onTestFinished(close);
  const operate = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const run = engine.operations[operation];
    if (!run) throw new Error(`no operation ${operation}`);
    return await run(input);
  };
  const describe = (executionArn: string): Promise<JsonObject> => operate("DescribeExecution", { executionArn });
  return {
    engine,
    clock,
    store,
    calls,
    define: async (states, top = {}) => {
      const definition = JSON.stringify({
        QueryLanguage: "JSONata",
        StartAt: Object.keys(states)[0],
        States: states,
        ...top,
      });
      const machine = { name: "machine", roleArn: "role", type: "STANDARD", definition } as const;
      return (await engine.define(machine)).arn;
    },
    begin: async (stateMachineArn, input = {}, name) => {
      const more = name === undefined ? {} : { name };
      const started = await operate("StartExecution", { stateMachineArn, input: JSON.stringify(input), ...more });
      return String(started["executionArn"]);
    },
    describe,
    finish: async (executionArn) => {
      for (let turn = 0; turn < 1000; turn += 1) {
        await settled();
        const described = await describe(executionArn);
        if (described["status"] !== "RUNNING") return described;
        const next = clock.next();
        if (next === undefined) throw new Error("the execution waits for something that is not the clock");
        await clock.advance(Math.max(0, next - clock.now()));
      }
      throw new Error("the execution does not end");
    },
    history: async (executionArn) => {
      const { events } = await operate("GetExecutionHistory", { executionArn, maxResults: 1000 });
      return (Array.isArray(events) ? events : []).map((event) => nameOf(event));
    },
    restart: async (more = {}) => {
      await close();
      return await rigOn(file, clock, invoke, { ...options, ...more });
    },
  };
}

function nameOf(event: Json): string {
  if (typeof event !== "object" || event === null || Array.isArray(event)) return String(event);
  const details = event["stateEnteredEventDetails"] ?? event["stateExitedEventDetails"];
  const name = typeof details === "object" && details !== null && !Array.isArray(details) ? ` ${details["name"]}` : "";
  return `${event["type"]}${name}`;
}
