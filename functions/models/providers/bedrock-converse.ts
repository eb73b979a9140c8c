import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
} from "@aws-sdk/client-bedrock-runtime";
import type { ModelTask } from "../../contracts/policy.ts";
import { type Completion, ModelFailure, mostAnswerTokens, type Request } from "./provider.ts";

interface Options {
  readonly signal: AbortSignal;
  readonly guardrail: { readonly id: string; readonly version: string } | undefined;
}

/**
 * Converse. The answer's shape is held by a tool that the model must use, whose input is the answer (it does nothing
 * else), or, where the candidate says so, by the service's own structured output.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html
 */
export const converse = (client: BedrockRuntimeClient, request: Request, options: Options): Promise<Completion> =>
  ask(client, request, [{ text: request.user }], options);

export const converseAboutPicture = (
  client: BedrockRuntimeClient,
  request: Request<"describe-image">,
  options: Options,
): Promise<Completion> => {
  const { image, mediaType } = request.input;
  const bytes = Buffer.from(image, "base64");
  return ask(
    client,
    request,
    [{ text: request.user }, { image: { format: formats[mediaType], source: { bytes } } }],
    options,
  );
};

const formats = { "image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/webp": "webp" } as const;

async function ask<Task extends ModelTask>(
  client: BedrockRuntimeClient,
  request: Request<Task>,
  content: ContentBlock[],
  { signal, guardrail }: Options,
): Promise<Completion> {
  const reply = await client.send(
    new ConverseCommand({
      modelId: request.model,
      system: [{ text: request.system }],
      messages: [{ role: "user", content }],
      inferenceConfig: { maxTokens: mostAnswerTokens, temperature: 0 },
      ...shapeOf(request),
      ...(guardrail !== undefined && {
        guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version },
      }),
    }),
    { abortSignal: signal },
  );
  return read(reply);
}

function shapeOf({ schema, answerBy }: Request): Pick<ConverseCommandInput, "toolConfig" | "outputConfig"> {
  const text = JSON.stringify(schema);
  if (answerBy === "schema")
    return {
      outputConfig: {
        textFormat: { type: "json_schema", structure: { jsonSchema: { name: "answer", schema: text } } },
      },
    };
  // The SDK types JSON as its own recursive DocumentType; a JSON schema is plain JSON.
  const json: Record<string, never> = JSON.parse(text);
  return {
    toolConfig: {
      tools: [{ toolSpec: { name: "answer", description: "Gives the answer.", inputSchema: { json } } }],
      toolChoice: { tool: { name: "answer" } },
    },
  };
}

function read(reply: ConverseCommandOutput): Completion {
  const tokens = { inputTokens: reply.usage?.inputTokens ?? 0, outputTokens: reply.usage?.outputTokens ?? 0 };
  if (reply.stopReason === "guardrail_intervened" || reply.stopReason === "content_filtered")
    throw new ModelFailure("refused", "A guardrail stopped it", tokens);
  if (reply.stopReason === "max_tokens") throw new ModelFailure("too-long", "The answer was cut off", tokens);
  for (const block of reply.output?.message?.content ?? []) {
    if (block.toolUse?.name === "answer") return { output: block.toolUse.input, ...tokens };
    if (block.text?.startsWith("{") === true) return { output: parsed(block.text, tokens), ...tokens };
  }
  throw new ModelFailure("schema", "The model did not use the answer tool", tokens);
}

function parsed(text: string, tokens: { readonly inputTokens: number; readonly outputTokens: number }): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelFailure("schema", "The answer was not JSON", tokens);
  }
}
