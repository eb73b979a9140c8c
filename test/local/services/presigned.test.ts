import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { type AccessKeys, openAccessKeys } from "../../../local/services/permissions/access-keys.ts";
import { authorize } from "../../../local/services/permissions/authorize.ts";
import { statementsOf } from "../../../local/services/permissions/statement.ts";
import { openBuckets } from "../../../local/services/s3/buckets.ts";
import { whyNoLink, whyNotPresigned } from "../../../local/services/s3/presigned.ts";
import { openStore, type Store } from "../../../local/store.ts";

const Bucket = "mail";
const Key = "attachments/über (1)+a b";
const name = "Lied & Läufer.html";
const ResponseContentDisposition = `attachment; filename="Lied.html"; filename*=UTF-8''${encodeURIComponent(name)}`;
const role = {
  name: "desk-role",
  statements: statementsOf({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::mail/attachments/*" }] as never,
  }),
};

let folder: string;
let store: Store;
let clock: VirtualClock;
let keys: AccessKeys;
let endpoint: Endpoint;
let calls: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "presigned-"));
  clock = virtualClock(Date.UTC(2026, 0, 1, 12));
  store = openStore(join(folder, "store.db"));
  keys = await openAccessKeys(store);
  const buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
  await buckets.createBucket({ name: Bucket });
  for (const key of [Key, "attachments/other", "read/secret"]) {
    await buckets.put(Bucket, key, {
      body: Buffer.from(`<script>${key}</script>`),
      headers: { "content-type": "text/html" },
    });
  }
  const verifier = { nowMs: clock.now, secretOf: keys.secretOf };
  calls = 0;
  endpoint = await openEndpoint({
    port: 0,
    services: {
      operations: { dynamodb: { GetItem: async () => ({ calls: ++calls }) } },
      s3: buckets.handle,
    },
    authorize: (request) => whyNotPresigned(request, verifier) ?? authorize(request, () => role),
    whyNoLink: (request) => whyNoLink(request, verifier),
  });
});
afterEach(async () => {
  await endpoint.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** The SDK's own presigner, with a function's key or another. */
async function presign(command: GetObjectCommand | PutObjectCommand, credentials = keys.of("desk"), expiresIn = 300) {
  const s3 = new S3Client({ region: "us-east-1", endpoint: endpoint.url, credentials });
  const url = await getSignedUrl(s3, command, { expiresIn, signingDate: new Date(clock.now()) });
  s3.destroy();
  return url;
}
const link = (more: object = {}) => presign(new GetObjectCommand({ Bucket, Key, ResponseContentDisposition, ...more }));

const clicked = { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const scripted = { origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** fetch may not set Host and Sec-Fetch-Site, so browsers are played by hand. */
const ask = (url: string, headers: Record<string, string> = clicked, method = "GET", sent = "") =>
  new Promise<Answer>((resolve, reject) => {
    const asked = httpRequest(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    asked.on("error", reject);
    asked.end(sent);
  });
const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status;
const changed = (url: string, change: (to: URL) => void): string => {
  const to = new URL(url);
  change(to);
  return to.href;
};

describe("a link that a function signed", () => {
  test.each([
    ["clicked in a page", clicked],
    ["fetched by a script", scripted],
    ["typed into a browser", { ...clicked, "sec-fetch-site": "none" }],
  ])("opens when %s, as a download that no browser shows (S5)", async (_, headers) => {
    const found = await ask(await link(), headers);
    expect(found).toMatchObject({ status: 200, body: `<script>${Key}</script>` });
    expect(found.headers).toMatchObject({
      "content-disposition": ResponseContentDisposition,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(found.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("is a download even where its signer forgot to say so (S5)", async () => {
    const forgot = await presign(new GetObjectCommand({ Bucket, Key }));
    expect((await ask(forgot)).headers["content-disposition"]).toBe("attachment");
    const inline = await link({ ResponseContentDisposition: 'inline; filename="attachment"' });
    expect((await ask(inline)).headers["content-disposition"]).toBe("attachment");
  });

  test("opens for a program, which fetch is", async () => {
    const found = await fetch(await link());
    expect([found.status, await found.text()]).toEqual([200, `<script>${Key}</script>`]);
  });

  test("works until it expires, not before its time, and after a restart", async () => {
    const url = await link();
    await clock.advance(300_000);
    expect(await status(url)).toBe(200);
    keys = await openAccessKeys(store);
    expect(await status(await link())).toBe(200);
    await clock.advance(1_000);
    expect(await ask(url)).toMatchObject({ status: 403, body: expect.stringContaining("expired") });
    const early = changed(await link(), (to) => to.searchParams.set("X-Amz-Date", "20260101T235959Z"));
    expect(await ask(early)).toMatchObject({ status: 403, body: expect.stringContaining("not valid yet") });
  });

  test.each<[string, (to: URL) => void]>([
    ["another object", (to) => repath(to, "attachments/other")],
    ["another time", (to) => to.searchParams.set("X-Amz-Expires", "604800")],
    ["a longer life", (to) => to.searchParams.set("X-Amz-Expires", "99999999")],
    ["another name", (to) => to.searchParams.set("response-content-disposition", "inline")],
    ["a type of its own", (to) => to.searchParams.set("response-content-type", "text/html")],
    ["another signature", (to) => to.searchParams.set("X-Amz-Signature", "0".repeat(64))],
    ["no signature", (to) => to.searchParams.delete("X-Amz-Signature")],
    ["fewer signed headers", (to) => to.searchParams.set("X-Amz-SignedHeaders", "")],
    ["a path escaped wrongly", (to) => repath(to, "attachments/%zz")],
    ["another function's name", (to) => rename(to, /switchboard-role-desk/, "switchboard-role-intake")],
    ["a stranger's name", (to) => rename(to, /switchboard-role-desk/, "local")],
    ["another service", (to) => rename(to, /\/s3\//, "/dynamodb/")],
  ])("holds for no more than was signed: %s", async (_, change) => {
    const url = changed(await link(), change);
    expect(await status(url)).toBeGreaterThanOrEqual(400);
    expect(await status(url, scripted)).toBeGreaterThanOrEqual(400);
  });

  test("holds for its method and host alone, and brings no unsigned header or second signature", async () => {
    const url = await link();
    for (const method of ["PUT", "DELETE", "POST", "HEAD", "OPTIONS"])
      expect(await status(url, scripted, method)).toBe(403);
    for (const method of ["PUT", "DELETE"]) expect(await status(url, {}, method)).toBe(403);
    expect(await status(url, { ...clicked, host: new URL(url).host.replace("127.0.0.1", "localhost") })).toBe(403);
    expect(await status(url, { ...clicked, "x-amz-target": "DynamoDB_20120810.GetItem" })).toBe(403);
    expect(await status(url, { ...clicked, "x-amz-copy-source": "/mail/read/secret" })).toBe(403);
    const both = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host";
    expect(await status(url, { ...clicked, authorization: both })).toBe(403);
    expect(calls).toBe(0);
  });

  test("reaches no further than its signer's role", async () => {
    const beyond = await presign(new GetObjectCommand({ Bucket, Key: "read/secret" }));
    expect(await ask(beyond)).toMatchObject({ status: 403, body: expect.stringContaining("not authorized") });
    expect(await status(beyond, {})).toBe(403);
  });
});

describe("a link that nobody here signed", () => {
  test("opens in no browser: another installation's, or one made with the key's name alone", async () => {
    const other = openStore(join(folder, "other.db"));
    const foreign = await openAccessKeys(other);
    await other.close();
    const { accessKeyId } = keys.of("desk");
    const get = new GetObjectCommand({ Bucket, Key });
    expect(await status(await presign(get, foreign.of("desk")))).toBe(403);
    expect(await status(await presign(get, { accessKeyId, secretAccessKey: "switchboard" }))).toBe(403);
    expect(await status(await presign(get, { accessKeyId: "local", secretAccessKey: "local" }))).toBe(403);
    expect(await status(`${endpoint.url}/${Bucket}/${encodeURIComponent(Key)}`)).toBe(403);
  });

  test("opens for a program whose key is nobody's, as everything does on loopback, until it expires", async () => {
    const local = { accessKeyId: "local", secretAccessKey: "local" };
    const url = await presign(new GetObjectCommand({ Bucket, Key }), local);
    expect(await status(url, {})).toBe(200);
    await clock.advance(301_000);
    expect(await status(url, {})).toBe(403);
  });
});

test("a program puts by a link what its signer allowed, a browser puts nothing", async () => {
  const put = (ContentType: string) => presign(new PutObjectCommand({ Bucket, Key: "attachments/new", ContentType }));
  const url = await put("text/plain");
  expect(await status(url, scripted, "PUT", "from a page")).toBe(403);
  expect(await status(url, {}, "PUT", "from a program")).toBe(200);
  const read = await presign(new GetObjectCommand({ Bucket, Key: "attachments/new" }));
  expect((await ask(read)).body).toBe("from a program");
});

function rename(to: URL, from: RegExp, into: string): void {
  to.searchParams.set("X-Amz-Credential", (to.searchParams.get("X-Amz-Credential") ?? "").replace(from, into));
}

function repath(to: URL, key: string): void {
  to.pathname = `/${Bucket}/${key}`;
}
