import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type Functions, openFunctions } from "../../../local/lambda/functions.ts";
import { openEndpoint } from "../../../local/services/endpoint.ts";
import { openBuckets } from "../../../local/services/s3/buckets.ts";
import type { WireReply, WireRequest } from "../../../local/services/wire/message.ts";
import { openStore, type Store } from "../../../local/store.ts";

// The handlers use the AWS SDK as the bundles do; nothing listens at the endpoint's address, so that only a message can be
// answered.
const endpoint = "http://127.0.0.1:9";
const sdk = (name: string): string => JSON.stringify(import.meta.resolve(name));

let folder: string;
let isolation: "thread" | "process";
let store: Store;
let functions: Functions;
let elsewhere: Server | undefined;
let asked: Omit<WireRequest, "requestId">[];
let reply: (request: Omit<WireRequest, "requestId">) => Promise<WireReply>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "nearby-"));
  store = openStore(path.join(folder, "db.sqlite"));
  asked = [];
  functions = openFunctions({
    ...{ store, clock: systemClock, folder, endpoint: () => endpoint },
    keys: { of: (name) => ({ accessKeyId: name, secretAccessKey: "secret" }) },
    answer: (request) => {
      asked.push(request);
      return reply(request);
    },
  });
});
afterEach(async () => {
  await functions.stop();
  await store.close();
  await rm(folder, { recursive: true });
  elsewhere?.close();
  elsewhere = undefined;
});

async function answerOf(code: string, event: unknown = {}): Promise<unknown> {
  const source = path.join(folder, "source");
  await mkdir(source, { recursive: true });
  await writeFile(path.join(source, "index.mjs"), code);
  await functions.define({
    ...{ name: "f", code: { hash: "h", folder: source }, handler: "index.handler", timeoutSeconds: 20, memoryMb: 256 },
    ...{ isolation, variables: {} },
  });
  const { payload, functionError } = await functions.invoke("f", JSON.stringify(event));
  expect(functionError, payload).toBeUndefined();
  return JSON.parse(payload);
}

