// S9: the matrix of roles, endpoints and ids, made from the OpenAPI document that the API serves.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Endpoint } from "../../functions/contracts/desk/endpoint.ts";
import { deskApi } from "../../functions/contracts/desk-api.ts";
import { openApi } from "../../functions/desk/open-api.ts";
import { writeArticle } from "../../functions/platform/articles.ts";
import { app, asks, jsonOf, post, request, taskOf } from "./asking.ts";
import { arrives } from "./left-by-intake.ts";
import { openWorld, type World } from "./world.ts";

const Operation = z.object({
  operationId: z.string(),
  "x-roles": z.array(z.string()),
  "x-etag": z.string().optional(),
});
const Document = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});
// The search behind `tryQuestion` is another function's; test/answer/try-question.test.ts has its cells.
const elsewhere = new Set(["tryQuestion"]);
const operations = Object.entries(Document.parse(openApi()).paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .map(([method, { operationId, "x-roles": roles, "x-etag": etag }]) => ({
      path,
      method: method.toUpperCase(),
      id: operationId,
      roles,
      etag,
    }))
    .filter(({ id }) => !elsewhere.has(id)),
);
type One = (typeof operations)[number];

/** A body that fits, for each operation that takes one; none of them changes what another cell needs. */
const bodies: Readonly<Record<string, unknown>> = {
  bulkTasks: { action: "tag", tags: ["x"], tasks: [{ taskId: `tsk_${"0".repeat(40)}`, etag: "1-1-0" }] },
  assignTask: { to: null },
  snoozeTask: { until: null },
  tagTask: { tags: ["x"] },
  decideTask: { kind: "approve", version: 99, seq: 1 },
  startConversation: {
    ...{ requestId: "00000000-0000-4000-8000-000000000000", mailbox: "support@shop.example", subject: "S", text: "T" },
    to: { address: "x@customer.example" },
  },
  addNote: { text: "A note" },
  tagConversation: { tags: ["x"] },
  mergeConversation: { from: `con_${"0".repeat(40)}` },
  splitConversation: { fromSeq: 2 },
  upload: { name: "a.txt", type: "text/plain", base64: "YQ==" },
  writeArticle: { markdown: "---\ntitle: T\n---\n\nText" },
  writePolicy: { change: { sendAt: 0.9 }, note: "Because" },
  stopReplies: { stopped: true },
  rollBack: { version: 1, note: "Because" },
  propose: { change: { sendAt: 0.8 }, note: "Because" },
  writeSavedReply: { title: "T", text: "Hello {{customer}}" },
  changeSavedReply: { title: "T", text: "Hello" },
  unblock: { address: "nobody@customer.example" },
};

let world: World;
const own: Record<string, string> = {};
const foreign: Readonly<Record<string, string>> = {
  taskId: `tsk_${"f".repeat(40)}`,
  conversationId: `con_${"f".repeat(40)}`,
  interactionId: `int_${"f".repeat(40)}`,
  emailId: `eml_${"f".repeat(40)}`,
  articleId: "not-there",
  version: "4711",
  proposalId: "f".repeat(32),
  personId: "somebody-elsewhere",
  savedReplyId: "f".repeat(24),
  place: "0",
};

beforeAll(async () => {
  world = await openWorld();
  await writeArticle("shipping.md", "---\ntitle: Shipping\n---\n\nTwo days.", undefined);
  const file = { name: "a.txt", type: "text/plain", size: 1, key: "attachments/1", dangers: [] };
  const executionArn = "arn:aws:states:us-east-1:000000000000:execution:support:matrix";
  world.runs.status.set(executionArn, "RUNNING");
  const ids = await arrives({
    thread: "matrix",
    draft: "Yes.",
    email: { attachments: [file] },
    interaction: { executionArn },
  });
  await asks(world, ids, "token-matrix");
  await request("/api/me", {}, "[agent]", "Anna");
  const Made = z.object({ proposal: z.object({ proposalId: z.string() }) });
  const made = Made.parse(await (await post("/api/policy/proposals", bodies["propose"])).json());
  const Saved = z.object({ savedReply: z.object({ savedReplyId: z.string() }) });
  const saved = Saved.parse(await (await post("/api/saved-replies", bodies["writeSavedReply"])).json());
  Object.assign(own, ids, {
    taskId: (await taskOf(ids)).taskId,
    articleId: "shipping",
    version: "1",
    personId: "anna",
  });
  Object.assign(own, { place: "0", proposalId: made.proposal.proposalId, savedReplyId: saved.savedReply.savedReplyId });
});
afterAll(() => world.close());

