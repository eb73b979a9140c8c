import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { EndpointServices } from "../../../local/services/endpoint.ts";
import type { WireReply, WireRequest } from "../../../local/services/wire/message.ts";
import { route, signedFor } from "../../../local/services/wire/route.ts";
import type { Faults, RequestFault } from "./faults.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** The worker that runs a function; when it is killed, nothing it waits for ever comes. */
export interface Worker {
  readonly name: string;
  dead: boolean;
  readonly die: () => void;
}
export const workers = new AsyncLocalStorage<Worker>();

type Sent = Parameters<NodeHttpHandler["handle"]>[0];
const never = new Promise<never>(() => undefined);

/**
 * The AWS SDK's way out, without a socket: requests are signed and serialised as ever and go straight to the services,
 * with whatever the faults have in store for them. Returns how to put the real way back.
 */
export function openWire(services: EndpointServices, time: VirtualTime, faults: Faults): () => void {
  const real = Object.getOwnPropertyDescriptor(NodeHttpHandler.prototype, "handle");
  const handle = async (sent: Sent) => {
    const worker = workers.getStore();
    if (worker?.dead) return never;
    const request = await requestOf(sent);
    const operation = request.headers["x-amz-target"]?.split(".").at(-1) ?? `${request.method} ${request.path}`;
    const service = signedFor(request) ?? "";
    const sending = service === "ses" && request.path.endsWith("/outbound-emails");
    const fault = worker && faults.request(service, sending ? "SendEmail" : operation, time.clock.now());
    const ask = async (): Promise<WireReply> => {
      const end = time.begin();
      try {
        return await route(request, services);
      } finally {
        end();
      }
    };
    const reply = await (fault === undefined ? ask() : withFault(fault, ask, service, time, worker, faults));
    if (worker?.dead) return never;
    const body = request.method === "HEAD" ? Buffer.alloc(0) : Buffer.from(reply.body);
    return {
      response: {
        statusCode: reply.status,
        headers: { ...reply.headers, "content-length": String(body.length) },
        body: Readable.from([body]),
      },
    };
  };
  Object.defineProperty(NodeHttpHandler.prototype, "handle", { configurable: true, writable: true, value: handle });
  return () => void (real && Object.defineProperty(NodeHttpHandler.prototype, "handle", real));
}

async function withFault(
  fault: RequestFault,
  ask: () => Promise<WireReply>,
  service: string,
  time: VirtualTime,
  worker: Worker | undefined,
  faults: Faults,
): Promise<WireReply> {
  switch (fault) {
    case "killedBefore":
      worker?.die();
      return never;
    case "killedAfter":
      await ask();
      worker?.die();
      return never;
    case "answerLost":
      await ask();
      throw brokenConnection();
    case "doneButFailed":
      await ask();
      return failure(service, 500, "InternalServerError");
    case "throttled":
      return throttle(service);
    case "cut":
      throw brokenConnection();
    case "slow":
      await time.sleep(faults.draws.between(100, 15_000));
      return ask();
  }
}

const brokenConnection = (): Error => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

/** Each service's own word for "not now". */
const throttles: Readonly<Record<string, readonly [number, string]>> = {
  dynamodb: [400, "ThrottlingException"],
  s3: [503, "SlowDown"],
  ses: [429, "TooManyRequestsException"],
  sqs: [403, "RequestThrottled"],
};
const throttle = (service: string): WireReply => {
  const [status, name] = throttles[service] ?? [400, "ThrottlingException"];
  return failure(service, status, name);
};

const failure = (service: string, status: number, name: string): WireReply =>
  service === "s3"
    ? {
        status,
        headers: { "content-type": "application/xml" },
        body: `<?xml version="1.0"?><Error><Code>${name}</Code><Message>${name}</Message></Error>`,
      }
    : {
        status,
        headers: { "content-type": "application/json", "x-amzn-errortype": name },
        body: JSON.stringify({ __type: name, message: name }),
      };

async function requestOf(sent: Sent): Promise<WireRequest> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(sent.query ?? {}))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, each ?? "");
  const headers = Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    ...{ method: sent.method, path: sent.path, query, headers, requestId: randomUUID() },
    body: await bytesOf(sent.body),
  };
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!(body instanceof Readable)) throw new Error("A request has a body of an unknown kind");
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    const bytes: Buffer = chunk;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
