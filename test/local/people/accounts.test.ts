import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { openHttpApis } from "../../../local/http/http-apis.ts";
import { type HttpServer, openHttpServer } from "../../../local/http/http-server.ts";
import { answerLogin } from "../../../local/http/login.ts";
import { openUserPools, type UserPools } from "../../../local/http/user-pools.ts";
import { openPasswords } from "../../../local/people/password-hash.ts";
import { openPeople, type People } from "../../../local/people/people.ts";
import { openSignIn } from "../../../local/people/sign-in.ts";
import { cognitoOperations } from "../../../local/services/cognito.ts";
import type { JsonObject } from "../../../local/services/service.ts";
import { openStore, type Store } from "../../../local/store.ts";

// One desk with accounts for the whole file: the tests tell one story. A password costs a hundredth of what it does outside.
const publicUrl = "http://127.0.0.1";
const rules = {
  MinimumLength: 12,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  RequireUppercase: true,
};
const [first, own] = ["First-Password-1", "My own password 2!"];
const ann = "ann@example.org";
const verifier = "a-verifier-that-is-long-enough-for-the-standard";

let folder: string;
let store: Store;
let people: People;
let pools: UserPools;
let server: HttpServer;
let poolId: string;
let client: string;
let seen: { requestContext?: { authorizer?: { jwt?: { claims?: Record<string, string> } } } };
let aheadMs = 0;
const clock = { ...systemClock, now: () => Date.now() + aheadMs };

const open = async (): Promise<void> => {
  store = openStore(path.join(folder, "db.sqlite"));
  people = openPeople({ store, clock, cost: { N: 2 ** 12, r: 8, p: 1 } });
  pools = openUserPools({ store, clock, sessions: people });
  const pool = pools.createPool("people", rules);
  for (const group of ["agent", "lead", "admin", "auditor"]) pools.createGroup(pool.id, group);
  poolId = pool.id;
  client = pools.createClient(pool.id, "desk", [`${publicUrl}/`], [`${publicUrl}/`]).id;
  await Promise.all([pools.start(), people.start()]);
  const invoke = async (_: string, payload: string) => {
    seen = JSON.parse(payload);
    return { payload: JSON.stringify({ statusCode: 200, body: "fine" }), executedVersion: "$LATEST" };
  };
  const apis = openHttpApis({ functions: { invoke }, userPools: pools });
  apis.createApi("api");
  apis.createIntegration("api", "desk", "arn:aws:lambda:us-east-1:000000000000:function:desk");
  const identitySource = ["$request.header.Authorization"];
  apis.createAuthorizer("api", "people", { issuer: pool.issuer, audience: [client], identitySource });
  const target = "integrations/desk";
  apis.createRoute({ apiId: "api", routeKey: "ANY /api/{proxy+}", target, authorizerId: "people" });
  const signIn = openSignIn({ people, clock, rules: () => rules, publicUrl });
  server = await openHttpServer({ port: 0, clock, host: "0.0.0.0", names: ["desk.example.org"] });
  server.open(async (one) => (await answerLogin(one, pools, signIn)) ?? apis.answer(one));
};
const close = async (): Promise<void> => {
  await server.close(0);
  await store.close();
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "accounts-"));
  await open();
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const cognito = (name: string, input: JsonObject = {}) => {
  const run = cognitoOperations({ userPools: pools, accounts: people.accounts })[name];
  return run === undefined ? Promise.reject(new Error(name)) : run({ UserPoolId: poolId, ...input });
};
const query = () =>
  new URLSearchParams({
    ...{ response_type: "code", client_id: client, redirect_uri: `${publicUrl}/`, state: "s1" },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();
const get = (at: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${at}`, { headers, redirect: "manual" });
const post = (at: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${at}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: publicUrl, "sec-fetch-site": "same-origin", ...headers },
    body: new URLSearchParams({ to: query(), ...form }),
  });
const signIn = (email: string, password: string, headers = {}) => post("/sign-in", { email, password }, headers);
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
interface Tokens {
  readonly id_token: string;
  readonly refresh_token: string;
}
const token = async (form: Record<string, string>): Promise<{ status: number; tokens: Tokens }> => {
  const answer = await fetch(`${server.origin}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: client, redirect_uri: `${publicUrl}/`, code_verifier: verifier, ...form }),
  });
  return { status: answer.status, tokens: JSON.parse(await answer.text()) };
};
/** From the cookie on, as the page does it. */
const tokensWith = async (cookie: string): Promise<Tokens> => {
  const sent = await get(`/oauth2/authorize?${query()}`, { cookie });
  const code = new URL(sent.headers.get("location") ?? "").searchParams.get("code") ?? "";
  return (await token({ grant_type: "authorization_code", code })).tokens;
};
const api = (bearer: string) => get("/api/tasks", { authorization: `Bearer ${bearer}` });
let cookie = "";
let tokens: Tokens;

