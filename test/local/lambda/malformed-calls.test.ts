import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type Functions, openFunctions } from "../../../local/lambda/functions.ts";
import type { WireReply, WireRequest } from "../../../local/services/wire/message.ts";
import { openStore, type Store } from "../../../local/store.ts";

let folder: string;
let store: Store;
let functions: Functions;
let asked: Omit<WireRequest, "requestId">[];
let reply: () => Promise<WireReply>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "malformed-"));
  store = openStore(path.join(folder, "db.sqlite"));
  asked = [];
  reply = async () => ({ status: 200, headers: {}, body: "" });
  functions = openFunctions({
    ...{ store, clock: systemClock, folder, endpoint: () => "http://127.0.0.1:9" },
    keys: { of: (name) => ({ accessKeyId: name, secretAccessKey: "secret" }) },
    answer: (request) => {
      asked.push(request);
      return reply();
    },
  });
});
afterEach(async () => {
  await functions.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

async function answerOf(isolation: "thread" | "process", code: string): Promise<unknown> {
  const source = path.join(folder, "source");
  await mkdir(source, { recursive: true });
  await writeFile(path.join(source, "index.mjs"), code);
  await functions.define({
    ...{ name: "f", code: { hash: "h", folder: source }, handler: "index.handler", timeoutSeconds: 20, memoryMb: 256 },
    ...{ isolation, variables: {} },
  });
  const { payload, functionError } = await functions.invoke("f", "{}");
  expect(functionError, payload).toBeUndefined();
  return JSON.parse(payload);
}

describe.each(["thread", "process"] as const)("in a %s", (isolation) => {
  test("messages that no request could have become are answered as such, and the machine lives on", async () => {
    const good = `method: "GET", path: "/", headers: {}`;
    const statuses = await answerOf(
      isolation,
      `
      import { parentPort } from "node:worker_threads";
      const port = parentPort ?? process;
      const post = (message) => (parentPort ? parentPort.postMessage(message) : process.send(message));
      const ask = (id, call) => new Promise((resolve) => {
        port.on("message", (message) => message.id === id && resolve(message.status));
        post({ kind: "call", id, ...call });
      });
      for (const unheard of [null, "text", { kind: "unheard of" }]) post(unheard);
      export const handler = () => Promise.all([
        ask("nothing", {}),
        ask("headers", { ${good}, headers: null }),
        ask("body", { ${good}, body: 3 }),
        ask("line break", { ${good}, headers: { a: "b\\r\\nc: d" } }),
        ask("beyond latin", { ${good}, headers: { a: "\\u0100" } }),
        ask("name", { ${good}, headers: { "a b": "c" } }),
        ask("good", { ${good}, headers: { A: "\\u00ff", n: 1 } }),
      ]);`,
    );
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 200]);
    expect(asked.map(({ headers }) => headers)).toEqual([{ a: "ÿ", n: "1" }]);
  });

  test("an endpoint that fails is a failure of the service, which clients try again", async () => {
    reply = () => Promise.reject(new Error("no endpoint"));
    const code = `
      import http from "node:http";
      export const handler = () => new Promise((resolve) =>
        http.request({ host: "127.0.0.1", port: 9 }, ({ statusCode }) => resolve(statusCode)).end());`;
    expect(await answerOf(isolation, code)).toBe(500);
  });

  test("headers that no socket would carry are refused to the client in the same words, near and far", async () => {
    const answer = await answerOf(
      isolation,
      `
      import http from "node:http";
      const codeOf = (port, headers) => {
        try { http.request({ host: "127.0.0.1", port, headers }).on("error", () => {}).destroy(); return "taken"; }
        catch (error) { return error.code; }
      };
      export const handler = async () => [9, 10].map((port) =>
        [{ a: "b\\nc" }, { a: "\\u0100" }, { "a b": "c" }, { a: undefined }, { a: "\\u00ff" }].map((headers) => codeOf(port, headers)));`,
    );
    const invalid = "ERR_INVALID_CHAR";
    const each = [invalid, invalid, "ERR_INVALID_HTTP_TOKEN", "ERR_HTTP_INVALID_HEADER_VALUE", "taken"];
    expect(answer).toEqual([each, each]);
  });
});
