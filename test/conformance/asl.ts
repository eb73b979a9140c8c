// The conformance corpus's way into the engine: the very engine that runs on one machine, on a file of its own and a
// virtual clock, with the case's recorded resources behind its tasks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TaskFailure } from "../../local/asl/failure.ts";
import { isObject, type Json, type JsonObject } from "../../local/asl/json.ts";
import { parseMachine } from "../../local/asl/parse-machine.ts";
import type { RunEnd } from "../../local/asl/run.ts";
import { UnsupportedDefinition } from "../../local/asl/unsupported-definition.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { type Engine, openEngine } from "../../local/history/engine.ts";
import { openStore, type Store } from "../../local/store.ts";
import { type LambdaBehaviour, openReplay, type ReplayEntry } from "./asl-replay.ts";

interface Case {
  readonly definition: JsonObject;
  readonly input?: Json;
  readonly dynamicInput?: { readonly path: string; readonly nowPlusDays: number };
  readonly kind: "standard" | "express" | "express-sync";
  readonly stateMachine: { readonly name: string; readonly arn: string; readonly roleArn: string };
  readonly execution: { readonly name: string; readonly arn: string };
  readonly lambdas?: Readonly<Record<string, LambdaBehaviour>>;
  readonly replay?: readonly ReplayEntry[];
  readonly agents?: readonly { readonly kind: string }[];
  readonly setup?: readonly { readonly service: string; readonly op: string; readonly params: JsonObject }[];
  readonly expected: { readonly events?: unknown };
}

interface Result {
  status: string;
  output?: Json;
  error?: string;
  cause?: string;
  events?: Json[];
}

