import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { queryRows } from "../../functions/platform/rows.ts";
import { secretsManager } from "../../functions/platform/secrets-manager.ts";
import { handler as pushToCrm } from "../../functions/record/push-to-crm.lambda.ts";
import { openWorld, type World } from "../desk/world.ts";

const key = "a-key-of-the-crm-of-32-characters";
const interactionId = `int_${"0".repeat(40)}`;
const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
let status = 200;
let world: World;

const crm = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, status === 302 ? { location: "https://elsewhere.example" } : {}).end();
  });
});

beforeAll(async () => {
  world = await openWorld();
  await new Promise<void>((resolve) => void crm.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  crm.close();
  await world.close();
});
afterEach(() => {
  vi.useRealTimers();
  heard.length = 0;
  status = 200;
});

const entry = (entryId: string, kind = "reply-sent") => ({
  ...{
    interactionId,
    entryId,
    at: "2026-11-22T00:00:00.000Z",
    kind,
    by: "code",
    summary: "The reply was sent",
    details: {},
  },
});
const message = (messageId: string, detail: object) => ({ messageId, body: JSON.stringify({ detail }) });

test("without a CRM nothing is sent and nothing fails", async () => {
  expect(await pushToCrm({ Records: [message("m1", entry("e0"))] })).toEqual({ batchItemFailures: [] });
  expect(heard).toEqual([]);
});

test("the CRM gets each entry signed, with an id by which it knows a repeat, and that is logged once", async () => {
  const address = crm.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`;
  await secretsManager().send(
    new PutSecretValueCommand({ SecretId: "crm", SecretString: JSON.stringify({ url, key }) }),
  );
  // Secrets are kept for five minutes.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_000 });
  expect(await pushToCrm({ Records: [message("m1", entry("e1"))] })).toEqual({ batchItemFailures: [] });
  expect(await pushToCrm({ Records: [message("m1", entry("e1"))] })).toEqual({ batchItemFailures: [] });
  const { headers, body } = heard[0]!;
  const [, seconds = "", mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-switchboard-signature"])) ?? [];
  expect(mac).toBe(createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex"));
  expect(headers["idempotency-key"]).toBe(`${interactionId}:reply-sent:e1`);
  expect(JSON.parse(body)).toMatchObject({ id: `${interactionId}:reply-sent:e1`, kind: "reply-sent" });
  expect(heard[1]?.headers["idempotency-key"]).toBe(headers["idempotency-key"]);
  const { rows } = await queryRows({ table: "log", pk: interactionId }, LogEntry);
  expect(rows.filter(({ kind }) => kind === "crm-told")).toHaveLength(1);
});

test.each([400, 404, 500, 503, 302])("F10: a CRM that answers %d brings back that message alone", async (answer) => {
  status = answer;
  const bad = await pushToCrm({
    Records: [message("bad", entry(`s${answer}`)), message("told", entry("x", "crm-told"))],
  });
  expect(bad).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
});

test("F10: a message that is no log entry comes back alone", async () => {
  const answer = await pushToCrm({ Records: [{ messageId: "odd", body: "{" }, message("good", entry("e9"))] });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "odd" }] });
});
