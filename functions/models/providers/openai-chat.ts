import type OpenAI from "openai";
import type { ModelTask } from "../../contracts/policy.ts";
import { type Completion, ModelFailure, mostAnswerTokens, type Request } from "./provider.ts";

/** Chat completions with JSON schema output: the part that OpenAI, Gemini, Azure, vLLM and Ollama all speak. */
export const chat = (client: OpenAI, request: Request, signal: AbortSignal): Promise<Completion> =>
  converse(client, request, [{ type: "text", text: request.user }], signal);

export const chatAboutPicture = (
  client: OpenAI,
  request: Request<"describe-image">,
  signal: AbortSignal,
): Promise<Completion> => {
  const { image, mediaType } = request.input;
  const url = `data:${mediaType};base64,${image}`;
  return converse(
    client,
    request,
    [
      { type: "text", text: request.user },
      { type: "image_url", image_url: { url } },
    ],
    signal,
  );
};

async function converse<Task extends ModelTask>(
  client: OpenAI,
  request: Request<Task>,
  parts: OpenAI.Chat.ChatCompletionContentPart[],
  signal: AbortSignal,
): Promise<Completion> {
  const [only] = parts;
  const completion = await client.chat.completions.create(
    {
      model: request.model,
      messages: [
        { role: "system", content: request.system },
        // Words alone go as plain text: small servers know no parts.
        { role: "user", content: parts.length === 1 && only?.type === "text" ? only.text : parts },
      ],
      max_completion_tokens: mostAnswerTokens,
      response_format: {
        type: "json_schema",
        json_schema: { name: request.task.replace(/-/g, "_"), strict: true, schema: request.schema },
      },
    },
    { signal, timeout: request.timeoutMs },
  );
  return read(completion);
}

function read(completion: OpenAI.Chat.ChatCompletion): Completion {
  const tokens = {
    inputTokens: completion.usage?.prompt_tokens ?? 0,
    outputTokens: completion.usage?.completion_tokens ?? 0,
  };
  // Compatible servers leave things out that the SDK's types promise.
  const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
  const message: Partial<OpenAI.Chat.ChatCompletionMessage> | undefined = choice?.message;
  if (typeof message?.refusal === "string" && message.refusal !== "")
    throw new ModelFailure("refused", "The model refused", tokens);
  if (choice?.finish_reason === "content_filter") throw new ModelFailure("refused", "A filter stopped it", tokens);
  if (choice?.finish_reason === "length") throw new ModelFailure("too-long", "The answer was cut off", tokens);
  if (typeof message?.content !== "string") throw new ModelFailure("schema", "The answer was empty", tokens);
  try {
    return { output: JSON.parse(message.content), ...tokens };
  } catch {
    throw new ModelFailure("schema", "The answer was not JSON", tokens);
  }
}
