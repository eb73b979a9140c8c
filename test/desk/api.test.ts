import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { withoutTokens } from "../../functions/desk/without-tokens.ts";
import { callerFrom } from "../../functions/platform/caller.ts";
import { getRow, queryRows } from "../../functions/platform/rows.ts";
import { app, asks, get, jsonOf, post, request, taskOf } from "./asking.ts";
import { arrives } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const unknown = "/api/tasks/tsk_00000000000000000000000000000000";
const reads = ["/api/tasks", "/api/interactions", "/api/policy", "/api/me"];
const writes = [`${unknown}/decision`, "/api/policy/stop"];

test.each([...reads, ...writes])("S9: nobody gets %s without having signed in", async (path) => {
  const method = writes.includes(path) ? "POST" : "GET";
  const answer = await app.request(path, { method }, {});
  expect(answer.status).toBe(401);
});

test.each(["access", "refresh"])("S8: a token for %s is for others and lets nobody in", async (use) => {
  const claims = { sub: "kim", username: "kim", "cognito:groups": "[admin]", token_use: use };
  const answer = await app.request("/api/tasks", {}, { requestContext: { authorizer: { jwt: { claims } } } });
  expect(answer.status).toBe(401);
});

test.each(reads)("S9: every role may read %s, nobody without a role", async (path) => {
  for (const role of ["agent", "lead", "admin", "auditor"]) {
    expect((await request(path, {}, `[${role}]`)).status).toBe(200);
  }
  expect((await request(path, {}, "[visitor]")).status).toBe(403);
});

test("S9: an auditor changes nothing, an agent stops but does not start automatic replies", async () => {
  for (const path of writes) expect((await post(path, { stopped: true }, "[auditor]")).status).toBe(403);
  expect((await post("/api/policy/stop", { stopped: true }, "[agent]")).status).toBe(200);
  expect((await post("/api/policy/stop", { stopped: false }, "[agent]")).status).toBe(403);
  expect((await post("/api/policy/stop", { stopped: false }, "[lead]")).status).toBe(200);
});

test.each([
  ["a foreign origin", { origin: "https://evil.example", "content-type": "application/json" }, 403],
  ["a cross-site fetch", { "sec-fetch-site": "cross-site", "content-type": "application/json" }, 403],
  ["text/plain", { "content-type": "text/plain" }, 415],
  ["our own origin", { origin: "http://localhost", "content-type": "application/json" }, 200],
])("S10: a change from %s is answered rightly", async (_what, headers, status) => {
  const body = JSON.stringify({ stopped: false });
  expect((await request("/api/policy/stop", { method: "POST", body, headers }, "[lead]")).status).toBe(status);
});

test.each([
  ["not JSON", "{", 400],
  ["an unknown decision", JSON.stringify({ kind: "promise", version: 1, seq: 1 }), 400],
  ["an extra field", JSON.stringify({ kind: "approve", version: 1, seq: 1, to: "x@evil.example" }), 400],
  ["an empty reply", JSON.stringify({ kind: "rewrite", version: 1, seq: 1, text: "  " }), 400],
  ["too much", JSON.stringify({ kind: "rewrite", version: 1, seq: 1, text: "x".repeat(200_000) }), 413],
])("a decision that is %s is refused in plain words", async (_what, body, status) => {
  const ids = await arrives({ thread: "strict", draft: "Yes." });
  await asks(world, ids, "token-strict");
  const task = await taskOf(ids);
  const headers = { "content-type": "application/json" };
  const answer = await request(`/api/tasks/${task.taskId}/decision`, { method: "POST", body, headers });
  expect(answer.status).toBe(status);
  expect((await jsonOf(answer)).message.length).toBeGreaterThan(20);
  expect(await taskOf(ids)).toMatchObject({ status: "open", version: 1 });
});

test("unknown things are 404 and say nothing else", async () => {
  const decision = { kind: "approve", version: 1, seq: 1 };
  expect((await post(`${unknown}/decision`, decision)).status).toBe(404);
  expect((await post("/api/tasks/..%2f..%2f/decision", decision)).status).toBe(404);
  for (const path of [unknown, "/api/conversations/x", "/api/interactions/x", "/api/executions/x/history", "/x"]) {
    expect((await request(path)).status).toBe(404);
  }
  expect((await request("/api/tasks?state=open")).status).toBe(400);
  expect((await request("/api/interactions?after=yesterday")).status).toBe(400);
});

test("S3: every answer forbids what the page does not need", async () => {
  for (const path of ["/", "/desk.js", "/api/tasks", "/nothing"]) {
    const { headers } = await request(path);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  }
});

