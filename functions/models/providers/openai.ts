import OpenAI, { APIConnectionTimeoutError, APIError } from "openai";
import type { ModelTask } from "../../contracts/policy.ts";
import { nowMs } from "../../platform/clock.ts";
import { chat, chatAboutPicture } from "./openai-chat.ts";
import { embed, makePicture, speak, transcribe } from "./openai-media.ts";
import { type Completion, type FailureKind, ModelFailure, type Request } from "./provider.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface OpenAiAccess {
  readonly apiKey: string;
  /** OpenAI's own when absent; any server that speaks the same protocol otherwise. */
  readonly baseUrl: string | undefined;
}

/** How one task is asked for: the client, the question, and what ends it early. */
type Way<Task extends ModelTask> = (client: OpenAI, request: Request<Task>, signal: AbortSignal) => Promise<Completion>;

const ways: { readonly [Task in ModelTask]: Way<Task> } = {
  "read-mood": chat,
  sort: chat,
  draft: chat,
  check: chat,
  "describe-image": chatAboutPicture,
  transcribe,
  embed,
  "make-image": makePicture,
  speak,
};

const clients = new Map<string, OpenAI>();

// maxRetries 0: one retrier per failure, and that is the router.
function clientFor({ apiKey, baseUrl }: OpenAiAccess): OpenAI {
  const key = `${baseUrl ?? ""} ${apiKey}`;
  const client =
    clients.get(key) ?? new OpenAI({ apiKey, ...(baseUrl !== undefined && { baseURL: baseUrl }), maxRetries: 0 });
  clients.set(key, client);
  return client;
}

/** Asks OpenAI, or any server that speaks its protocol: Gemini, Azure, vLLM, Ollama (docs/models.md has their addresses). */
export async function askOpenAi<Task extends ModelTask>(
  access: OpenAiAccess,
  request: Request<Task>,
): Promise<Completion> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const way: Way<Task> = ways[request.task];
  try {
    return await way(clientFor(access), request, signal);
  } catch (error) {
    if (error instanceof ModelFailure) throw error;
    throw new ModelFailure(kindOf(error, signal), `The OpenAI-compatible service failed: ${statusOf(error)}`, {
      cause: error,
      retryAfterMs: error instanceof APIError ? retryAfterMs((name) => error.headers?.get(name), nowMs) : undefined,
    });
  }
}

function kindOf(error: unknown, signal: AbortSignal): FailureKind {
  if (signal.aborted || error instanceof APIConnectionTimeoutError) return "timeout";
  if (!(error instanceof APIError)) return "error";
  if (error.status === 401 || error.status === 403) return "denied";
  // A spent quota comes as 429, too, but no waiting mends it.
  if (error.status === 429) return error.code === "insufficient_quota" ? "denied" : "throttled";
  if (error.status === 503) return "throttled";
  if (error.code === "content_filter" || error.code === "content_policy_violation") return "refused";
  return error.code === "context_length_exceeded" ? "too-long" : "error";
}

const statusOf = (error: unknown): string =>
  error instanceof APIError && error.status !== undefined ? `HTTP ${error.status}` : "no answer";
