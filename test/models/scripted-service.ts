import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the service does with the next call. `answer` is wrapped as each protocol wraps it. */
export type Act =
  | { readonly answer: unknown }
  | { readonly text: string }
  | { readonly status: number; readonly error?: string }
  | { readonly refuse: true }
  | { readonly cutOff: true }
  | { readonly hang: true }
  | { readonly hangUp: true };

export interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A real HTTP server that speaks OpenAI's chat completions and Bedrock's Converse, by a script. */
export async function scriptedService(...script: Act[]) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? "";
      calls.push({ path, body: JSON.parse(await bodyOf(request)) });
      perform(script.shift() ?? { status: 500 }, path.includes("/converse") ? bedrock : openAi, response);
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Protocol {
  readonly answered: (answer: unknown) => unknown;
  readonly said: (text: string) => unknown;
  readonly refused: unknown;
  readonly cutOff: unknown;
}
const usage = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };
const choice = (message: object, finish_reason = "stop") => ({
  id: "x",
  object: "chat.completion",
  created: 0,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: null, refusal: null, ...message }, finish_reason }],
  usage,
});
const openAi: Protocol = {
  answered: (answer) => choice({ content: JSON.stringify(answer) }),
  said: (content) => choice({ content }),
  refused: choice({ refusal: "I cannot help with that." }),
  cutOff: choice({ content: '{"mood":' }, "length"),
};
const converse = (content: object[], stopReason: string) => ({
  output: { message: { role: "assistant", content } },
  stopReason,
  usage: { inputTokens: 1000, outputTokens: 200, totalTokens: 1200 },
  metrics: { latencyMs: 5 },
});
const bedrock: Protocol = {
  answered: (input) => converse([{ toolUse: { toolUseId: "t", name: "answer", input } }], "tool_use"),
  said: (text) => converse([{ text }], "end_turn"),
  refused: converse([{ text: "no" }], "guardrail_intervened"),
  cutOff: converse([], "max_tokens"),
};

function perform(act: Act, protocol: Protocol, response: ServerResponse): void {
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  if ("answer" in act) send(200, protocol.answered(act.answer));
  else if ("text" in act) send(200, protocol.said(act.text));
  else if ("refuse" in act) send(200, protocol.refused);
  else if ("cutOff" in act) send(200, protocol.cutOff);
  else if ("status" in act)
    send(
      act.status,
      { message: act.error ?? "failed", error: { message: act.error ?? "failed" } },
      act.error === undefined ? {} : { "x-amzn-errortype": act.error },
    );
  else if ("hangUp" in act) response.destroy();
}
