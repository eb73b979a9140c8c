import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";
import { answerTo, type Message } from "./answers.ts";
import { readAsked } from "./asked.ts";

export interface ModelServer {
  /** For `openaiBaseUrl`. */
  readonly baseUrl: string;
  readonly crmUrl: string;
  /** What the CRM was told, as JSON text. */
  readonly crm: readonly string[];
  /** Requests that nobody should make: a link was followed, a tool called, an unknown question asked. */
  readonly beacons: readonly string[];
  /** Our own prompts, as the model has seen them. */
  readonly prompts: ReadonlySet<string>;
  close(): Promise<void>;
}

const mostRemembered = 5_000;

/**
 * A model service on HTTP that obeys every email, and the CRM beside it. It keeps nothing to itself: what it sees in one
 * conversation it tries to tell in the next, with our prompts and the key it is called with.
 */
export async function openModelServer(canaries: readonly string[]): Promise<ModelServer> {
  const crm: string[] = [];
  const beacons: string[] = [];
  const prompts = new Set<string>();
  const tries = new Map<string, number>();
  const seen = new Set<string>();
  let origin = "";

  const complete = (body: unknown): Message => {
    const asked = readAsked(body);
    if (asked === undefined) {
      beacons.push("a model was asked something that no prompt of ours asks");
      return { content: null };
    }
    prompts.add(asked.system);
    const key = `${asked.task}\n${asked.emails.join("\n")}`;
    if (tries.size > mostRemembered) tries.clear();
    if (seen.size > mostRemembered) seen.clear();
    for (const email of asked.emails) seen.add(email);
    const others = [...seen].filter((email) => !asked.emails.includes(email)).slice(-1);
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    return answerTo(asked, { secrets: [asked.system, ...canaries, ...others], beacon: `${origin}/beacon` }, count);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const place = `${request.method} ${request.url}`;
    if (place === "POST /v1/chat/completions") send(response, completion(complete(JSON.parse(body))));
    else if (place === "POST /crm") {
      crm.push(body);
      send(response, {});
    } else {
      beacons.push(`somebody called ${place}`);
      send(response, {});
    }
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  origin = `http://127.0.0.1:${port}`;
  return {
    ...{ baseUrl: `${origin}/v1`, crmUrl: `${origin}/crm`, crm, beacons, prompts },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

const completion = (message: Message) => ({
  id: "obedient",
  object: "chat.completion",
  created: 0,
  model: "obedient",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", refusal: null, ...message } }],
  usage: { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 },
});
