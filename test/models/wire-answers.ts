// How each service wraps what a model says, by the path that was called.

/** What a model may come back with on the level of its protocol. */
export type Reply =
  | { readonly answer: unknown }
  | { readonly text: string }
  | { readonly refuse: true }
  | { readonly cutOff: true };

interface Wrapped {
  readonly body: Buffer;
  readonly headers?: Record<string, string>;
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
const chat = (reply: Reply): object => {
  if ("answer" in reply) return choice({ content: JSON.stringify(reply.answer) });
  if ("text" in reply) return choice({ content: reply.text });
  if ("refuse" in reply) return choice({ refusal: "I cannot help with that." });
  return choice({ content: '{"mood":' }, "length");
};

const said = (content: object[], stopReason: string) => ({
  output: { message: { role: "assistant", content } },
  stopReason,
  usage: { inputTokens: 1000, outputTokens: 200, totalTokens: 1200 },
  metrics: { latencyMs: 5 },
});
const converse = (reply: Reply): object => {
  if ("answer" in reply)
    return said([{ toolUse: { toolUseId: "t", name: "answer", input: reply.answer } }], "tool_use");
  if ("text" in reply) return said([{ text: reply.text }], "end_turn");
  if ("refuse" in reply) return said([{ text: "no" }], "guardrail_intervened");
  return said([], "max_tokens");
};

const json = (body: object, headers: Record<string, string> = {}): Wrapped => ({
  body: Buffer.from(JSON.stringify(body)),
  headers,
});
const answerOf = (reply: Reply): unknown => ("answer" in reply ? reply.answer : {});

/** By the end of the path; the first that fits. */
const wraps: readonly (readonly [RegExp, (reply: Reply) => Wrapped])[] = [
  [/\/chat\/completions$/, (reply) => json(chat(reply))],
  [/\/converse$/, (reply) => json(converse(reply))],
  [
    /\/embeddings$/,
    (reply) => {
      const { vectors } = answerOf(reply) as { vectors: number[][] };
      const data = vectors.map((embedding, index) => ({ object: "embedding", index, embedding }));
      return json({ object: "list", model: "m", data: data.reverse(), usage: { prompt_tokens: 12, total_tokens: 12 } });
    },
  ],
  [
    /\/audio\/transcriptions$/,
    (reply) => json({ ...(answerOf(reply) as object), usage: { type: "duration", seconds: 90 } }),
  ],
  [
    /\/audio\/speech$/,
    (reply) => ({
      body: Buffer.from((answerOf(reply) as { audio: string }).audio, "base64"),
      headers: { "content-type": "audio/mpeg" },
    }),
  ],
  [
    /\/images\/generations$/,
    (reply) => json({ created: 0, data: [{ b64_json: (answerOf(reply) as { image: string }).image }] }),
  ],
  [/\/invoke$/, (reply) => json(answerOf(reply) as object, { "x-amzn-bedrock-input-token-count": "7" })],
];

export function wrapFor(path: string, reply: Reply): Wrapped {
  const wrap = wraps.find(([pattern]) => pattern.test(path))?.[1];
  if (wrap === undefined) throw new Error(`The scripted service has no path ${path}`);
  return wrap(reply);
}