const adapter = {
  name: "switchboard",
  unsupported: (each: Case): string | undefined => {
    try {
      parseMachine(definitionOf(each));
      return undefined;
    } catch (error) {
      if (error instanceof UnsupportedDefinition) return error.message;
      throw error;
    }
  },
  run: async (each: Case): Promise<Result> => {
    const folder = mkdtempSync(path.join(tmpdir(), "asl-"));
    const store = openStore(path.join(folder, "engine.db"));
    const clock = virtualClock(Date.now());
    const replay = openReplay(each.replay ?? [], each.lambdas ?? {});
    const engine: Engine = openEngine({
      store,
      clock,
      random: Math.random,
      invoke: async ({ resource, arguments: sent, token, stateName }) => {
        const found = storedObject(each, resource, sent);
        if (found !== undefined) return found;
        const replayed = replay(stateName, resource, sent);
        const waits = resource.endsWith(".waitForTaskToken");
        if (waits && replayed.submitted !== undefined) {
          setImmediate(() => {
            answerToken(engine, token ?? "", replayed).catch(() => {});
          });
          return replayed.submitted;
        }
        if (replayed.kind === "never") return await new Promise<never>(() => {});
        if (replayed.kind === "failure") throw new TaskFailure(replayed.error, replayed.cause);
        return replayed.output;
      },
    });
    try {
      await engine.start();
      return await execute(engine, { clock, store }, each);
    } finally {
      await engine.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
export default adapter;

const activityArn = "arn:aws:states:us-east-1:000000000000:activity:activity";

/** The case's definition; the corpus writes `activity_arn` for whatever activity it made. */
const definitionOf = ({ definition }: Case): string =>
  JSON.stringify(definition).replaceAll('"activity_arn"', JSON.stringify(activityArn));

/** The worker that the corpus had: it takes the tasks of the case's activity and answers them as recorded. */
async function workOnActivities(engine: Engine, each: Case): Promise<void> {
  if (!each.agents?.some(({ kind }) => kind === "sfn_activity_consumer")) return;
  await operate(engine, "CreateActivity", { name: "activity" });
  const replay = openReplay(each.replay ?? [], {});
  const asked = { activityArn, workerName: "BASE_ID_ACTIVITY_CONSUMER" };
  const { taskToken, input } = await operate(engine, "GetActivityTask", asked);
  if (typeof taskToken !== "string") return;
  const [state = ""] = (each.replay ?? []).map((entry) => entry.state);
  const parsed: Json = JSON.parse(String(input));
  await answerToken(engine, taskToken, replay(state, activityArn, parsed));
}

/** What the case put into S3 before, when a Map reads it. */
function storedObject({ setup = [] }: Case, resource: string, sent: Json): Json | undefined {
  if (!resource.endsWith(":s3:getObject") || !isObject(sent)) return undefined;
  const put = setup.find(
    ({ op, params }) => op === "put_object" && params["Bucket"] === sent["Bucket"] && params["Key"] === sent["Key"],
  );
  return put && { Body: put.params["Body"] ?? "" };
}

async function answerToken(
  engine: Engine,
  taskToken: string,
  replayed: ReturnType<ReturnType<typeof openReplay>>,
): Promise<void> {
  if (replayed.kind === "never") return;
  if (replayed.kind === "output") {
    await operate(engine, "SendTaskSuccess", { taskToken, output: JSON.stringify(replayed.output) });
    return;
  }
  const { error, cause } = replayed;
  await operate(engine, "SendTaskFailure", {
    taskToken,
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  });
}

async function operate(engine: Engine, operation: string, input: JsonObject): Promise<JsonObject> {
  const run = engine.operations[operation];
  if (!run) throw new Error(`The engine has no operation ${operation}.`);
  return await run(input);
}

function inputOf({ input, dynamicInput }: Case, clock: VirtualClock): Json {
  if (!dynamicInput || !isObject(input)) return input ?? null;
  const at = new Date(clock.now() + dynamicInput.nowPlusDays * 86_400_000).toISOString();
  return { ...input, [dynamicInput.path]: at.replace(/\.\d+Z$/, ".000Z") };
}

interface Around {
  readonly clock: VirtualClock;
  readonly store: Store;
}

async function execute(engine: Engine, around: Around, each: Case): Promise<Result> {
  const { arn } = await engine.define({
    name: each.stateMachine.name,
    roleArn: each.stateMachine.roleArn,
    type: each.kind === "standard" ? "STANDARD" : "EXPRESS",
    definition: definitionOf(each),
  });
  const start = { stateMachineArn: arn, name: each.execution.name, input: JSON.stringify(inputOf(each, around.clock)) };
  workOnActivities(engine, each).catch(() => {});
  const sync = each.kind === "express-sync";
  const begun = operate(engine, sync ? "StartSyncExecution" : "StartExecution", start);
  const ended = await turnUntilEnded(engine, around, begun);
  const executionArn = String((await begun)["executionArn"]);
  // The engine names machines and executions in an account of its own: the case's names are put in their place.
  const account = /:(\d{12}):/.exec(each.stateMachine.arn)?.[1] ?? "";
  const told = (text: unknown): string =>
    String(text)
      .replaceAll(executionArn, each.execution.arn)
      .replaceAll(arn, each.stateMachine.arn)
      .replaceAll(/:\d{12}:mapRun:/g, `:${account}:mapRun:`)
      .replaceAll(activityArn, "activity_arn");
  const { status, output, error, cause } = ended;
  return {
    status,
    ...(output === undefined ? {} : { output: JSON.parse(told(JSON.stringify(output))) }),
    ...(error === undefined ? {} : { error: told(error) }),
    ...(cause === undefined ? {} : { cause: told(cause) }),
    ...(each.expected.events === undefined ? {} : { events: await historyOf(engine, executionArn, told) }),
  };
}

/** Turns the clock until the one execution has ended. */
async function turnUntilEnded(engine: Engine, { clock, store }: Around, begun: Promise<JsonObject>): Promise<RunEnd> {
  let ended: RunEnd | undefined;
  let refused = false;
  begun
    .then(async ({ executionArn }) => {
      ended = await engine.ended(String(executionArn));
    })
    .catch(() => {
      refused = true;
    });
  for (;;) {
    for (let turn = 0; turn < 8; turn += 1) {
      await store.read(() => undefined); // Settles when all that was written is on the disk.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (refused) await begun;
    if (ended) return ended;
    const next = clock.next();
    if (next !== undefined) await clock.advance(Math.max(0, next - clock.now()));
  }
}

async function historyOf(engine: Engine, executionArn: string, told: (text: unknown) => string): Promise<Json[]> {
  const events: Json[] = [];
  let more: JsonObject = {};
  do {
    const page = await operate(engine, "GetExecutionHistory", { executionArn, maxResults: 1000, ...more });
    const found: Json = JSON.parse(told(JSON.stringify(page["events"])));
    for (const event of Array.isArray(found) ? found : []) if (isObject(event)) events.push(recordedForm(event));
    more = typeof page["nextToken"] === "string" ? { nextToken: page["nextToken"] } : {};
  } while ("nextToken" in more);
  return events;
}

/** An event as the corpus writes it: details without truncation flags, the state's name beside its type. */
function recordedForm(event: JsonObject): JsonObject {
  const { id = 0, previousEventId = 0, type = "" } = event;
  const recorded: JsonObject = { id, previousEventId, type };
  const member = Object.keys(event).find((key) => key.endsWith("EventDetails"));
  const source = member === undefined ? undefined : event[member];
  if (!isObject(source)) return recorded;
  const { name, ...rest } = source;
  const details = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !key.endsWith("Details"))
      .map(([key, value]) => [key, key === "assignedVariables" ? parsedMembers(value) : parsedText(key, value)]),
  );
  if (name !== undefined) recorded["stateName"] = name;
  if (Object.keys(details).length > 0) recorded["details"] = details;
  return recorded;
}

const parsedText = (key: string, value: Json): Json =>
  typeof value === "string" && ["input", "output", "parameters"].includes(key) ? JSON.parse(value) : value;

const parsedMembers = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, JSON.parse(String(text))]))
    : value;
