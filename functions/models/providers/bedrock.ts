import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandOutput,
  type Tool,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { type Completion, type FailureKind, ModelFailure, type Request } from "./provider.ts";

const clients = new Map<string, BedrockRuntimeClient>();

// HTTP/1.1: the client's default is HTTP/2 with prior knowledge, which gateways and proxies seldom speak.
// maxAttempts 1: the router is the only one who tries again.
function open(endpoint: string | undefined): BedrockRuntimeClient {
  const key = endpoint ?? "";
  const made =
    clients.get(key) ??
    new BedrockRuntimeClient({
      requestHandler: new NodeHttpHandler(),
      maxAttempts: 1,
      ...(endpoint !== undefined && { endpoint }),
    });
  clients.set(key, made);
  return made;
}

/**
 * Converse with one tool that the model must use: its input is the answer. The tool does nothing; it only gives the
 * answer a schema. `endpoint` replaces the service's own address. @see https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html
 */
export async function askBedrock(request: Request, endpoint?: string): Promise<Completion> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const reply = await open(endpoint).send(
      new ConverseCommand({
        modelId: request.model,
        system: [{ text: request.system }],
        messages: [{ role: "user", content: [{ text: request.user }] }],
        inferenceConfig: { maxTokens: 4000, temperature: 0 },
        toolConfig: { tools: [answerTool(request.schema)], toolChoice: { tool: { name: "answer" } } },
      }),
      { abortSignal: signal },
    );
    return read(reply);
  } catch (error) {
    if (error instanceof ModelFailure) throw error;
    const name = error instanceof Error ? error.name : "unknown";
    throw new ModelFailure(kindOf(name, signal), `Bedrock failed: ${name}`, { cause: error });
  }
}

function answerTool(schema: Record<string, unknown>): Tool {
  // The SDK types JSON as its own recursive DocumentType; a JSON schema is plain JSON.
  const json: Record<string, never> = JSON.parse(JSON.stringify(schema));
  return { toolSpec: { name: "answer", description: "Gives the answer.", inputSchema: { json } } };
}

function read(reply: ConverseCommandOutput): Completion {
  const tokens = { inputTokens: reply.usage?.inputTokens ?? 0, outputTokens: reply.usage?.outputTokens ?? 0 };
  if (reply.stopReason === "guardrail_intervened" || reply.stopReason === "content_filtered")
    throw new ModelFailure("refused", "A guardrail stopped it", tokens);
  if (reply.stopReason === "max_tokens") throw new ModelFailure("too-long", "The answer was cut off", tokens);
  for (const block of reply.output?.message?.content ?? []) {
    if (block.toolUse?.name === "answer") return { output: block.toolUse.input, ...tokens };
  }
  throw new ModelFailure("schema", "The model did not use the answer tool", tokens);
}

const kinds: Readonly<Record<string, FailureKind>> = {
  AccessDeniedException: "denied",
  ThrottlingException: "throttled",
  ServiceQuotaExceededException: "throttled",
  ServiceUnavailableException: "throttled",
  ModelNotReadyException: "throttled",
  ModelTimeoutException: "timeout",
};
const kindOf = (name: string, signal: AbortSignal): FailureKind =>
  signal.aborted ? "timeout" : (kinds[name] ?? "error");
