import { type ClientRequest, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { guardedLookup, mayConnect } from "../../platform/private-addresses.ts";
import { type ServiceRequest, ToolFailed } from "../tool.ts";

/** Where a service is and how it is spoken to. */
export interface ServiceAccess {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly key: string | undefined;
  /** It lives in our own network (or on this machine): private addresses and plain HTTP are right. */
  readonly allowPrivate: boolean;
}

// An order is a few kilobytes; what is larger is no answer to our question.
const mostBytes = 64 * 1024;

/**
 * One HTTP request and its JSON answer. Throws ToolFailed for whatever is not a plain JSON answer in time: redirects are
 * not followed, since they would carry the key to an address that nobody configured.
 */
export async function requestJson(
  access: ServiceAccess,
  request: ServiceRequest,
  timeoutMs: number,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const url = urlOf(access, request.path);
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const send = url.protocol === "https:" ? overHttps : overHttp;
  const outgoing = send(url, {
    method: request.method,
    lookup: guardedLookup(access.allowPrivate),
    signal: AbortSignal.timeout(Math.max(1, timeoutMs)),
    headers: {
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "switchboard",
      ...(access.key !== undefined && { authorization: `Bearer ${access.key}` }),
      ...(request.key !== undefined && { "idempotency-key": request.key }),
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
    },
  });
  try {
    outgoing.end(body);
    const answer = await answered(outgoing);
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400) throw new ToolFailed("redirect");
    const text = await textOf(answer);
    return { status, json: status >= 200 && status < 300 ? parsed(answer, text) : undefined };
  } catch (error) {
    throw error instanceof ToolFailed ? error : new ToolFailed(nameOf(error), { cause: error });
  } finally {
    outgoing.destroy();
  }
}

/** The address of a path at the configured place; throws when the configuration itself may not be used. */
function urlOf({ url, allowPrivate }: ServiceAccess, path: string): URL {
  const base = URL.parse(url);
  if (base === null || !/^https?:$/.test(base.protocol)) throw new ToolFailed("bad-address");
  if (base.protocol === "http:" && !allowPrivate) throw new ToolFailed("not-https");
  const host = base.hostname.replace(/^\[|\]$/g, "");
  // A literal address is connected to without a look-up.
  if (isIP(host) !== 0 && !mayConnect(host, allowPrivate)) throw new ToolFailed("private-address");
  return new URL(`${base.pathname.replace(/\/$/, "")}${path}`, base.origin);
}

const answered = (outgoing: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
  });

async function textOf(answer: IncomingMessage): Promise<string> {
  if (Number(answer.headers["content-length"] ?? 0) > mostBytes) throw new ToolFailed("too-large");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    length += bytes.length;
    if (length > mostBytes) throw new ToolFailed("too-large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed({ headers }: IncomingMessage, text: string): unknown {
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity")
    throw new ToolFailed("encoded");
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) throw new ToolFailed("no-json");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToolFailed("no-json", { cause });
  }
}

function nameOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EPRIVATE") return "private-address";
  const late = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
  return late || code === "ABORT_ERR" ? "timeout" : "unreachable";
}