describe.each(["thread", "process"] as const)("a function in a %s of its own", (kind) => {
  beforeEach(() => {
    isolation = kind;
  });

  test("its SDK client is answered by message: the request whole, with its signature and its query", async () => {
    reply = async ({ headers }) =>
      headers["x-amz-target"] === undefined
        ? { status: 200, headers: { "content-type": "text/plain", etag: '"1"' }, body: Buffer.from([0, 255, 13, 10]) }
        : { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: '{"TableNames":["ünï"]}' };
    const answer = await answerOf(`
    import { DynamoDBClient, ListTablesCommand } from ${sdk("@aws-sdk/client-dynamodb")};
    import { GetObjectCommand, PutObjectCommand, S3Client } from ${sdk("@aws-sdk/client-s3")};
    import { Readable } from "node:stream";
    const s3 = new S3Client({ forcePathStyle: true });
    export const handler = async () => {
      const { TableNames } = await new DynamoDBClient({}).send(new ListTablesCommand({ Limit: 3 }));
      await s3.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: Readable.from(["one ", "two"]), ContentLength: 7 }));
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: "b", Key: "k", VersionId: "v" }));
      return { TableNames, ETag, bytes: [...(await Body.transformToByteArray())] };
    };`);
    expect(answer).toEqual({ TableNames: ["ünï"], ETag: '"1"', bytes: [0, 255, 13, 10] });
    const [list, put, get] = asked;
    expect(list).toMatchObject({
      method: "POST",
      path: "/",
      headers: { "x-amz-target": "DynamoDB_20120810.ListTables" },
    });
    expect(list?.headers["authorization"]).toMatch(/^AWS4-HMAC-SHA256 Credential=f\//);
    expect(JSON.parse(String(list?.body))).toEqual({ Limit: 3 });
    expect([put?.method, put?.path]).toEqual(["PUT", "/b/k"]);
    // A stream goes out in aws-chunked encoding, as on AWS.
    expect(String(put?.body)).toMatch(/^4\r\none \r\n3\r\ntwo\r\n0\r\nx-amz-checksum-crc32:/);
    expect([get?.method, get?.query.get("versionId")]).toEqual(["GET", "v"]);
  });

  test("errors come as the service's own, and are tried again as on AWS", async () => {
    const failed: WireReply = {
      status: 500,
      headers: { "content-type": "application/json", "x-amzn-errortype": "InternalFailure" },
      body: '{"__type":"InternalFailure"}',
    };
    const refused: WireReply = {
      status: 400,
      headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "r-1" },
      body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no such table"}',
    };
    reply = async () => (asked.length < 2 ? failed : refused);
    const answer = await answerOf(`
    import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from ${sdk("@aws-sdk/client-dynamodb")};
    export const handler = async () => {
      try { await new DynamoDBClient({}).send(new DescribeTableCommand({ TableName: "t" })); }
      catch (error) { return [error instanceof ResourceNotFoundException, error.message, error.$metadata.attempts, error.$metadata.requestId]; }
    };`);
    expect(answer).toEqual([true, "no such table", 2, "r-1"]);
  });

  test("who asks whether a large body is wanted is told to go on, before any of it is sent", async () => {
    reply = async ({ body }) => ({ status: 200, headers: {}, body: String(body.length) });
    const code = `
      import http from "node:http";
      import { once } from "node:events";
      import { text } from "node:stream/consumers";
      export const handler = async () => {
        const request = http.request({ host: "127.0.0.1", port: 9, method: "PUT", path: "/", headers: { Expect: "100-continue" } });
        const answered = once(request, "response");
        await once(request, "continue");
        request.end(Buffer.alloc(3_000_000));
        const [response] = await answered;
        return text(response);
      };`;
    expect(await answerOf(code)).toBe("3000000");
  });

  test("many questions at once each get their own answer, in whatever order", async () => {
    reply = async ({ body }) => {
      const { Limit } = JSON.parse(String(body));
      await new Promise((resolve) => setTimeout(resolve, 40 - Limit));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: `{"TableNames":["${Limit}"]}`,
      };
    };
    const answer = await answerOf(`
    import { DynamoDBClient, ListTablesCommand } from ${sdk("@aws-sdk/client-dynamodb")};
    const client = new DynamoDBClient({});
    export const handler = async () => Promise.all(Array.from({ length: 30 }, async (_, at) =>
      (await client.send(new ListTablesCommand({ Limit: at + 1 }))).TableNames[0]));`);
    expect(answer).toEqual(Array.from({ length: 30 }, (_, at) => String(at + 1)));
  });

  test("what is asked of any other address leaves by the network", async () => {
    elsewhere = createServer((request, response) => response.end(`${request.method} ${request.url}`));
    await new Promise<void>((resolve) => elsewhere?.listen(0, "127.0.0.1", resolve));
    const address = elsewhere.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const answer = await answerOf(
      `import { request } from "node:http";
    const ask = (...how) => new Promise((resolve, reject) => request(...how, (response) => {
      let text = ""; response.on("data", (chunk) => (text += chunk)).on("end", () => resolve(text));
    }).on("error", reject).end());
    export const handler = async ({ port }) => [
      await ask({ host: "127.0.0.1", port, path: "/a" }),
      await ask(\`http://127.0.0.1:\${port}/b\`),
      await (await fetch(\`http://127.0.0.1:\${port}/c\`)).text(),
    ];`,
      { port },
    );
    expect(answer).toEqual(["GET /a", "GET /b", "GET /c"]);
    expect(asked).toEqual([]);
  });

  test("by message or by socket, the endpoint's answers read the same: sizes, what is missing, what nobody knows", async () => {
    const buckets = await openBuckets({ store, clock: systemClock, folder: path.join(folder, "blobs") });
    await buckets.createBucket({ name: "b" });
    await buckets.put("b", "k", { body: Buffer.from("seven b") });
    const real = await openEndpoint({ port: 0, services: { operations: {}, s3: buckets.handle } });
    onTestFinished(() => real.close());
    reply = real.answer;
    const [byMessage, bySocket] = await Promise.all(
      [endpoint, real.url].map((url) =>
        answerOf(
          `
        import { GetObjectCommand, HeadObjectCommand, S3Client } from ${sdk("@aws-sdk/client-s3")};
        import { ListTablesCommand, DynamoDBClient } from ${sdk("@aws-sdk/client-dynamodb")};
        const told = async (work) => {
          try { const { ContentLength, ContentType, ETag } = await work; return { ContentLength, ContentType, ETag }; }
          catch (error) { return [error.name, error.message, error.$metadata?.httpStatusCode, typeof error.$metadata?.requestId]; }
        };
        export const handler = async ({ endpoint }) => {
          const s3 = new S3Client({ endpoint, forcePathStyle: true });
          const at = (Key, Bucket = "b") => ({ Bucket, Key });
          return Promise.all([
            told(s3.send(new HeadObjectCommand(at("k")))), told(s3.send(new HeadObjectCommand(at("none")))),
            told(s3.send(new GetObjectCommand(at("k")))), told(s3.send(new GetObjectCommand(at("none")))),
            told(s3.send(new GetObjectCommand(at("k", "nobucket")))),
            told(new DynamoDBClient({ endpoint }).send(new ListTablesCommand({}))),
          ]);
        };`,
          { endpoint: url },
        ),
      ),
    );
    expect(byMessage).toEqual(bySocket);
    const there = expect.objectContaining({ ContentLength: 7 });
    const failed = (name: string, status: number) => [name, expect.any(String), status, "string"];
    expect(bySocket).toEqual([
      ...[there, failed("NotFound", 404), there, failed("NoSuchKey", 404), failed("NoSuchBucket", 404)],
      failed("UnknownOperationException", 400),
    ]);
    expect(asked).toHaveLength(6);
  });

  test("an answer that takes its time is no connection that failed; silence ends by the client's own limit", async () => {
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: '{"TableNames":["late"]}',
      };
    };
    const answer = await answerOf(`
    import { DynamoDBClient, ListTablesCommand } from ${sdk("@aws-sdk/client-dynamodb")};
    const ask = async (requestHandler) => {
      try { return (await new DynamoDBClient({ requestHandler, maxAttempts: 1 }).send(new ListTablesCommand({}))).TableNames; }
      catch (error) { return error.name; }
    };
    export const handler = async () => [
      await ask({ connectionTimeout: 100 }), await ask({ socketTimeout: 100 }), await ask({ socketTimeout: 5000 }),
      await ask({ requestTimeout: 100, throwOnRequestTimeout: true }),
    ];`);
    expect(answer).toEqual([["late"], "TimeoutError", ["late"], "TimeoutError"]);
  });
});