test("without an account nobody comes in: no link, no token, a page that asks who it is (S8)", async () => {
  expect(pools.deskToken()).toBeUndefined();
  expect(pools.deskPath()).toBeUndefined();
  const alone = openUserPools({ store, clock });
  const pool = alone.createPool("people");
  alone.createClient(pool.id, "desk", []);
  await alone.start();
  expect((await api(alone.deskToken() ?? "")).status).toBe(401);
  const page = await get(`/oauth2/authorize?${query()}`, { "accept-language": "de-AT,en;q=0.5" });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Am Schalter anmelden");
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect((await signIn(ann, "anything")).status).toBe(401);
});

test("an account is made as at AWS, by the pool's rules for passwords, once per address, with roles that exist", async () => {
  const make = (TemporaryPassword: string, Username = ann) =>
    cognito("AdminCreateUser", {
      Username,
      TemporaryPassword,
      MessageAction: "SUPPRESS",
      UserAttributes: [{ Name: "name", Value: "Ann" }],
    });
  await expect(make("short")).rejects.toMatchObject({ name: "InvalidPasswordException" });
  await expect(make(first, "no address")).rejects.toMatchObject({ name: "InvalidParameterException" });
  await make(first);
  await expect(make(first, " ANN@example.org ")).rejects.toMatchObject({ name: "UsernameExistsException" });
  await cognito("AdminAddUserToGroup", { Username: ann, GroupName: "lead" });
  await expect(cognito("AdminAddUserToGroup", { Username: ann, GroupName: "king" })).rejects.toThrow("Group not found");
  expect(await cognito("ListUsers")).toMatchObject({ Users: [{ Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" }] });
  expect(await readFile(path.join(folder, "db.sqlite-wal"), "latin1")).not.toContain(first);
});

test("the first password must be changed, for a good and another one, before anything opens", async () => {
  const asked = await signIn(ann, first);
  expect(asked.headers.getSetCookie()).toEqual([]);
  expect(await asked.text()).toContain("Somebody else chose your password");
  const change = (wanted: string, again = wanted) =>
    post("/sign-in/password", { email: ann, password: first, wanted, again });
  expect(await (await change(own, "other")).text()).toContain("The two new passwords differ");
  expect(await (await change("tiny")).text()).toContain("needs 12 characters, a capital letter, a digit, a sign");
  expect(await (await change(first)).text()).toContain("is the old one");
  const done = await change(own);
  expect(done.status).toBe(303);
  expect(done.headers.getSetCookie()[0]).toMatch(/^switchboard=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  cookie = cookieOf(done);
});

test("the session gives tokens that say who it is, which functions see as claims; a refresh token opens nothing by itself", async () => {
  tokens = await tokensWith(cookie);
  expect((await api(tokens.id_token)).status).toBe(200);
  expect(seen.requestContext?.authorizer?.jwt?.claims).toMatchObject({
    ...{ email: ann, name: "Ann", "cognito:groups": "[lead]", token_use: "id" },
  });
  expect((await api(tokens.refresh_token)).status).toBe(401);
  expect((await token({ grant_type: "refresh_token", refresh_token: tokens.id_token })).status).toBe(400);
});

test("a new sign-in replaces the session the browser had, and a restart keeps the one it has (S8)", async () => {
  const again = await signIn(ann, own, { cookie });
  expect(cookieOf(again)).not.toBe(cookie);
  expect((await api(tokens.id_token)).status).toBe(401);
  cookie = cookieOf(again);
  tokens = await tokensWith(cookie);
  await close();
  await open();
  expect((await api(tokens.id_token)).status).toBe(200);
});

test("a token lasts a quarter of an hour, a session an hour of silence and twelve in all", async () => {
  const refresh = () => token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
  aheadMs += 16 * 60_000;
  expect((await api(tokens.id_token)).status).toBe(401);
  const renewed = await refresh();
  expect((await api(renewed.tokens.id_token)).status).toBe(200);
  for (let quarter = 0; quarter < 46; quarter += 1) {
    aheadMs += 15 * 60_000;
    expect((await refresh()).status, `quarter ${quarter}`).toBe(200);
  }
  aheadMs += 16 * 60_000;
  expect((await refresh()).status).toBe(400);
  cookie = cookieOf(await signIn(ann, own));
  tokens = await tokensWith(cookie);
  aheadMs += 61 * 60_000;
  expect((await refresh()).status).toBe(400);
  expect((await get(`/oauth2/authorize?${query()}`, { cookie })).status).toBe(200);
});

test("whoever is disabled is out at once and stays out; signing out ends the session", async () => {
  cookie = cookieOf(await signIn(ann, own));
  tokens = await tokensWith(cookie);
  await cognito("AdminDisableUser", { Username: ann });
  expect((await api(tokens.id_token)).status).toBe(401);
  expect((await signIn(ann, own)).status).toBe(401);
  await cognito("AdminEnableUser", { Username: ann });
  expect((await api(tokens.id_token)).status).toBe(401);
  cookie = cookieOf(await signIn(ann, own));
  tokens = await tokensWith(cookie);
  const out = await get(`/logout?client_id=${client}&logout_uri=${encodeURIComponent(`${publicUrl}/`)}`, { cookie });
  expect(out.headers.get("location")).toBe(`${publicUrl}/`);
  expect((await api(tokens.id_token)).status).toBe(401);
  const foreign = await get(`/logout?client_id=${client}&logout_uri=https://evil.example/`, { cookie });
  expect(foreign.headers.get("location")).toBe("/");
});

test.each([
  ["another site's form", { "sec-fetch-site": "cross-site" }],
  ["a neighbour's form", { "sec-fetch-site": "same-site" }],
  ["another origin", { origin: "https://evil.example" }],
  ["a sandboxed frame", { origin: "null" }],
])("%s signs nobody in (S10)", async (_, headers) => {
  const answer = await signIn(ann, own, headers);
  expect(answer.status).toBe(403);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("what is typed comes back as text, and the way on leads nowhere else (S2)", async () => {
  const answer = await post("/sign-in", { email: `"><script>alert(1)</script>`, password: "x", to: `"><img src=x>` });
  const page = await answer.text();
  expect(page).not.toMatch(/<script|<img src=x/);
  const on = await post("/sign-in", { email: ann, password: own, to: "x=1\r\nSet-Cookie: a=b//evil.example" });
  expect(on.headers.get("location")).toMatch(/^\/oauth2\/authorize\?x=1%0D%0A/);
});

test("five wrong passwords lock an address, with an account or without, longer each time and over a restart (S8)", async () => {
  for (const email of [ann, "nobody@example.org"]) {
    for (let time = 0; time < 5; time += 1) expect((await signIn(email, `wrong ${time}`)).status).toBe(401);
    const locked = await signIn(email, own);
    expect(locked.status).toBe(429);
    expect(await locked.text()).toMatch(/Too many wrong passwords. Wait 1 s/);
  }
  aheadMs += 1100;
  expect((await signIn(ann, "wrong again")).status).toBe(401);
  await close();
  await open();
  expect(await (await signIn(ann, own)).text()).toContain("Wait 2 s");
  aheadMs += 2100;
  expect((await signIn(ann, own)).status).toBe(303);
});

test("everything of it is noted, by whom and from where, and cannot be changed", async () => {
  const noted = (await people.accounts.notedOf(ann, 100)).map(({ event }) => event);
  expect(new Set(noted)).toEqual(
    new Set([
      ...["account made", "groups changed", "password changed", "signed in", "signed out", "disabled", "enabled"],
      ...["wrong password", "refused because disabled", "refused while locked out"],
    ]),
  );
  expect((await people.accounts.notedOf("nobody@example.org", 1))[0]).toMatchObject({ from: "127.0.0.1" });
  await expect(store.transact((tx) => tx.run("UPDATE account_event SET email = ''"))).rejects.toThrow("only appended");
});

test("a machine that tries sixty times in a minute waits for the next", async () => {
  const statuses: number[] = [];
  for (let time = 0; time < 61; time += 1)
    statuses.push((await signIn(ann, "x", { "sec-fetch-site": "same-origin" })).status);
  expect(statuses.at(-1)).toBe(429);
});

test("a password is kept at the cost that is named beside it, and no account costs as much as a wrong one", async () => {
  const { hash, is } = openPasswords();
  const kept = await hash(own);
  expect(kept).toMatch(/^scrypt\$131072\$8\$1\$/);
  expect(await is(own, kept)).toBe(true);
  expect(await is(`${own} `, kept)).toBe(false);
});
