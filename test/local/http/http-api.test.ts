import { createHash, createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type HttpApis, openHttpApis } from "../../../local/http/http-apis.ts";
import { type HttpServer, openHttpServer } from "../../../local/http/http-server.ts";
import { answerLogin } from "../../../local/http/login.ts";
import { openUserPools, type UserPools } from "../../../local/http/user-pools.ts";
import { openStore, type Store } from "../../../local/store.ts";

let folder: string;
let store: Store;
let server: HttpServer;
let pools: UserPools;
let apis: HttpApis;
let seen: Record<string, unknown>;
let answer: unknown;
let client: string;
const callback = "http://127.0.0.1/";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "http-"));
  store = openStore(path.join(folder, "db.sqlite"));
  pools = openUserPools({ store, clock: systemClock });
  server = await openHttpServer({ port: 0, clock: systemClock });
  const invoke = async (_: string, payload: string) => {
    seen = JSON.parse(payload);
    return { payload: JSON.stringify(answer), executedVersion: "$LATEST" };
  };
  apis = openHttpApis({ functions: { invoke }, userPools: pools });
  const pool = pools.createPool("people");
  pools.createGroup(pool.id, "agent");
  pools.createGroup(pool.id, "lead");
  client = pools.createClient(pool.id, "desk", [callback]).id;
  await pools.start();
  apis.createApi("api");
  apis.createIntegration("api", "desk", "arn:aws:lambda:us-east-1:000000000000:function:desk");
  apis.createAuthorizer("api", "people", {
    issuer: pool.issuer,
    audience: [client],
    identitySource: ["$request.header.Authorization"],
  });
  const target = "integrations/desk";
  apis.createRoute({ apiId: "api", routeKey: "ANY /api/{proxy+}", target, authorizerId: "people" });
  apis.createRoute({ apiId: "api", routeKey: "GET /", target });
  apis.createRoute({ apiId: "api", routeKey: "POST /upload", target });
  apis.createRoute({ apiId: "api", routeKey: "GET /admin", target, authorizerId: "people", scopes: ["admin"] });
  server.open(async (one) => answerLogin(one, pools) ?? apis.answer(one));
  answer = { statusCode: 200, body: "fine" };
});
afterEach(async () => {
  await server.close(0);
  await store.close();
  await rm(folder, { recursive: true });
});

