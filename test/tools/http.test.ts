import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { mayConnect } from "../../functions/platform/private-addresses.ts";
import { openCircuit } from "../../functions/tools/http/circuit.ts";
import { openService, type ServiceOptions } from "../../functions/tools/http/service.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(listener: RequestListener): Promise<{ url: string; asked: () => number; server: Server }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    asked: () => asked,
    server,
  };
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

function service(url: string, options: Partial<ServiceOptions> & { allowPrivate?: boolean } = {}) {
  const nowMs = options.nowMs ?? Date.now;
  return openService({
    access: { url, key: "k", allowPrivate: options.allowPrivate ?? true },
    circuit: openCircuit({ failures: 5, restMs: 30_000, nowMs }),
    nowMs,
    untilMs: Date.now() + 5_000,
    ...options,
  });
}
const read = { method: "GET", path: "/x" } as const;
const failing = (failure: string) => ({ name: "ToolFailed", failure });

describe("the way to an outside service", () => {
  test("brings its JSON, sends its key, and says undefined for what it does not know", async () => {
    const { url } = await serving((request, response) => {
      if (request.url === "/none") return json(404, {})(request, response);
      json(200, { key: request.headers.authorization, method: request.method })(request, response);
    });
    expect(await service(url).ask(read)).toEqual({ key: "Bearer k", method: "GET" });
    expect(await service(url).ask({ method: "GET", path: "/none" })).toBeUndefined();
  });

  test("tries a read twice and an effect once", async () => {
    const down = await serving(json(503, {}));
    await expect(service(down.url).ask(read)).rejects.toMatchObject(failing("status-503"));
    expect(down.asked()).toBe(2);
    await expect(service(down.url).ask({ method: "POST", path: "/x", body: {}, key: "1" })).rejects.toMatchObject(
      failing("status-503"),
    );
    expect(down.asked()).toBe(3);
    let calls = 0;
    const hiccup = await serving((request, response) =>
      json(++calls === 1 ? 500 : 200, { ok: true })(request, response),
    );
    expect(await service(hiccup.url).ask(read)).toEqual({ ok: true });
  });

  test("does not ask again what was refused", async () => {
    const refusing = await serving(json(403, {}));
    await expect(service(refusing.url).ask(read)).rejects.toMatchObject(failing("status-403"));
    expect(refusing.asked()).toBe(1);
  });

  test("gives up on a slow service when the time is over (P12)", async () => {
    const slow = await serving(() => undefined);
    const started = Date.now();
    await expect(service(slow.url, { untilMs: Date.now() + 300 }).ask(read)).rejects.toMatchObject(
      failing("over-time"),
    );
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test("follows no redirect", async () => {
    const target = await serving(json(200, { secret: true }));
    const { url } = await serving((_, response) => response.writeHead(302, { location: target.url }).end());
    await expect(service(url).ask(read)).rejects.toMatchObject(failing("redirect"));
    expect(target.asked()).toBe(0);
  });

  test.each<[string, RequestListener, string]>([
    ["is larger than an answer can be", json(200, "x".repeat(70_000)), "too-large"],
    [
      "does not say how large it is, and is",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        for (let part = 0; part < 20; part++) response.write(" ".repeat(8_000));
        response.end("{}");
      },
      "too-large",
    ],
    [
      "is packed",
      (_, response) =>
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end("x"),
      "encoded",
    ],
    [
      "is no JSON",
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end("{"),
      "no-json",
    ],
    ["is a page", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("{}"), "no-json"],
    ["breaks off", (_, response) => response.writeHead(200, { "content-length": "9" }).destroy(), "unreachable"],
  ])("refuses an answer that %s", async (_, listener, failure) => {
    const { url } = await serving(listener);
    await expect(service(url).ask(read)).rejects.toMatchObject(failing(failure));
  });

  test("refuses private addresses unless the settings say that the service lives there", async () => {
    const { url, asked } = await serving(json(200, {}));
    const port = new URL(url).port;
    for (const address of [`https://127.0.0.1:${port}`, `https://localhost:${port}`, `https://[::1]:${port}`])
      await expect(service(address, { allowPrivate: false }).ask(read)).rejects.toMatchObject(
        failing("private-address"),
      );
    await expect(service(url, { allowPrivate: false }).ask(read)).rejects.toMatchObject(failing("not-https"));
    expect(asked()).toBe(0);
  });

  test("never reaches cloud metadata, and sees through IPv4 in IPv6", () => {
    for (const address of ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1"])
      expect.soft(mayConnect(address, true), address).toBe(false);
    for (const address of ["10.1.2.3", "192.168.0.1", "::ffff:127.0.0.1", "fd00::1", "100.64.1.1", "no address"])
      expect.soft(mayConnect(address, false), address).toBe(false);
    for (const address of ["93.184.216.34", "2606:2800:220:1::1"]) expect.soft(mayConnect(address, false)).toBe(true);
    for (const address of ["10.1.2.3", "::1"]) expect.soft(mayConnect(address, true)).toBe(true);
  });
});

describe("the circuit", () => {
  test("leaves a failing service alone, then lets one call find out", async () => {
    let clock = 0;
    const circuit = openCircuit({ failures: 2, restMs: 1_000, nowMs: () => clock });
    circuit.report(false);
    expect(circuit.allows()).toBe(true);
    circuit.report(false);
    expect(circuit.allows()).toBe(false);
    clock = 1_000;
    expect(circuit.allows()).toBe(true);
    expect(circuit.allows()).toBe(false);
    circuit.report(false);
    clock = 1_999;
    expect(circuit.allows()).toBe(false);
    clock = 2_000;
    expect(circuit.allows()).toBe(true);
    circuit.report(true);
    expect(circuit.allows()).toBe(true);
  });

  test("opens after failures of the service, and says so without a call", async () => {
    const down = await serving(json(500, {}));
    const circuit = openCircuit({ failures: 2, restMs: 30_000, nowMs: Date.now });
    await expect(service(down.url, { circuit }).ask(read)).rejects.toMatchObject(failing("status-500"));
    await expect(service(down.url, { circuit }).ask(read)).rejects.toMatchObject(failing("resting"));
    expect(down.asked()).toBe(2);
  });
});
