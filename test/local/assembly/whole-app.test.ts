import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { openRuntime, type Runtime } from "../../../local/runtime.ts";
import { synthesiseToy } from "./toy-app.ts";

let folder: string;
let runtime: Runtime | undefined;
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

beforeAll(() => {
  // Inside the project, so that the toy's code finds the SDK as Lambda's runtime would offer it.
  const parent = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));
  folder = mkdtempSync(path.join(parent, "toy-"));
});
afterEach(async () => {
  await runtime?.stop();
  runtime = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(word: string, seed: string): Promise<Runtime> {
  runtime = await openRuntime({
    cdkOut: synthesiseToy({ folder, word, seed }),
    data: path.join(folder, "data"),
    ports: { http: 0, smtp: 0, aws: 0 },
    clock: systemClock,
    random: Math.random,
    onFailure: (error) => {
      throw error;
    },
  });
  return runtime;
}

interface Answer {
  readonly word: string;
  readonly seeded: string;
  readonly keys: readonly string[];
}

async function ask({ addresses, deskToken }: Runtime): Promise<Answer> {
  const response = await fetch(`${addresses.desk}/api/all`, { headers: { authorization: `Bearer ${deskToken}` } });
  return JSON.parse(await response.text());
}

const client = ({ addresses }: Runtime) => ({ endpoint: addresses.aws, region: "us-east-1", credentials });
const machine = "arn:aws:states:us-east-1:000000000000:stateMachine:toy-machine";

test("what CDK synthesised runs: every source reaches its function, and the API tells", async () => {
  const running = await started("first", "one");
  await new SNSClient(client(running)).send(
    new PublishCommand({ TopicArn: "arn:aws:sns:us-east-1:000000000000:toy-topic", Message: '{"text":"published"}' }),
  );
  await new SFNClient(client(running)).send(
    new StartExecutionCommand({ stateMachineArn: machine, input: '{"text":"run"}' }),
  );
  await expect
    .poll(async () => (await ask(running)).keys, { timeout: 20_000 })
    .toEqual([
      "Create one", // custom resource
      "event aws.states", // status change → bus → rule → queue → function
      "message published", // topic → queue → function
      "object files/hello.md", // deployment → bucket → notification → queue → function
      "stream of task run", // table stream, filtered → function
      "task run", // state machine → function
    ]);
  expect(await ask(running)).toMatchObject({ word: "first", seeded: "it is seeded one" });
  expect((await fetch(`${running.addresses.desk}/api/all`)).status).toBe(401);
});

test("a restart on the same data calls no custom resource again and tells no object twice", async () => {
  const running = await started("first", "one");
  const { keys, seeded } = await ask(running);
  expect(keys.filter((key) => /^(Create|Update|object)/.test(key))).toEqual(["Create one", "object files/hello.md"]);
  expect(seeded).toBe("it is seeded one");
});

test("new code and a changed custom resource: it is updated with its old properties, the old version's code stays", async () => {
  const running = await started("second", "two");
  const { word, seeded, keys } = await ask(running);
  expect([word, seeded]).toEqual(["second", "it is seeded two"]);
  expect(keys).toContain("Update two");
  const kept = await readdir(path.join(folder, "data/functions"));
  expect(kept.filter((name) => /^[0-9a-f]{64}$/.test(name))).toHaveLength(2);
});
