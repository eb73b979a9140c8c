import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { ModelTask } from "../../contracts/policy.ts";
import { nowMs } from "../../platform/clock.ts";
import { converse, converseAboutPicture } from "./bedrock-converse.ts";
import { embed, makePicture } from "./bedrock-invoke.ts";
import { type Completion, type FailureKind, ModelFailure, type Request } from "./provider.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface BedrockAccess {
  /** Replaces the service's own address. */
  readonly endpoint?: string;
  /** Checks what goes in and what comes out, where the stage has one. */
  readonly guardrail?: { readonly id: string; readonly version: string };
}

type Way<Task extends ModelTask> = (
  client: BedrockRuntimeClient,
  request: Request<Task>,
  options: { readonly signal: AbortSignal; readonly guardrail: BedrockAccess["guardrail"] },
) => Promise<Completion>;

const unable = async (_: BedrockRuntimeClient, { task }: { readonly task: ModelTask }): Promise<Completion> => {
  throw new ModelFailure("unable", `Bedrock has no call for the task ${task}: name an OpenAI-compatible model for it`);
};

// Sound goes over Bedrock only as a two-way stream of a conversation: no call that takes a file or gives one back.
const ways: { readonly [Task in ModelTask]: Way<Task> } = {
  "read-mood": converse,
  sort: converse,
  draft: converse,
  check: converse,
  "describe-image": converseAboutPicture,
  embed,
  "make-image": makePicture,
  transcribe: unable,
  speak: unable,
};

const clients = new Map<string, BedrockRuntimeClient>();

// HTTP/1.1: the client's default is HTTP/2 with prior knowledge, which gateways and proxies seldom speak.
// maxAttempts 1: the router is the only one who tries again.
function clientFor(endpoint: string | undefined, region: string | undefined): BedrockRuntimeClient {
  const key = `${endpoint ?? ""} ${region ?? ""}`;
  const made =
    clients.get(key) ??
    new BedrockRuntimeClient({
      requestHandler: new NodeHttpHandler(),
      maxAttempts: 1,
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
    });
  clients.set(key, made);
  return made;
}

/** Asks a model of Bedrock in the region that `request.place` names, or in the function's own. */
export async function askBedrock<Task extends ModelTask>(
  access: BedrockAccess,
  request: Request<Task>,
): Promise<Completion> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const way: Way<Task> = ways[request.task];
  try {
    return await way(clientFor(access.endpoint, request.place), request, { signal, guardrail: access.guardrail });
  } catch (error) {
    if (error instanceof ModelFailure) throw error;
    const name = error instanceof Error ? error.name : "unknown";
    throw new ModelFailure(kindOf(name, signal), `Bedrock failed: ${name}`, {
      cause: error,
      retryAfterMs: retryAfterMs(headersOf(error), nowMs),
    });
  }
}

const kinds: Readonly<Record<string, FailureKind>> = {
  AccessDeniedException: "denied",
  ResourceNotFoundException: "denied",
  ThrottlingException: "throttled",
  ServiceQuotaExceededException: "throttled",
  ServiceUnavailableException: "throttled",
  ModelNotReadyException: "throttled",
  ModelTimeoutException: "timeout",
};
const kindOf = (name: string, signal: AbortSignal): FailureKind =>
  signal.aborted ? "timeout" : (kinds[name] ?? "error");

/** The headers of the answer that an SDK error came from; it hides them in a property that its types do not show. */
function headersOf(error: unknown): (name: string) => string | undefined {
  const response: unknown = error instanceof Error && "$response" in error ? error.$response : undefined;
  const headers: unknown =
    typeof response === "object" && response !== null && "headers" in response ? response.headers : undefined;
  return (name) => {
    const value: unknown =
      typeof headers === "object" && headers !== null ? Object.entries(headers).find(([key]) => key === name)?.[1] : "";
    return typeof value === "string" ? value : undefined;
  };
}
