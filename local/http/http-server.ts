// HTTP server: the address of the console and the API.
//
//   H1. It binds loopback unless it is told where else, and refuses a foreign Host, so that no web page can reach it by a
//       name of its own.
//   H2. `GET /healthz` tells whether the machine is ready; until then everything else waits with 503.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Clock } from "../clock.ts";
import { type HttpReply, type HttpRequest, message, pathOf } from "./payload.ts";

export interface HttpServer {
  readonly port: number;
  /** How this machine itself reaches it, `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Lets requests under `prefix` in before all others. */
  openEarly(prefix: string, answer: Answer): void;
  /** Lets requests in. */
  open(answer: Answer): void;
  /** Takes no new connections and waits for answers under way, at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Answers a request; never rejects. */
export type Answer = (request: HttpRequest) => Promise<HttpReply>;

// API Gateway's limit for a request body.
const longestBody = 10 * 1024 * 1024;
export interface HttpServerOptions {
  readonly port: number;
  readonly clock: Clock;
  /** Where it listens: an address of this machine, `0.0.0.0` or `::`; loopback when absent. */
  readonly host?: string;
  /** Names besides loopback's that people reach it by. */
  readonly names?: readonly string[];
}

/** Opens the server. Rejects when the port is taken, saying so. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { port: wanted, clock, host: address = "127.0.0.1", names = [] } = options;
  // A concrete address is a name of its own; loopback's stay, for who comes by a tunnel or a proxy.
  const hosts = new Set([
    "localhost",
    "[::1]",
    "127.0.0.1",
    ...(isEverywhere(address) ? [] : [bracketed(address)]),
    ...names,
  ]);
  let answer: Answer | undefined;
  let early: { readonly prefix: string; readonly answer: Answer } | undefined;
  const healthz = (): HttpReply => ({
    status: answer ? 200 : 503,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ready: answer !== undefined }),
  });
  const handle = async (incoming: IncomingMessage): Promise<HttpReply> => {
    const { url = "/", method = "GET" } = incoming;
    const host = incoming.headers.host?.replace(/:\d+$/, "") ?? "";
    if (!hosts.has(host)) return message(421, `The Host ${host} is not this machine's: use ${[...hosts].at(-1)}`);
    if (pathOf(url) === "/healthz") return healthz();
    const body = await readBody(incoming);
    if (!body) return message(413, "Request Entity Too Large");
    const give = early && pathOf(url).startsWith(early.prefix) ? early.answer : answer;
    if (!give) return message(503, "Service Unavailable", { "retry-after": "1" });
    return give({
      method,
      url,
      headers: incoming.headers,
      body,
      sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
      timeMs: clock.now(),
    });
  };
  const server = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => {
    handle(incoming).then(
      ({ status, headers, body }) => {
        outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
        outgoing.end(incoming.method === "HEAD" ? undefined : body);
      },
      () => outgoing.destroy(),
    );
  });
  await listen(server, wanted, address);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : wanted;
  return {
    port,
    origin: `http://${isEverywhere(address) ? "127.0.0.1" : bracketed(address)}:${port}`,
    openEarly: (prefix, give) => {
      early = { prefix, answer: give };
    },
    open: (give) => {
      answer = give;
    },
    close: (graceMs) =>
      new Promise((resolve) => {
        const cancel = clock.at(clock.now() + graceMs, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

const isEverywhere = (address: string): boolean => address === "0.0.0.0" || address === "::";
const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address);

const listen = (server: Server, port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const advice =
        cause.code === "EADDRINUSE"
          ? `Port ${port} is taken: stop what listens there, or choose another with --http PORT (0 takes a free one).`
          : `The console cannot listen on ${bracketed(address)}:${port}: ${cause.message}`;
      reject(new Error(advice, { cause }));
    });
    server.listen(port, address, resolve);
  });

/** The whole body, or undefined when it is too long. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  return size > longestBody ? undefined : Buffer.concat(chunks);
}
