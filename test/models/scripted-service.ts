import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Reply, wrapFor } from "./wire-answers.ts";

/** What the service does with a call. `answer` is wrapped as the protocol and the path that were called wrap it. */
export type Act =
  | Reply
  | { readonly status: number; readonly error?: string; readonly retryAfter?: number; readonly code?: string }
  | { readonly slow: number; readonly answer: unknown }
  /** Half of the answer, then the connection breaks. */
  | { readonly cut: unknown }
  /** 200 with a page of HTML, as a proxy on the way gives. */
  | { readonly garbage: true }
  | { readonly hang: true }
  | { readonly hangUp: true };

export interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage["headers"];
  readonly atMs: number;
}

/** What to do with each call: a list, one after another, or a rule. */
export type Script = readonly Act[] | ((call: Call, place: number) => Act);

/** A real HTTP server that speaks the protocols of OpenAI and Bedrock Runtime, by a script. */
export async function scriptedService(...given: readonly Act[] | [Script]) {
  const [first] = given;
  const script: Script = typeof first === "function" || Array.isArray(first) ? first : (given as readonly Act[]);
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const call = { path: request.url ?? "", body: await bodyOf(request), headers: request.headers, atMs: Date.now() };
      calls.push(call);
      const place = calls.length - 1;
      perform(typeof script === "function" ? script(call, place) : (script[place] ?? { status: 500 }), call, response);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The JSON that was sent; of an upload its whole text. */
async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return request.headers["content-type"]?.includes("json") === true
    ? JSON.parse(bytes.toString())
    : { upload: bytes.toString("latin1") };
}

function perform(act: Act, call: Call, response: ServerResponse): void {
  const send = (status: number, body: string | Buffer, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };
  if ("hang" in act) return;
  if ("hangUp" in act) response.destroy();
  else if ("garbage" in act) send(200, "<html><body>Bad gateway</body></html>", { "content-type": "text/html" });
  else if ("status" in act) {
    const message = act.error ?? "failed";
    send(act.status, JSON.stringify({ message, error: { message, code: act.code } }), {
      ...(act.error !== undefined && { "x-amzn-errortype": act.error }),
      ...(act.retryAfter !== undefined && { "retry-after": String(act.retryAfter) }),
    });
  } else if ("cut" in act) {
    const { body } = wrapFor(call.path, { answer: act.cut });
    response.writeHead(200, { "content-type": "application/json", "content-length": String(body.length) });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  } else {
    const { body, headers } = wrapFor(call.path, act);
    setTimeout(() => send(200, body, headers), "slow" in act ? act.slow : 0);
  }
}