const addressOf = (path: string, ids: Readonly<Record<string, string>>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");

/** An old etag, so that what is allowed changes nothing. */
const headersOf = ({ method }: One): Record<string, string> =>
  method === "GET" ? {} : { "content-type": "application/json", "if-match": '"old"' };

const initOf = (one: One, body: unknown = bodies[one.id] ?? {}): RequestInit => ({
  method: one.method,
  headers: headersOf(one),
  ...(one.method !== "GET" && { body: JSON.stringify(body) }),
});

test("the document names every operation of the contract and nothing else", () => {
  expect([...operations.map(({ id }) => id), ...elsewhere].sort()).toEqual(Object.keys(deskApi).sort());
  expect(operations.length).toBeGreaterThan(50);
});

test("S9: the document itself is for those who are signed in", async () => {
  expect((await app.request("/api/openapi.json", {}, {})).status).toBe(401);
  expect(Document.parse(await (await request("/api/openapi.json")).json()).openapi).toBe("3.1.0");
});

describe.each(operations)("S9: $method $path", (one) => {
  const { path, roles } = one;

  test("is closed to who has not signed in, and to who has no role", async () => {
    expect((await app.request(addressOf(path, own), initOf(one), {})).status).toBe(401);
    expect((await request(addressOf(path, own), initOf(one), "[visitor]")).status).toBe(403);
  });

  test.each(["auditor", "agent", "lead", "admin"])("as %s", async (role) => {
    const answer = await request(addressOf(path, own), initOf(one), `[${role}]`);
    if (!roles.includes(role)) expect(answer.status).toBe(403);
    else {
      expect([401, 403]).not.toContain(answer.status);
      expect(answer.status).toBeLessThan(500);
    }
    if (answer.status >= 400) expect((await jsonOf(answer)).message.length).toBeGreaterThan(10);
    const contract: Endpoint | undefined = Object.entries(deskApi).find(([id]) => id === one.id)?.[1];
    if (answer.status < 300 && contract?.response !== undefined) contract.response.parse(await answer.json());
  });

  test.runIf(path.includes("{"))(
    "with an id that is not ours says 404 and nothing of whether it ever was",
    async () => {
      for (const ids of [foreign, Object.fromEntries(Object.keys(foreign).map((name) => [name, "..%2f..%2fetc"]))]) {
        const answer = await request(addressOf(path, { ...ids, place: "0" }), initOf(one), "[admin]");
        expect([404, 412, 422]).toContain(answer.status);
        if (one.id !== "writeArticle") expect(answer.status).toBe(404);
      }
    },
  );

  test.runIf(one.method !== "GET")(
    "S10: from another site, as text, or with a field that it does not have is refused",
    async () => {
      const role = `[${roles.at(-1)}]`;
      const address = addressOf(path, own);
      const init = initOf(one);
      const foreignHeaders = [
        { origin: "https://evil.example" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ];
      for (const headers of foreignHeaders) {
        expect((await request(address, { ...init, headers: { ...headersOf(one), ...headers } }, role)).status).toBe(
          403,
        );
      }
      expect((await request(address, { ...init, headers: { "content-type": "text/plain" } }, role)).status).toBe(415);
      const body = { ...z.record(z.string(), z.unknown()).parse(bodies[one.id] ?? {}), roles: ["admin"] };
      if (one.method !== "DELETE") expect((await request(address, initOf(one, body), role)).status).toBe(400);
    },
  );

  test.runIf(one.etag === "needs")("needs If-Match", async () => {
    const init = { ...initOf(one), headers: { "content-type": "application/json" } };
    expect((await request(addressOf(path, own), init, `[${roles.at(-1)}]`)).status).toBe(428);
  });
});

test("S9: an unknown address is 404 for everybody who is signed in, and shows nothing", async () => {
  for (const role of ["auditor", "agent", "lead", "admin"]) {
    const answer = await request("/api/admin/secrets", {}, `[${role}]`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toMatch(/secrets|stack|\.ts/);
  }
});
