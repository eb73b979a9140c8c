import { createServer, request as httpRequest, type Server } from "node:http";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetIdentityVerificationAttributesCommand, SESClient } from "@aws-sdk/client-ses";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { AwsError } from "../../../local/services/aws-error.ts";
import { type BedrockOptions, forwardToBedrock } from "../../../local/services/bedrock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { sign } from "../../../local/services/signature.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
let endpoint: Endpoint;
let errors: unknown[];
let bedrock: BedrockOptions;

beforeEach(async () => {
  errors = [];
  bedrock = { clock: systemClock, region: undefined, credentials: async () => undefined };
  endpoint = await openEndpoint({
    port: 0,
    onError: (error) => void errors.push(error),
    services: {
      operations: {
        dynamodb: {
          DescribeTable: async ({ TableName }) => {
            if (TableName === "broken") throw new Error("a secret path");
            const fields = { Item: { id: { S: "1" } } };
            throw new AwsError("ResourceNotFoundException", "Cannot do operations on it", { fields });
          },
        },
        ses: {},
      },
      bedrock: (request) => forwardToBedrock(bedrock)(request),
    },
  });
});
afterEach(async () => {
  await endpoint.close();
});

/** fetch may not set Host, so this asks by hand. */
const ask = (headers: Record<string, string>, path = "/") =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = httpRequest(`${endpoint.url}${path}`, { method: "POST", headers }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.on("error", reject);
    asked.end("{}");
  });

test("an error arrives in the SDK by its AWS name, with its members; our own failures are 500 and say nothing", async () => {
  const client = new DynamoDBClient({ region: "us-east-1", endpoint: endpoint.url, credentials, maxAttempts: 1 });
  const missing = client.send(new DescribeTableCommand({ TableName: "t" }));
  await expect(missing).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Cannot do operations on it",
  });
  const broken = client.send(new DescribeTableCommand({ TableName: "broken" }));
  await expect(broken).rejects.toMatchObject({
    $metadata: { httpStatusCode: 500 },
    message: expect.not.stringContaining("secret"),
  });
  expect(errors).toHaveLength(1);
  client.destroy();
});

test("operations and services that are not built are refused by name, in each protocol", async () => {
  const json = await ask({ "x-amz-target": "AmazonSSM.GetParameter" });
  expect(JSON.parse(json.body)).toMatchObject({
    __type: "com.amazonaws.ssm#UnknownOperationException",
    message: "Switchboard on one machine does not know ssm:GetParameter",
  });
  const classic = new SESClient({ region: "us-east-1", endpoint: endpoint.url, credentials });
  const query = classic.send(new GetIdentityVerificationAttributesCommand({ Identities: [] }));
  await expect(query).rejects.toThrow("Switchboard on one machine does not know ses:GetIdentityVerificationAttributes");
  classic.destroy();
  const rest = await ask({}, "/v2/email/contact-lists");
  expect(rest.body).toContain("sesv2:POST /v2/email/contact-lists");
});

test("a foreign Host, any Origin and what a foreign page embeds are refused; a link is not", async () => {
  const target = { "x-amz-target": "DynamoDB_20120810.DescribeTable" };
  expect((await ask({ ...target, host: "evil.example" })).status).toBe(403);
  expect((await ask({ ...target, host: "localhost:4566" })).status).toBe(400);
  expect((await ask({ ...target, origin: "http://127.0.0.1:8080" })).status).toBe(403);
  expect((await ask({ ...target, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).status).toBe(403);
  expect((await ask({ ...target, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).status).toBe(403);
});

test("a taken port is told with what to do", async () => {
  const again = openEndpoint({ port: endpoint.port, services: { operations: {} } });
  await expect(again).rejects.toThrow(/taken.*--aws/);
});

test("signatures are AWS's: get-vanilla of its test suite", () => {
  const url = new URL("https://example.amazonaws.com/");
  const headers = sign(
    { method: "GET", url, headers: {}, body: Buffer.alloc(0) },
    { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    { region: "us-east-1", service: "service", nowMs: Date.UTC(2015, 7, 30, 12, 36) },
  );
  expect(headers["authorization"]).toMatch(
    /Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31$/,
  );
});

test("Bedrock calls go to AWS under the user's signature, or are refused with what to set", async () => {
  const seen: { url: string | undefined; authorization: string | undefined; body: string }[] = [];
  const aws: Server = createServer((incoming, answer) => {
    let body = "";
    incoming.on("data", (chunk) => {
      body += chunk;
    });
    incoming.on("end", () => {
      seen.push({ url: incoming.url, authorization: incoming.headers.authorization, body });
      const output = { message: { role: "assistant", content: [{ text: "hello" }] } };
      answer.setHeader("content-type", "application/json");
      answer.end(
        JSON.stringify({ output, stopReason: "end_turn", usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } }),
      );
    });
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  const client = new BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: endpoint.url,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
  const command = new ConverseCommand({
    modelId: "anthropic.claude-x-v1:0",
    messages: [{ role: "user", content: [{ text: "hi" }] }],
  });
  await expect(client.send(command)).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("SWITCHBOARD_BEDROCK_REGION"),
  });
  const address = aws.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  bedrock = {
    ...bedrock,
    region: "eu-central-1",
    credentials: async () => ({ accessKeyId: "AKIAUSER", secretAccessKey: "s", sessionToken: "t" }),
    address: `http://127.0.0.1:${port}`,
  };
  const answer = await client.send(command);
  expect(answer.output?.message?.content?.[0]?.text).toBe("hello");
  expect(seen[0]).toMatchObject({
    url: "/model/anthropic.claude-x-v1%3A0/converse",
    body: expect.stringContaining("hi"),
  });
  expect(seen[0]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAUSER\/\d{8}\/eu-central-1\/bedrock\//);
  client.destroy();
  aws.close();
  aws.closeAllConnections();
});
