import OpenAI, { APIConnectionTimeoutError, APIError } from "openai";
import { type Completion, type FailureKind, ModelFailure, type Request } from "./provider.ts";

export interface OpenAiAccess {
  readonly apiKey: string;
  /** OpenAI's own when absent; any server that speaks the same protocol otherwise. */
  readonly baseUrl: string | undefined;
}

/** Chat completions with JSON schema output: the part that OpenAI, Gemini, Azure, vLLM and Ollama all speak. */
export async function askOpenAi(access: OpenAiAccess, request: Request): Promise<Completion> {
  // The SDK's own retries are off: one retrier per failure, and that is the router.
  const client = new OpenAI({
    apiKey: access.apiKey,
    ...(access.baseUrl !== undefined && { baseURL: access.baseUrl }),
    maxRetries: 0,
    timeout: request.timeoutMs,
  });
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const completion = await client.chat.completions.create(
      {
        model: request.model,
        messages: [
          { role: "system", content: request.system },
          { role: "user", content: request.user },
        ],
        response_format: {
          type: "json_schema",
          json_schema: { name: request.task.replace(/-/g, "_"), strict: true, schema: request.schema },
        },
      },
      { signal },
    );
    return read(completion);
  } catch (error) {
    if (error instanceof ModelFailure) throw error;
    throw new ModelFailure(kindOf(error, signal), `The OpenAI-compatible service failed: ${statusOf(error)}`, {
      cause: error,
    });
  }
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

function kindOf(error: unknown, signal: AbortSignal): FailureKind {
  if (signal.aborted || error instanceof APIConnectionTimeoutError) return "timeout";
  if (!(error instanceof APIError)) return "error";
  if (error.status === 401 || error.status === 403) return "denied";
  if (error.status === 429 || error.status === 503) return "throttled";
  return error.code === "context_length_exceeded" ? "too-long" : "error";
}

const statusOf = (error: unknown): string =>
  error instanceof APIError && error.status !== undefined ? `HTTP ${error.status}` : "no answer";
