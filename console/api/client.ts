import { readJson } from "./read-json.ts";
import { renewed, signOut, token } from "./session.ts";

interface ProblemBody {
  readonly error?: string;
  readonly message?: string;
  /** Of a refused decision: what the customer wrote since. */
  readonly newer?: readonly { readonly seq: number; readonly words: string; readonly receivedAt: string }[];
}

/** A refusal of the API: `message` says in plain words what to do, `body` may carry what the thing looks like now. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: ProblemBody;
  constructor(status: number, body: ProblemBody) {
    super(body.message ?? `The desk answered ${status}. Try again in a moment.`);
    this.name = "Refusal";
    this.status = status;
    this.code = body.error ?? "failed";
    this.body = body;
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Call {
  readonly method?: Method;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Calls our API. Throws a Refusal for what it refuses and a TypeError when it cannot be reached. */
export async function call<T>(path: string, init: Call = {}): Promise<T> {
  let response = await askedAgain(path, init);
  if (response.status === 401 && (await renewed())) response = await send(path, init);
  if (response.status === 401) signOut();
  if (response.ok) return readJson<T>(response);
  throw new Refusal(response.status, await readJson<ProblemBody>(response).catch(() => ({})));
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>(path, signal && { signal });

const againAfterMs = [500, 2_000];
const mayPass = new Set([429, 502, 503, 504]);

/** What only reads is asked for again when it was not reached or is too busy, soon and not for long. */
async function askedAgain(path: string, init: Call): Promise<Response> {
  const waits = (init.method ?? "GET") === "GET" ? againAfterMs : [];
  for (const wait of waits) {
    try {
      const response = await send(path, init);
      const wanted = 1000 * Number(response.headers.get("retry-after") ?? 0);
      if (!mayPass.has(response.status) || wanted > wait) return response;
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return send(path, init);
}

function send(path: string, { method = "GET", body, headers, signal }: Call): Promise<Response> {
  return fetch(`/api${path}`, {
    method,
    headers: {
      ...headers,
      authorization: `Bearer ${token()}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  });
}

/** `?a=1&b=2`, leaving out what is undefined or empty. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}
