import { type BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import * as z from "zod";
import type { EmbedInput, MakePictureInput } from "../media-tasks.ts";
import { type Completion, ModelFailure, type Request } from "./provider.ts";

// Converse speaks only with language models; each family of embedding and picture models has its own body.

interface Options {
  readonly signal: AbortSignal;
}

const Titan = z.object({ embedding: z.array(z.number()), inputTextTokenCount: z.int().default(0) });
const Cohere = z.object({
  embeddings: z.union([z.array(z.array(z.number())), z.object({ float: z.array(z.array(z.number())) })]),
});
const Pictures = z.object({ images: z.array(z.string()).min(1) });

/**
 * One vector per text: Cohere's models take many at once, Amazon's one by one.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html
 */
export async function embed(
  client: BedrockRuntimeClient,
  { model, input }: Request<"embed">,
  options: Options,
): Promise<Completion> {
  if (isOf(model, "cohere")) return embedByCohere(client, model, input, options);
  const vectors: number[][] = [];
  let inputTokens = 0;
  for (const inputText of input.texts) {
    const reply = Titan.safeParse((await invoke(client, model, { inputText, normalize: true }, options)).body);
    if (!reply.success) throw new ModelFailure("schema", "A vector is missing", { inputTokens });
    vectors.push(reply.data.embedding);
    inputTokens += reply.data.inputTextTokenCount;
  }
  return { output: { vectors }, inputTokens, outputTokens: 0 };
}

async function embedByCohere(
  client: BedrockRuntimeClient,
  model: string,
  input: EmbedInput,
  options: Options,
): Promise<Completion> {
  const body = {
    texts: input.texts,
    input_type: input.as === "question" ? "search_query" : "search_document",
    truncate: "END",
  };
  const answer = await invoke(client, model, body, options);
  const reply = Cohere.safeParse(answer.body);
  if (!reply.success) throw new ModelFailure("schema", "The vectors are missing", { inputTokens: answer.inputTokens });
  const { embeddings } = reply.data;
  const vectors = Array.isArray(embeddings) ? embeddings : embeddings.float;
  return { output: { vectors }, inputTokens: answer.inputTokens, outputTokens: 0 };
}

/** @see https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html */
export async function makePicture(
  client: BedrockRuntimeClient,
  { model, input }: Request<"make-image">,
  options: Options,
): Promise<Completion> {
  const body = isOf(model, "stability") ? { prompt: input.prompt, output_format: "png" } : novaCanvas(input);
  const reply = Pictures.safeParse((await invoke(client, model, body, options)).body);
  // Both families leave the picture out, with a reason beside it, when a filter took it.
  if (!reply.success) throw new ModelFailure("refused", "No picture came back");
  return {
    output: { image: reply.data.images[0], mediaType: "image/png" },
    inputTokens: 0,
    outputTokens: 0,
    units: 1,
  };
}

function novaCanvas({ prompt, size }: MakePictureInput): object {
  const [width, height] = size.split("x").map(Number);
  return {
    taskType: "TEXT_IMAGE",
    // 1024 characters are all that it takes.
    textToImageParams: { text: prompt.slice(0, 1024) },
    imageGenerationConfig: { numberOfImages: 1, width, height },
  };
}

/** Model ids begin with their maker, inference profiles with where they lie: `cohere.…`, `eu.cohere.…`. */
const isOf = (model: string, maker: string): boolean => model.split(".").slice(0, 2).includes(maker);

async function invoke(
  client: BedrockRuntimeClient,
  modelId: string,
  body: object,
  { signal }: Options,
): Promise<{ body: unknown; inputTokens: number }> {
  // The one place where the count of tokens stands for every family is a header, which the SDK leaves in the answer.
  let inputTokens = 0;
  const command = new InvokeModelCommand({
    modelId,
    contentType: "application/json",
    accept: "application/json",
    body: JSON.stringify(body),
  });
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      inputTokens = tokensOf(result.response);
      return result;
    },
    { step: "deserialize", priority: "low", name: "tokensInHeader" },
  );
  const reply = await client.send(command, { abortSignal: signal });
  return { body: JSON.parse(new TextDecoder().decode(reply.body)), inputTokens };
}

const Counted = z.object({ headers: z.object({ "x-amzn-bedrock-input-token-count": z.coerce.number().default(0) }) });
const tokensOf = (response: unknown): number =>
  Counted.safeParse(response).data?.headers["x-amzn-bedrock-input-token-count"] ?? 0;
