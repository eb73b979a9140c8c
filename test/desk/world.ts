// The ground the desk stands on, for tests: real tables, objects and secrets behind the AWS wire, in one process.
// Only Step Functions and EventBridge are stand-ins that remember what they were told.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "../../functions/contracts/environment.ts";
import type { Policy } from "../../functions/contracts/policy.ts";
import { tables } from "../../functions/contracts/tables.ts";
import { seedPolicy } from "../../functions/record/seed-policy.ts";
import { systemClock } from "../../local/clock.ts";
import { AwsError } from "../../local/services/aws-error.ts";
import { type Dynamo, openDynamo } from "../../local/services/dynamodb/dynamo.ts";
import { openEndpoint } from "../../local/services/endpoint.ts";
import { openBuckets } from "../../local/services/s3/buckets.ts";
import { openSecrets } from "../../local/services/secrets.ts";
import type { Json, JsonObject, Operations } from "../../local/services/service.ts";
import { openStore } from "../../local/store.ts";
import { createProductTables } from "../platform/product-tables.ts";

export const mailbox = "support@shop.example";

export const policy: Policy = {
  version: 1,
  stopped: false,
  debounceSeconds: 0,
  mailboxes: {
    [mailbox]: {
      name: "Shop",
      mode: "auto",
      topicModes: {},
      signature: "The shop",
      disclosure: "An AI.",
      languages: ["en"],
    },
  },
  topics: [{ topic: "returns", words: ["return"], alwaysAsk: false }],
  sendAt: 0.7,
  topicSendAt: {},
  trustedForms: [],
  caps: { perHour: 3, perDay: 10, sameSubjectPerHour: 1, totalPerMinute: 60, startsPerMinute: 10 },
  linkHosts: [],
  tiersMinutes: [60, 240],
  models: {
    "read-mood": [model()],
    sort: [model()],
    draft: [model()],
    check: [model()],
  },
  retentionDays: 90,
};

function model() {
  return { provider: "embedded" as const, model: "embedded", timeoutMs: 1000, inputPrice: 0, outputPrice: 0 };
}

/** A Step Functions that knows tokens, names and statuses, and nothing else. */
interface Runs {
  /** Tokens that a run waits on now. */
  readonly waiting: Set<string>;
  /** What each token was told. */
  readonly told: { token: string; output: unknown }[];
  readonly started: { name: string; input: JsonObject }[];
  /** By execution ARN. */
  readonly status: Map<string, string>;
  readonly history: JsonObject[];
  /** Of every run's machine, in Amazon States Language. */
  definition: string;
}

export interface World {
  readonly runs: Runs;
  readonly events: Json[];
  readonly dynamo: Dynamo;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  const store = openStore(join(folder, "store.db"));
  const clock = systemClock;
  const dynamo = openDynamo({ store, clock });
  await createProductTables(dynamo);
  const buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
  await buckets.createBucket({ name: "mail" });
  await buckets.createBucket({ name: "knowledge" });
  const secrets = openSecrets({ store, clock });
  await secrets.setValue("signing", JSON.stringify({ key: "0123456789abcdef0123456789abcdef" }));
  await secrets.setValue("tools", "{}");
  await secrets.setValue("crm", JSON.stringify({ url: "", key: "0123456789abcdef" }));
  const runs: Runs = { waiting: new Set(), told: [], started: [], status: new Map(), history: [], definition: "{}" };
  const events: Json[] = [];
  const operations = {
    dynamodb: dynamo.operations,
    secretsmanager: secrets.operations,
    states: states(runs),
    events: bus(events),
  };
  const endpoint = await openEndpoint({ port: 0, services: { operations, s3: buckets.handle } });
  const settings: Record<string, string> = {
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    [env.mailBucket]: "mail",
    [env.knowledgeBucket]: "knowledge",
    [env.mailboxes]: mailbox,
    [env.mailDomain]: "shop.example",
    [env.signingSecret]: "signing",
    [env.crmSecret]: "crm",
    [env.toolsSecret]: "tools",
    [env.busName]: "bus",
    [env.supportWorkflow]: "arn:aws:states:us-east-1:000000000000:stateMachine:support:live",
    ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [table.env, name])),
  };
  Object.assign(process.env, settings);
  await seedPolicy(JSON.stringify(policy));
  return {
    runs,
    events,
    dynamo,
    close: async () => {
      await endpoint.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function states(runs: Runs): Operations {
  const arn = (name: string) => `arn:aws:states:us-east-1:000000000000:execution:support:${name}`;
  return {
    SendTaskSuccess: async ({ taskToken, output }) => {
      if (!runs.waiting.delete(String(taskToken))) throw new AwsError("TaskTimedOut", "Task Timed Out");
      runs.told.push({ token: String(taskToken), output: JSON.parse(String(output)) });
      return {};
    },
    StartExecution: async ({ name, input }) => {
      if (runs.started.some((run) => run.name === name)) throw new AwsError("ExecutionAlreadyExists", "exists");
      runs.started.push({ name: String(name), input: JSON.parse(String(input)) });
      runs.status.set(arn(String(name)), "RUNNING");
      return { executionArn: arn(String(name)), startDate: 0 };
    },
    DescribeExecution: async ({ executionArn }) => {
      const status = runs.status.get(String(executionArn));
      if (status === undefined) throw new AwsError("ExecutionDoesNotExist", "no such execution");
      return { executionArn: String(executionArn), status };
    },
    ListExecutions: async () => ({
      executions: runs.started.map(({ name }) => ({
        ...{ executionArn: arn(name), stateMachineArn: "machine", name, startDate: 0 },
        status: runs.status.get(arn(name)) ?? "SUCCEEDED",
      })),
    }),
    DescribeStateMachineForExecution: async () => ({
      ...{ stateMachineArn: "machine", name: "support", roleArn: "role", updateDate: 0 },
      definition: runs.definition,
    }),
    GetExecutionHistory: async () => ({ events: runs.history }),
  };
}

const bus = (events: Json[]): Operations => ({
  PutEvents: async ({ Entries }) => {
    const entries = Array.isArray(Entries) ? Entries : [];
    const results = entries.map((entry) => {
      if (JSON.stringify(entry).includes("refuse-me")) return { ErrorCode: "InternalFailure", ErrorMessage: "no" };
      events.push(entry);
      return { EventId: String(events.length) };
    });
    return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
  },
});
