// Endpoint: the HTTP server at which the AWS SDKs and the AWS CLI find this machine's services.
//
// It owns the socket, who may talk to it, and which protocol a request speaks. It knows no service's inside.
//
//   W1. It binds loopback only, and refuses a foreign Host (DNS rebinding) and every request a browser makes, except links
//       that a service signed; what such a link opens is a download, never a page (S5).
//   W2. What it does not know is refused by name, in the protocol of the request.
//   W3. Other signatures are read for the service's name, not checked: whoever reaches loopback owns the machine's account.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AwsError } from "./aws-error.ts";
import type { Operations } from "./service.ts";
import type { WireHandler, WireReply, WireRequest } from "./wire/message.ts";
import { route } from "./wire/route.ts";

export interface EndpointServices {
  /**
   * Operations by service: dynamodb, dynamodbstreams, sqs, states, events, secretsmanager, ssm, logs (JSON);
   * sesv2, lambda (REST-JSON); ses (classic), sns (query). Read at each request, so services may join later.
   */
  readonly operations: Readonly<Record<string, Operations>>;
  readonly s3?: WireHandler;
  /** Answers Bedrock Runtime paths: `forwardToBedrock` of bedrock.ts. */
  readonly bedrock?: WireHandler;
}

export interface EndpointOptions {
  /** TCP port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly services: EndpointServices;
  /** Why the caller may not do this, if so. Absent: everybody owns the account. */
  readonly authorize?: (request: WireRequest) => AwsError | undefined;
  /** Why a web page may not bring this request, if so. Absent: no page brings any. */
  readonly whyNoLink?: (request: WireRequest) => AwsError | undefined;
  /** Told of failures that are ours, not the caller's; they were answered with status 500, which SDKs retry. */
  readonly onError?: (error: unknown, request: { method: string; path: string }) => void;
}

export interface Endpoint {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: what belongs into AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Answers a request that came by another way than the socket: from a thread of this process. */
  answer(request: Omit<WireRequest, "requestId">): Promise<WireReply>;
  close(): Promise<void>;
}

// S3's own limit for one PUT is 5 GB; whole bodies are held in memory here, and SES stops at 40 MB.
const longestBody = 256 * 1024 * 1024;

/** Opens the endpoint. Rejects when the port is taken, saying so. */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(request, response, options);
  });
  await listen(server, options.port);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    answer: (request) => answer({ ...request, requestId: randomUUID() }, options),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const advice =
        cause.code === "EADDRINUSE"
          ? `Port ${port} is taken: stop what listens there, or choose another with --aws PORT (0 takes a free one).`
          : `The AWS endpoint cannot listen on 127.0.0.1:${port}: ${cause.message}`;
      reject(new Error(advice, { cause }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });

async function serve(incoming: IncomingMessage, response: ServerResponse, options: EndpointOptions): Promise<void> {
  const requestId = randomUUID();
  let reply: WireReply;
  try {
    const page = isPage(incoming);
    const refused = foreignHost(incoming) ?? (page ? noLink(incoming, requestId, options) : undefined);
    const body = refused === undefined ? await readBody(incoming) : undefined;
    if (body === undefined) reply = refused ?? refuse("The body is longer than 256 MiB");
    else reply = await answer(wireRequest(incoming, body, requestId), options);
    if (page) reply = asDownload(reply);
  } catch (error) {
    if (incoming.destroyed && !incoming.complete) return;
    options.onError?.(error, { method: incoming.method ?? "", path: incoming.url ?? "/" });
    reply = failed;
  }
  response.writeHead(reply.status, {
    "content-length": sizeOf(reply),
    // Nothing that is stored here is ever a page, whatever type its writer gave it.
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    ...reply.headers,
  });
  response.end(incoming.method === "HEAD" ? undefined : reply.body);
}

const sizeOf = ({ body }: WireReply): number => (typeof body === "string" ? Buffer.byteLength(body) : body.byteLength);

/**
 * The whole answer, however the request came: with its size, and without a body to HEAD, by which SDKs tell what is not
 * there. Never rejects: what fails here is told to `onError` and answered with status 500.
 */
async function answer(request: WireRequest, { authorize, services, onError }: EndpointOptions): Promise<WireReply> {
  try {
    const denied = authorize?.(request);
    const reply = denied === undefined ? await route(request, services) : refuse(denied.message, denied.name);
    const ids = { "x-amzn-requestid": request.requestId, "x-amz-request-id": request.requestId };
    const headers = { "content-length": String(sizeOf(reply)), ...ids, ...reply.headers };
    return { ...reply, headers, body: request.method === "HEAD" ? "" : reply.body };
  } catch (error) {
    onError?.(error, request);
    return failed;
  }
}

const failed: WireReply = {
  status: 500,
  headers: { "content-type": "application/json", "x-amzn-errortype": "InternalFailure" },
  body: JSON.stringify({ __type: "InternalFailure", message: "Switchboard failed here; its log says why" }),
};

function wireRequest(incoming: IncomingMessage, body: Buffer, requestId: string): WireRequest {
  const [path = "/", query = ""] = splitOnce(incoming.url ?? "/", "?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: incoming.method ?? "GET", path, query: new URLSearchParams(query), headers, body, requestId };
}

const splitOnce = (text: string, mark: string): string[] => {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const hosts = new Set(["127.0.0.1", "localhost"]);

/** The refusal of a caller who took us for another host (W1). */
function foreignHost({ headers }: IncomingMessage): WireReply | undefined {
  const name = (headers.host ?? "").replace(/:\d+$/, "");
  if (hosts.has(name)) return undefined;
  return refuse(`The Host ${name} is not this machine's: use 127.0.0.1 (S3 by path style, not bucket.host)`);
}

/** Browsers send one of these with every request, SDKs never do. */
const isPage = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;

function noLink(incoming: IncomingMessage, requestId: string, { whyNoLink }: EndpointOptions): WireReply | undefined {
  if (whyNoLink === undefined) return refuse("Web pages may not call this endpoint");
  const denied = whyNoLink(wireRequest(incoming, Buffer.alloc(0), requestId));
  return denied && refuse(denied.message, denied.name);
}

/** What strangers sent must not become a page of this origin, whoever forgot to say so when the link was signed (S5). */
function asDownload(reply: WireReply): WireReply {
  const asked = reply.headers["content-disposition"] ?? "";
  const isAttachment = /^attachment\s*(?:;|$)/i.test(asked);
  return { ...reply, headers: { ...reply.headers, "content-disposition": isAttachment ? asked : "attachment" } };
}

const refuse = (message: string, name = "AccessDeniedException"): WireReply => ({
  status: 403,
  headers: { "content-type": "application/json", "x-amzn-errortype": name, connection: "close" },
  body: JSON.stringify({ __type: name, message }),
});

/** The whole body, or undefined when it is too long. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > longestBody) return undefined;
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