const get = (at: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.origin}${at}`, { headers, redirect: "manual" });

describe("the event a function gets", () => {
  test("has path, query, cookies, headers and parameters in payload format 2.0", async () => {
    await get("/?a=1&a=2&b=%20x", { cookie: "one=1; two=2", "X-Thing": "t" });
    expect(seen).toMatchObject({
      version: "2.0",
      routeKey: "GET /",
      rawPath: "/",
      rawQueryString: "a=1&a=2&b=%20x",
      cookies: ["one=1", "two=2"],
      headers: { "x-thing": "t" },
      queryStringParameters: { a: "1,2", b: " x" },
      requestContext: { http: { method: "GET", path: "/", sourceIp: "127.0.0.1" }, stage: "$default" },
      isBase64Encoded: false,
    });
    expect(seen["headers"]).not.toHaveProperty("cookie");
    expect(seen).not.toHaveProperty("body");
  });

  test.each([
    ["application/json", '{"a":1}', '{"a":1}', false],
    ["application/octet-stream", "raw", Buffer.from("raw").toString("base64"), true],
    ["application/x-www-form-urlencoded", "a=1", Buffer.from("a=1").toString("base64"), true],
  ])("has a body of %s as API Gateway passes it", async (type, sent, body, isBase64Encoded) => {
    await fetch(`${server.origin}/upload`, { method: "POST", body: sent, headers: { "content-type": type } });
    expect(seen).toMatchObject({ body, isBase64Encoded });
  });
});

describe("the answer a caller gets", () => {
  test("carries status, headers, cookies and decoded bytes", async () => {
    answer = {
      statusCode: 201,
      headers: { "X-Made": "yes", "content-type": "image/png" },
      cookies: ["a=1", "b=2"],
      body: Buffer.from([1, 2, 255]).toString("base64"),
      isBase64Encoded: true,
    };
    const response = await get("/");
    expect(response.status).toBe(201);
    expect(response.headers.get("x-made")).toBe("yes");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([1, 2, 255]));
  });

  test("is JSON of a 200 when the function names no status", async () => {
    answer = { hello: "there" };
    const response = await get("/");
    expect([response.status, await response.json()]).toEqual([200, { hello: "there" }]);
  });

  test("is 404 where there is no route", async () => {
    const response = await get("/nowhere/at/all");
    expect([response.status, await response.json()]).toEqual([404, { message: "Not Found" }]);
  });
});

describe("the JWT authorizer (S8)", () => {
  test("lets the desk token in and tells the function its claims as text", async () => {
    expect((await get("/api/tasks", { authorization: `Bearer ${pools.deskToken()}` })).status).toBe(200);
    expect(seen).toMatchObject({
      pathParameters: { proxy: "tasks" },
      requestContext: {
        authorizer: { jwt: { claims: { "cognito:groups": "[agent lead]", name: "you" }, scopes: null } },
      },
    });
  });

  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const changed = (change: Record<string, unknown>): string => {
    const [head = "", body = "", signature = ""] = (pools.deskToken() ?? "").split(".");
    const claims: object = JSON.parse(Buffer.from(body, "base64url").toString());
    return `${head}.${encode({ ...claims, ...change })}.${signature}`;
  };
  const unsigned = (): string => {
    const [, body = ""] = (pools.deskToken() ?? "").split(".");
    return `${encode({ alg: "none", kid: "x" })}.${body}.`;
  };
  const signedWithPublicKey = (): string => {
    const [head = "", body = ""] = (pools.deskToken() ?? "").split(".");
    const { kid } = JSON.parse(Buffer.from(head, "base64url").toString());
    const text = `${encode({ alg: "HS256", kid })}.${body}`;
    return `${text}.${createHmac("sha256", JSON.stringify(pools.keys()[0])).update(text).digest("base64url")}`;
  };

  test.each([
    ["no token", () => undefined],
    ["rubbish", () => "rubbish"],
    ["claims changed after signing", () => changed({ "cognito:groups": ["admin"] })],
    ["algorithm none", unsigned],
    ["HS256 with the public key", signedWithPublicKey],
  ])("refuses %s", async (_, token) => {
    const text = token();
    const response = await get("/api/tasks", text === undefined ? {} : { authorization: `Bearer ${text}` });
    expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }]);
  });

  test("refuses a token of another audience, and a scope that is missing", async () => {
    const other = openUserPools({ store, clock: { ...systemClock, now: () => Date.now() - 400 * 86_400_000 } });
    const pool = other.createPool("people");
    other.createClient(pool.id, "desk", [callback]);
    await other.start();
    expect((await get("/api/tasks", { authorization: `Bearer ${other.deskToken()}` })).status).toBe(401); // expired
    expect((await get("/admin", { authorization: `Bearer ${pools.deskToken()}` })).status).toBe(403);
  });

  test("knows a token after a restart, since its key is kept", async () => {
    const token = pools.deskToken() ?? "";
    const again = openUserPools({ store, clock: systemClock });
    again.createPool("people");
    await again.start();
    expect(again.verify(token)).toMatchObject({ name: "you" });
  });
});

describe("signing in by code and PKCE", () => {
  const verifier = "a-verifier-that-is-long-enough-for-the-standard";
  const ask = (change: Record<string, string> = {}): Promise<Response> =>
    get(
      `/oauth2/authorize?${new URLSearchParams({
        response_type: "code",
        client_id: client,
        redirect_uri: callback,
        state: "s1",
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
        ...change,
      })}`,
    );
  const trade = (code: string, change: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.origin}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: client,
        redirect_uri: callback,
        code,
        code_verifier: verifier,
        ...change,
      }),
    });
  const codeFrom = (response: Response): string =>
    new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";

  test("gives a token that opens the API, once per code", async () => {
    const sent = await ask();
    expect(new URL(sent.headers.get("location") ?? "").searchParams.get("state")).toBe("s1");
    const code = codeFrom(sent);
    const tokens: { id_token: string } = JSON.parse(await (await trade(code)).text());
    expect((await get("/api/me", { authorization: `Bearer ${tokens.id_token}` })).status).toBe(200);
    expect((await trade(code)).status).toBe(400);
  });

  test("refuses a foreign redirect, another verifier, and a request without PKCE", async () => {
    expect((await ask({ redirect_uri: "https://evil.example/" })).status).toBe(400);
    expect((await trade(codeFrom(await ask()), { code_verifier: "another" })).status).toBe(400);
    expect((await ask({ code_challenge_method: "plain" })).headers.get("location")).toContain("error=invalid_request");
  });
});

test("a foreign Host is refused and healthz tells when the doors are open", async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request({ port: server.port, host: "127.0.0.1", path: "/", headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
  expect((await get("/healthz")).status).toBe(200);
  const closed = await openHttpServer({ port: 0, clock: systemClock });
  expect((await fetch(`${closed.origin}/healthz`)).status).toBe(503);
  expect((await fetch(`${closed.origin}/`)).status).toBe(503);
  await expect(openHttpServer({ port: closed.port, clock: systemClock })).rejects.toThrow(
    `Port ${closed.port} is taken: stop what listens there, or choose another with --http PORT`,
  );
  await closed.close(0);
});
