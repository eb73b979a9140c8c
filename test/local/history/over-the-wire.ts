// An engine behind the endpoint, spoken to by the SDK's own client; tasks may use S3, nested executions and functions.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { SFNClient } from "@aws-sdk/client-sfn";
import { onTestFinished } from "vitest";
import { TaskFailure } from "../../../local/asl/failure.ts";
import type { Json, JsonObject } from "../../../local/asl/json.ts";
import { systemClock } from "../../../local/clock.ts";
import { type Engine, openEngine } from "../../../local/history/engine.ts";
import { openEndpoint } from "../../../local/services/endpoint.ts";
import { type Buckets, openBuckets } from "../../../local/services/s3/buckets.ts";
import type { Operations } from "../../../local/services/service.ts";
import { openStore } from "../../../local/store.ts";
import { s3Operations } from "../../../local/triggers/s3-tasks.ts";
import { openTaskInvoker, whyNotCallable } from "../../../local/triggers/task-invoker.ts";

export interface Wired {
  readonly client: SFNClient;
  readonly engine: Engine;
  readonly buckets: Buckets;
  /** Defines a JSONata machine; answers its ARN. */
  define(states: JsonObject, type?: "STANDARD" | "EXPRESS"): Promise<string>;
}

/** Functions by name: `even` fails for odd numbers, `fails` until it was called three times, others give back what they get. */
export async function openWired(): Promise<Wired> {
  const folder = mkdtempSync(path.join(tmpdir(), "wired-"));
  const store = openStore(path.join(folder, "engine.db"));
  const buckets = await openBuckets({ store, clock: systemClock, folder: path.join(folder, "blobs") });
  await buckets.createBucket({ name: "shelf" });
  const operations: Record<string, Operations> = { s3: s3Operations(buckets) };
  const services = openTaskInvoker({
    functions: { invoke: () => Promise.reject(new Error("no functions here")) },
    operations,
    awaitEnd: (arn) => engine.ended(arn),
  });
  let failures = 0;
  const act = (name: string, sent: Json): Json => {
    if (name === "even" && Number(sent) % 2 === 1) throw new TaskFailure("Odd", `${sent} is odd`);
    if (name === "fails" && failures++ < 3) throw new TaskFailure("Broken", "not yet");
    return sent;
  };
  const engine: Engine = openEngine({
    store,
    clock: systemClock,
    random: Math.random,
    whyNot: (resource) => whyNotCallable(resource, operations),
    invoke: async (call) =>
      call.resource.includes(":function:")
        ? act(call.resource.split(":").at(-1) ?? "", call.arguments)
        : await services(call),
  });
  operations["states"] = engine.operations;
  await engine.start();
  const endpoint = await openEndpoint({ port: 0, services: { operations } });
  const credentials = { accessKeyId: "anybody", secretAccessKey: "anything" };
  const client = new SFNClient({ region: "us-east-1", endpoint: endpoint.url, credentials, disableHostPrefix: true });
  onTestFinished(async () => {
    client.destroy();
    await endpoint.close();
    await engine.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    client,
    engine,
    buckets,
    define: async (states, type = "STANDARD") => {
      const definition = JSON.stringify({
        QueryLanguage: "JSONata",
        StartAt: Object.keys(states)[0] ?? "",
        States: states,
      });
      return (await engine.define({ name: `machine${++machines}`, roleArn: "role", type, definition })).arn;
    },
  };
}

let machines = 0;

export const lambda = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
