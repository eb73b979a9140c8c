// The ground that intake and outbound stand on, for tests: real tables, objects, queues and secrets behind the AWS wire, in
// one process. Step Functions and SES are stand-ins that remember what they were told.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { env } from "../../functions/contracts/environment.ts";
import type { Policy } from "../../functions/contracts/policy.ts";
import { tables } from "../../functions/contracts/tables.ts";
import { seedPolicy } from "../../functions/record/seed-policy.ts";
import { systemClock } from "../../local/clock.ts";
import { AwsError } from "../../local/services/aws-error.ts";
import { openDynamo } from "../../local/services/dynamodb/dynamo.ts";
import { openEndpoint } from "../../local/services/endpoint.ts";
import { type Buckets, openBuckets } from "../../local/services/s3/buckets.ts";
import { openSecrets } from "../../local/services/secrets.ts";
import type { JsonObject, Operations } from "../../local/services/service.ts";
import { openQueues, type Queues } from "../../local/services/sqs/queues.ts";
import { openStore } from "../../local/store.ts";
import { createProductTables } from "../platform/product-tables.ts";

export const mailbox = "support@shop.example";
export const signingKey = "0123456789abcdef0123456789abcdef";

const model = { provider: "embedded" as const, model: "embedded", timeoutMs: 1000, inputPrice: 0, outputPrice: 0 };

export const policy: Policy = {
  ...{ version: 1, stopped: false, debounceSeconds: 0, sendAt: 0.7, topicSendAt: {}, linkHosts: [], retentionDays: 90 },
  mailboxes: {
    [mailbox]: {
      ...{ name: "Shop Support", mode: "auto", topicModes: {}, languages: ["en"] },
      ...{ signature: "Your shop", disclosure: "An AI wrote this. Answer to reach a person." },
      inLanguages: { de: { signature: "Ihr Laden", disclosure: "Das hat eine KI geschrieben." } },
    },
  },
  topics: [{ topic: "returns", words: ["return"], alwaysAsk: false }],
  trustedForms: ["forms@shop-site.example"],
  caps: { perHour: 3, perDay: 10, sameSubjectPerHour: 1, totalPerMinute: 1000, startsPerMinute: 10 },
  tiersMinutes: [60, 240],
  models: { "read-mood": [model], sort: [model], draft: [model], check: [model] },
};

export interface MailWorld {
  readonly started: { name: string; input: JsonObject }[];
  /** What waiting runs were told, by their tokens. */
  readonly told: { token: string; output: JsonObject }[];
  /** While true, no run can be started. */
  noStarts: boolean;
  /** What happens just before the next transaction: somebody else was quicker. */
  beforeNext: (() => Promise<unknown>) | undefined;
  /** What SES was asked to send, raw. */
  readonly sent: { raw: string; request: JsonObject }[];
  readonly buckets: Buckets;
  readonly queues: Queues;
  close: () => Promise<void>;
}

export async function openMailWorld(): Promise<MailWorld> {
  const folder = mkdtempSync(join(tmpdir(), "mail-"));
  const store = openStore(join(folder, "store.db"));
  const clock = systemClock;
  const dynamo = openDynamo({ store, clock });
  await createProductTables(dynamo);
  const buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
  await buckets.createBucket({ name: "mail" });
  const secrets = openSecrets({ store, clock });
  await secrets.setValue("signing", JSON.stringify({ key: signingKey }));
  let url = "";
  const queues = openQueues({ store, clock, urlBase: () => url });
  await queues.createQueue({ name: "mail", attributes: {} });
  await queues.createQueue({ name: "dead", attributes: {} });
  const started: MailWorld["started"] = [];
  const sent: MailWorld["sent"] = [];
  const told: MailWorld["told"] = [];
  const world: MailWorld = {
    started,
    sent,
    told,
    buckets,
    queues,
    noStarts: false,
    beforeNext: undefined,
    close: async () => undefined,
  };
  const endpoint = await openEndpoint({
    port: 0,
    services: {
      operations: {
        ...{ dynamodb: raced(dynamo.operations, world), secretsmanager: secrets.operations, sqs: queues.operations },
        ...{ states: states(started, told, () => world.noStarts), sesv2: ses(sent) },
      },
      s3: buckets.handle,
    },
  });
  url = endpoint.url;
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    POWERTOOLS_LOG_LEVEL: "SILENT",
    ...{ [env.mailBucket]: "mail", [env.signingSecret]: "signing", [env.mailDomain]: "mail.shop.example" },
    ...{ [env.mailboxes]: `${mailbox},billing@shop.example`, [env.configurationSet]: "set" },
    [env.mailQueueUrl]: `${url}/000000000000/mail`,
    [env.eventDeadLettersUrl]: `${url}/000000000000/dead`,
    [env.supportWorkflow]: "arn:aws:states:us-east-1:000000000000:stateMachine:support:live",
    [env.eventWorkflow]: "arn:aws:states:us-east-1:000000000000:stateMachine:event:live",
    ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [table.env, name])),
  });
  await seedPolicy(JSON.stringify(policy));
  world.close = async () => {
    await endpoint.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return world;
}

const raced = (operations: Operations, world: MailWorld): Operations => ({
  ...operations,
  TransactWriteItems: async (request) => {
    const before = world.beforeNext;
    world.beforeNext = undefined;
    await before?.();
    return operations["TransactWriteItems"]?.(request) ?? {};
  },
});

const states = (started: MailWorld["started"], told: MailWorld["told"], refuses: () => boolean): Operations => ({
  SendTaskSuccess: async ({ taskToken, output }) => {
    told.push({ token: String(taskToken), output: JSON.parse(String(output)) });
    return {};
  },
  StartExecution: async ({ name, input }) => {
    if (refuses()) throw new AwsError("StateMachineDoesNotExist", "not now");
    const known = started.find((run) => run.name === name);
    if (known !== undefined && JSON.stringify(known.input) !== JSON.stringify(JSON.parse(String(input)))) {
      throw new AwsError("ExecutionAlreadyExists", "exists with another input");
    }
    if (known === undefined) started.push({ name: String(name), input: JSON.parse(String(input)) });
    return { executionArn: `arn:aws:states:us-east-1:000000000000:execution:support:${name}`, startDate: 0 };
  },
});

const RawContent = z.object({ Raw: z.object({ Data: z.string() }) });

const ses = (sent: MailWorld["sent"]): Operations => ({
  SendEmail: async (request) => {
    const { Raw } = RawContent.parse(request["Content"]);
    sent.push({ request, raw: Buffer.from(Raw.Data, "base64").toString() });
    return { MessageId: `0100-ses-${sent.length}-000000` };
  },
});