test("S1: an email's HTML is framed by an address that is good for it alone, and not for ever", async () => {
  const html = '<p>Hello <b>there</b></p><script>alert(1)</script><img src="https://t.example/p.gif">';
  const ids = await arrives({ thread: "framed", email: { html } });
  const view = await get(`/api/conversations/${ids.conversationId}`);
  const { frame } = z
    .array(z.object({ frame: z.string() }))
    .min(1)
    .parse(view["emails"])[0]!;
  const framed = await app.request(frame, {}, {});
  expect(framed.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  const text = await framed.text();
  expect(text).toContain("<p>Hello <b>there</b></p>");
  expect(text).not.toMatch(/script|t\.example/);
  const other = await arrives({ thread: "other", email: { html } });
  expect((await app.request(frame.replace(ids.emailId, other.emailId), {}, {})).status).toBe(403);
  expect((await app.request(frame.replace(/until=\d+/, "until=99999999999999"), {}, {})).status).toBe(403);
});

test("interactions come newest first, page by page, none twice and none left out", async () => {
  for (let n = 0; n < 7; n++) {
    const outcome = n % 2 === 0 ? "answered" : "closed";
    const openedAt = `2026-01-0${1 + Math.floor(n / 2)}T00:00:00.000Z`;
    await arrives({ thread: `page-${n}`, interaction: { outcome, openedAt } });
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await get(`/api/interactions?limit=3${after === undefined ? "" : `&after=${after}`}`);
    const rows = z.array(z.object({ interactionId: z.string(), openedAt: z.string() })).parse(page["interactions"]);
    seen.push(...rows.map(({ openedAt, interactionId }) => `${openedAt} ${interactionId}`));
    after = page.next;
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(10);
  expect(seen).toEqual(seen.toSorted().reverse());
});

test("the stop switch makes a new policy version, keeps the old one, and is logged", async () => {
  const before = z.object({ policy: z.object({ version: z.int() }) }).parse(await get("/api/policy")).policy.version;
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => post("/api/policy/stop", { stopped: true }, "[lead]")),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const Version = z.object({ by: z.string(), policy: z.object({ stopped: z.boolean() }) });
  const kept = await getRow("policy", { pk: "policy", sk: `version#${before + 1}` }, Version);
  expect(kept).toMatchObject({ by: "person:Anna", policy: { stopped: true } });
  // Pressing it again says the same, so it writes nothing.
  expect(await getRow("policy", { pk: "policy", sk: `version#${before + 2}` }, Version)).toBeUndefined();
  const { rows } = await queryRows({ table: "log", pk: "system", newestFirst: true }, LogEntry);
  expect(rows.filter(({ details }) => details["to"] === before + 1)).toHaveLength(1);
});

test("S7: a run's history has no token, however deep it is wrapped", async () => {
  const executionArn = "arn:aws:states:us-east-1:000000000000:execution:support:history";
  const ids = await arrives({ thread: "history", interaction: { executionArn } });
  const payload = JSON.stringify({ token: "deep-secret", seq: 1 });
  world.runs.history.push({
    id: 1,
    type: "TaskScheduled",
    timestamp: 0,
    taskScheduledEventDetails: { parameters: JSON.stringify({ Payload: payload, TaskToken: "outer-secret" }) },
  });
  const text = await (await request(`/api/executions/${ids.interactionId}/history`)).text();
  expect(text).toContain("[redacted]");
  expect(text).not.toMatch(/deep-secret|outer-secret/);
  expect(withoutTokens('{"token":"cut off')).toBe("[redacted]");
  expect(withoutTokens("no tokens were harmed")).toBe("no tokens were harmed");
});

test("roles come from the groups claim in each shape it is handed on", () => {
  expect(callerFrom({ name: "Anna", "cognito:groups": "[lead]" })?.roles).toEqual(["lead"]);
  expect(callerFrom({ name: "Anna", "cognito:groups": ["auditor", "other"] })?.roles).toEqual(["auditor"]);
  expect(callerFrom({ "cognito:username": "anna" })).toEqual({ id: "anna", name: "anna", roles: [] });
  expect(callerFrom({ "cognito:groups": "[admin]" })).toBeUndefined();
});

test("F8: a group whose name holds a role's name gives no role", () => {
  const token = (groups: readonly string[]) =>
    `Bearer x.${Buffer.from(JSON.stringify({ sub: "1", "cognito:groups": groups })).toString("base64url")}.x`;
  const claims = { sub: "1", name: "Anna", "cognito:groups": "[not lead]" };
  expect(callerFrom(claims)?.roles).toEqual([]);
  expect(callerFrom(claims, token(["not lead"]))?.roles).toEqual([]);
  expect(callerFrom({ ...claims, "cognito:groups": "[agent lead]" }, token(["agent", "lead"]))?.roles).toEqual([
    "agent",
    "lead",
  ]);
  expect(callerFrom({ ...claims, "cognito:groups": "[agent,lead]" })?.roles).toEqual([]);
  // A token of somebody else says nothing about this caller.
  expect(callerFrom({ ...claims, sub: "2", "cognito:groups": "[agent]" }, token(["admin"]))?.roles).toEqual(["agent"]);
});
