import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModelCall } from "../../functions/contracts/model-call.ts";
import { type Act, type Call, scriptedService } from "../models/scripted-service.ts";
import { canaries } from "./canaries.ts";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const us = "support@fernwood.example";
const neutral = { mood: "neutral", score: 0, signals: [] };
const asked = {
  ...{ topics: [{ topic: "delivery", confidence: 0.9 }], language: "en", urgency: "normal", risks: [] },
  ...{ questions: ["How long does standard delivery take?"], suspicious: false },
};

let shop: RunningSwitchboard;
let services: Awaited<ReturnType<typeof scriptedService>>;
let tables: DynamoDBDocumentClient;
/** What the services outside do just now. */
let act: (call: Call) => Act = () => ({ status: 500 });

/** A model that reads: it knows mood and topics, and leaves drafts to the embedded one. */
const reads = ({ body }: Call): Act => ({ answer: JSON.stringify(body).includes("read_mood") ? neutral : asked });

beforeAll(async () => {
  services = await scriptedService((call) => act(call));
  shop = await startSwitchboard({
    env: {
      ...{ OPENAI_API_KEY: "test-key", OPENAI_BASE_URL: `${services.url}/v1` },
      ...{ SWITCHBOARD_BEDROCK_REGION: "us-east-1", AWS_ENDPOINT_URL_BEDROCK_RUNTIME: services.url },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    },
  });
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  tables = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1", endpoint: shop.awsUrl, credentials }));
});
afterAll(async () => {
  await shop?.stop();
  await services?.close();
  tables?.destroy();
  stopAll();
});

let changed = false;
/** Changes the policy as the desk would; functions that have read the old one keep it for five seconds. */
async function setPolicy(change: object): Promise<void> {
  const at = { TableName: "switchboard-dev-policy", Key: { pk: "policy", sk: "current" } };
  const { Item } = await tables.send(new GetCommand(at));
  const policy = { ...Item?.["policy"], debounceSeconds: 0, ...change };
  await tables.send(new PutCommand({ TableName: at.TableName, Item: { ...Item, policy } }));
  if (changed) await new Promise((resolve) => setTimeout(resolve, 5_200));
  changed = true;
}

const embedded = [{ provider: "embedded", model: "lexical" }];
const write = (from: string, subject: string, words = "") =>
  shop.send({ from, to: us, subject, text: `Hello,\n\nhow long does standard delivery take?\n${words}\nThank you` });

interface Row {
  interactionId: string;
  subject: string;
  outcome: string;
  reasons: string[];
}
interface Entry {
  kind: string;
  summary: string;
  details: ModelCall;
}
const rows = async (): Promise<Row[]> =>
  (await shop.api<{ interactions: Row[] }>("/api/interactions?limit=200")).body.interactions;
const logOf = async (subject: string): Promise<Entry[]> => {
  const row = (await rows()).find((one) => one.subject === subject);
  if (row === undefined) return [];
  return (await shop.api<{ log: Entry[] }>(`/api/interactions/${row.interactionId}`)).body.log;
};
const answered = (subject: string) =>
  eventually(`${subject} is answered`, async () =>
    (await rows()).find((row) => row.subject === subject && row.outcome === "answered"),
  );

test("Bedrock throttles, OpenAI times out, and the embedded model answers: attempts, costs and reasons are in the log", async () => {
  const route = [
    { provider: "bedrock", model: "amazon.nova-lite-v1:0", timeoutMs: 3000 },
    { provider: "openai", model: "gpt-5-mini", timeoutMs: 400 },
    ...embedded,
  ];
  await setPolicy({ models: { "read-mood": route, sort: route, draft: route, check: route } });
  act = ({ path: at }) =>
    at.endsWith("/converse") ? { status: 429, error: "ThrottlingException", retryAfter: 0 } : { hang: true };
  await write("ada@customer.example", "Three models");
  await answered("Three models");
  const [reply] = (await shop.replies()).filter(({ email }) => email.to?.[0]?.address === "ada@customer.example");
  expect(reply?.email.text).toMatch(/day/);

  const calls = (await logOf("Three models")).filter(({ kind }) => kind === "model-called").map((one) => one.details);
  const mood = calls.filter(({ task }) => task === "read-mood").sort((a, b) => a.attempt - b.attempt);
  expect(mood.map(({ provider, failure }) => `${provider} ${failure ?? "ok"}`)).toEqual([
    "bedrock throttled",
    "bedrock throttled",
    "openai timeout",
    "embedded ok",
  ]);
  expect(mood.at(-1)?.after).toEqual(["bedrock/amazon.nova-lite-v1:0: throttled", "openai/gpt-5-mini: timeout"]);
  // Its limit also covers loading the SDK, so how much of it the call itself had is not ours to say.
  expect(mood[2]?.latencyMs).toBeGreaterThan(0);
  expect(calls.every(({ costUsd }) => costUsd === 0)).toBe(true);
  expect(new Set(calls.filter(({ ok }) => ok).map(({ task }) => task)).size).toBe(4);
});

