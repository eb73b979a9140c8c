import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchPage } from "../../../functions/answer/knowledge/fetch-page.ts";
import { fetchPages } from "../../../functions/answer/knowledge/fetch-pages.ts";
import { isArticle, readArticleFile } from "../../../functions/answer/knowledge/read-article-file.ts";
import { env } from "../../../functions/contracts/environment.ts";
import { Policy } from "../../../functions/contracts/policy.ts";
import { readBytes } from "../../../functions/platform/documents.ts";
import { pageCopies } from "../../../functions/platform/page-copies.ts";
import { openWorld, policy, type World } from "../../desk/world.ts";

let text = "We deliver within three days.";
let asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  asked.push(request.headers["if-none-match"]);
  const html = { "content-type": "text/html; charset=utf-8", etag: `"${text.length}"` };
  if (request.url === "/gone") response.writeHead(404).end();
  else if (request.url === "/script") response.writeHead(200, { "content-type": "text/javascript" }).end("1");
  else if (request.url === "/large") response.writeHead(200, html).end(Buffer.alloc(5_000_001, "x"));
  else if (request.url === "/moved") response.writeHead(302, { location: "/delivery" }).end();
  else if (request.url === "/away") response.writeHead(302, { location: "http://localhost:1/delivery" }).end();
  else if (request.url === "/round") response.writeHead(302, { location: "/round" }).end();
  else if (request.headers["if-none-match"] === html.etag) response.writeHead(304).end();
  else response.writeHead(200, html).end(`<title>Delivery</title><main><p>${text}</p></main>`);
});
let origin = "";
let world: World;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = await openWorld();
  process.env[env.knowledgeBucket] = "mail";
});
afterAll(async () => {
  server.close();
  await world.close();
});

const hosts = ["127.0.0.1"];
const run = (...paths: string[]) =>
  fetchPages({ knowledge: { hosts, pages: paths.map((path) => origin + path) } }, true);

test("pages that policy lists are articles in the bucket: fetched once, again when they change, gone when they are off the list", async () => {
  expect(await run("/delivery")).toEqual({ changed: 1, unchanged: 0, failed: 0, removed: 0 });
  const [copy] = await pageCopies();
  expect(isArticle(copy?.key ?? "")).toBe(true);
  const read = async () => readArticleFile(copy?.key ?? "", await readBytes({ bucket: "mail", key: copy?.key ?? "" }));
  expect((await read())[0]).toMatchObject({ title: "Delivery", text: "We deliver within three days." });

  asked = [];
  expect(await run("/delivery")).toMatchObject({ changed: 0, unchanged: 1 });
  expect(asked).toEqual([`"${text.length}"`]);

  text = "We deliver within four days, or five.";
  expect(await run("/delivery", "/gone")).toMatchObject({ changed: 1, failed: 1 });
  expect((await read())[0]?.text).toBe(text);
  expect(await run("/moved")).toMatchObject({ changed: 1, removed: 1 });
  expect(await run()).toMatchObject({ removed: 1 });
  expect(await pageCopies()).toEqual([]);
});

describe("a page is not fetched", () => {
  const fetched = (path: string, allowPrivate = true) =>
    fetchPage(origin + path, { hosts, etag: undefined, allowPrivate });

  test.each([
    ["that is no article", "/script", /text\/javascript, not HTML/],
    ["that is too large", "/large", /larger than 5 MB/],
    ["that leads to a host off the list", "/away", /localhost, which policy does not list/],
    ["that leads round and round", "/round", /leads on more than 3 times/],
    ["that is not there", "/gone", /the server says 404/],
  ])("%s", async (_, path, problem) => {
    await expect(fetched(path)).rejects.toThrow(problem);
  });

  test("from a private address, or without TLS", async () => {
    await expect(fetched("/delivery", false)).rejects.toThrow(/HTTPS/);
    const secure = fetchPage("https://127.0.0.1/x", { hosts, etag: undefined });
    await expect(secure).rejects.toThrow(/private address/);
  });

  test("whose host the policy does not list: such a policy is refused", () => {
    const knowledge = { hosts: ["help.shop.example"], pages: ["https://help.shop.example/a"] };
    expect(Policy.safeParse({ ...policy, knowledge }).success).toBe(true);
    const elsewhere = { ...knowledge, pages: ["https://other.example/a"] };
    expect(Policy.safeParse({ ...policy, knowledge: elsewhere }).success).toBe(false);
  });
});
