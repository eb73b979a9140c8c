import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { type InvocationResult, type Invocations, openInvocations } from "../../../local/services/lambda.ts";
import { openSecrets, type Secrets } from "../../../local/services/secrets.ts";
import { openTopics, type TopicDelivery, type Topics } from "../../../local/services/sns.ts";
import { openStore, type Store } from "../../../local/store.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
let folder: string;
let store: Store;
let topics: Topics;
let secrets: Secrets;
let invocations: Invocations;
let endpoint: Endpoint;
let delivered: TopicDelivery[];
let buried: string[];
let failures: number;
let results: InvocationResult[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "topics-"));
  [delivered, buried, results, failures] = [[], [], [], 0];
  store = openStore(join(folder, "store.db"));
  topics = openTopics({
    store,
    clock: systemClock,
    deliver: async (delivery) => {
      failures -= 1;
      if (failures >= 0) throw new Error("queue away");
      delivered.push(delivery);
    },
    deadLetter: async (queue) => void buried.push(queue),
  });
  secrets = openSecrets({ store, clock: systemClock });
  invocations = openInvocations({
    store,
    clock: systemClock,
    exists: (name) => name.startsWith("echo"),
    invoke: async (_name, payload) => {
      const result = payload === "fail" ? { payload: { errorType: "Oops" }, functionError: "Unhandled" } : { payload };
      results.push(result);
      return result;
    },
  });
  const operations = {
    sns: topics.operations,
    secretsmanager: secrets.operations,
    lambda: invocations.operations,
  };
  endpoint = await openEndpoint({ port: 0, services: { operations } });
});
afterEach(async () => {
  topics.stop();
  invocations.stop();
  await endpoint.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

test("a publication reaches a queue raw or in SNS's envelope, and a function as its event", async () => {
  const { arn: topicArn } = topics.createTopic({ name: "received" });
  topics.subscribe({ topicArn, protocol: "sqs", endpoint: "q:raw", raw: true });
  topics.subscribe({ topicArn, protocol: "sqs", endpoint: "q:wrapped" });
  topics.subscribe({ topicArn, protocol: "lambda", endpoint: "f" });
  const sns = new SNSClient({ region: "us-east-1", endpoint: endpoint.url, credentials });
  const MessageAttributes = { kind: { DataType: "String", StringValue: "email" } };
  const command = new PublishCommand({ TopicArn: topicArn, Message: "<hello> & ü", Subject: "s", MessageAttributes });
  const { MessageId } = await sns.send(command);
  await expect.poll(() => delivered).toHaveLength(3);
  expect(delivered[0]).toMatchObject({ endpoint: "q:raw", body: "<hello> & ü", attributes: MessageAttributes });
  expect(JSON.parse(delivered[1]?.body ?? "")).toMatchObject({
    Type: "Notification",
    MessageId,
    Message: "<hello> & ü",
  });
  expect(JSON.parse(delivered[2]?.body ?? "")).toMatchObject({
    Records: [
      {
        EventSource: "aws:sns",
        Sns: { Subject: "s", MessageAttributes: { kind: { Type: "String", Value: "email" } } },
      },
    ],
  });
  const nowhere = sns.send(new PublishCommand({ TopicArn: `${topicArn}-none`, Message: "x" }));
  await expect(nowhere).rejects.toMatchObject({ name: "NotFoundException" });
  sns.destroy();
});

test("a subscriber that is away gets its message later", async () => {
  const { arn: topicArn } = topics.createTopic({ name: "received" });
  topics.subscribe({ topicArn, protocol: "sqs", endpoint: "q", raw: true });
  failures = 1;
  await topics.publish(topicArn, { message: "again" });
  await expect.poll(() => delivered, { timeout: 5_000 }).toMatchObject([{ body: "again" }]);
});

test("secrets keep their value and ARN, and the newest put is current", async () => {
  const generate = { SecretStringTemplate: '{"user":"a"}', GenerateStringKey: "key", ExcludePunctuation: true };
  const { arn } = await secrets.createSecret({ name: "signing", generate });
  await secrets.createSecret({ name: "signing", generate });
  await secrets.setValue("openai", "sk-1");
  const client = new SecretsManagerClient({ region: "us-east-1", endpoint: endpoint.url, credentials });
  const get = async (SecretId: string, VersionStage?: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId, ...(VersionStage !== undefined && { VersionStage }) })))
      .SecretString;
  const made = await get("signing");
  expect(JSON.parse(made ?? "")).toMatchObject({ user: "a", key: expect.stringMatching(/^[A-Za-z0-9]{32}$/) });
  expect(await get(arn)).toBe(made);
  expect(await get(arn.slice(0, -7))).toBe(made);
  await client.send(new PutSecretValueCommand({ SecretId: "openai", SecretString: "sk-2" }));
  expect(await get("openai")).toBe("sk-2");
  expect(await get("openai", "AWSPREVIOUS")).toBe("sk-1");
  await expect(get("none")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  client.destroy();
});

test("Lambda's Invoke answers over the wire: result, function error, accepted for later, unknown function", async () => {
  const call = (name: string, body: unknown, type = "RequestResponse") =>
    fetch(`${endpoint.url}/2015-03-31/functions/${name}/invocations?Qualifier=live`, {
      method: "POST",
      headers: { "x-amz-invocation-type": type },
      body: JSON.stringify(body),
    });
  const good = await call("echo", { a: 1 });
  expect([good.status, await good.json()]).toEqual([200, { a: 1 }]);
  const bad = await call("echo", "fail");
  expect([bad.headers.get("x-amz-function-error"), await bad.json()]).toEqual(["Unhandled", { errorType: "Oops" }]);
  expect((await call("echo", { b: 2 }, "Event")).status).toBe(202);
  await expect.poll(() => results.at(-1)).toEqual({ payload: { b: 2 } });
  expect((await call("none", {})).status).toBe(404);
});