describe("with every model down", () => {
  const models = {
    ...{ "read-mood": [{ provider: "openai", model: "gpt-5-nano", timeoutMs: 3000 }], draft: embedded },
    ...{ sort: [{ provider: "openai", model: "gpt-5-nano", timeoutMs: 3000 }], check: embedded },
  };

  test("an email waits for a model, goes on when one is back, and is answered (F23)", async () => {
    await setPolicy({ models });
    act = () => ({ status: 503 });
    await write("ben@customer.example", "Patience", canaries.join("\n"));
    await eventually("it waits", async () => (await logOf("Patience")).some(({ kind }) => kind === "model-awaited"));
    act = reads;
    await invoke("switchboard-dev-models-drain-waiting");
    await eventually("it goes on", async () => {
      const row = (await rows()).find(({ subject }) => subject === "Patience");
      return row !== undefined && row.outcome !== "open";
    });
    const paid = (await logOf("Patience")).filter(
      ({ kind, details }) => kind === "model-called" && details.costUsd > 0,
    );
    // 1000 tokens in and 200 out, at gpt-5-nano's price of the table. What was read before the other one failed is read again.
    expect(new Set(paid.map(({ details }) => details.costUsd))).toEqual(new Set([0.00013]));
    expect(new Set(paid.map(({ details }) => details.task))).toEqual(new Set(["read-mood", "sort"]));
  });

  test("of fifty personal things none is in a log line, and none reached a model outside (S12)", async () => {
    const logs = path.join(shop.data, "logs");
    const lines = readdirSync(logs, { recursive: true, encoding: "utf8" })
      .filter((file) => file.includes(".log"))
      .map((file) => readFileSync(path.join(logs, file), "utf8"));
    const { Items } = await tables.send(new ScanCommand({ TableName: "switchboard-dev-log" }));
    const sent = services.calls.filter(({ body }) => JSON.stringify(body).includes("standard delivery"));
    expect(sent.length).toBeGreaterThan(2);
    expect(Items?.length).toBeGreaterThan(10);
    expect(lines.join("").length).toBeGreaterThan(100);
    const everything = [...lines, JSON.stringify(Items), shop.output(), JSON.stringify(sent.map(({ body }) => body))];
    expect(canaries).toHaveLength(50);
    expect(canaries.filter((canary) => everything.some((text) => text.includes(canary)))).toEqual([]);
  });
});

/** Calls a function as EventBridge would. */
async function invoke(name: string): Promise<void> {
  const scope = "Credential=x/20261122/us-east-1/lambda/aws4_request";
  const response = await fetch(`${shop.awsUrl}/2015-03-31/functions/${name}/invocations`, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      "content-type": "application/json",
    },
    body: "{}",
  });
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status} ${await response.text()}`);
}

test("a budget of $0.01 and 100 emails: no more is spent, and each is answered or acknowledged and with a person", async () => {
  const dear = [{ provider: "openai", model: "dear", timeoutMs: 5000, inputPrice: 0.2, outputPrice: 0.2 }];
  const most = 1_000_000;
  await setPolicy({
    models: { "read-mood": dear, sort: dear, draft: embedded, check: embedded },
    budgets: { total: 0.01 },
    caps: { perHour: most, perDay: most, sameSubjectPerHour: most, totalPerMinute: most },
  });
  act = reads;
  await Promise.all(Array.from({ length: 100 }, (_, n) => write(`c${n}@shop${n}.example`, `Budget ${n}`)));
  const all = await eventually(
    "all have an end",
    async () => {
      const mine = (await rows()).filter(({ subject }) => subject.startsWith("Budget"));
      return mine.length === 100 && mine.every(({ outcome }) => outcome !== "open") && mine;
    },
    150_000,
  );
  const outcomes = Map.groupBy(all, ({ outcome }) => outcome);
  expect([...outcomes.keys()].sort()).toEqual(["answered", "waiting"]);
  for (const { reasons } of outcomes.get("waiting") ?? []) expect(reasons).toContain("over-budget");
  // Everybody was told something, and nobody twice.
  const told = (await shop.replies()).map(({ email }) => email.to?.[0]?.address ?? "");
  expect(new Set(told.filter((address) => /^c\d+@/.test(address))).size).toBe(100);
  expect(told.filter((address) => /^c\d+@/.test(address))).toHaveLength(100);
  const spent = services.calls.filter(({ body }) => body["model"] === "dear").length * 1200 * (0.2 / 1_000_000);
  expect(spent).toBeLessThanOrEqual(0.01);
  expect(spent).toBeGreaterThan(0.001);
}, 180_000);
